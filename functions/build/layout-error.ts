/** A package is not laid out as the build expects. It ends the build: what is trimmed by guess would fail at its first call. */
export class LayoutError extends Error {
  override readonly name = "LayoutError";

  constructor(of: Packaged, expected: string) {
    super(
      `${of.name} ${of.version}, ${of.file}: expected ${expected}. Nothing was built. See functions/README.md, "How bundles are made".`,
    );
  }
}

/** A file of an installed package. `file` is its path inside the package. */
export type Packaged = { readonly name: string; readonly version: string; readonly file: string };
