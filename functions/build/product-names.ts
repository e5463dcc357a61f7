import path from "node:path";
import { build, transform } from "esbuild";
import { namesIn } from "./parsed.ts";
import { root } from "./paths.ts";
import type { Editing } from "./source-edits.ts";
import type { NamesOf } from "./trim.ts";

/**
 * The names in the product's files that import a package: the list of what is used, which nobody writes down a second
 * time. It holds more than that, since a name is a name wherever it stands.
 */
export const namesOfProduct =
  (importers: Importers, { textOf }: Editing): NamesOf =>
  async (packageName) => {
    const ofPackage = [...importers].filter(([id]) => id === packageName || id.startsWith(`${packageName}/`));
    const names = ofPackage
      .flatMap(([, files]) => files)
      .map(async (file) => {
        const { code } = await transform(await textOf(path.join(root, file)), { loader: "ts", format: "esm" });
        return [...namesIn(code)];
      });
    return new Set((await Promise.all(names)).flat());
  };

/** The product's files by the package that they import. */
export type Importers = ReadonlyMap<string, readonly string[]>;

/** Who imports which package, of all that these entry points reach and that stays in their bundles. */
export async function readImporters(entryPoints: readonly string[], { plugin }: Editing): Promise<Importers> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    plugins: [plugin],
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const staying = new Set(inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])));
  const importers = new Map<string, string[]>();
  for (const [file, { imports }] of Object.entries(metafile.inputs).filter(([file]) => staying.has(file)))
    for (const { path: name, external = false } of imports)
      if (external) importers.set(name, [...(importers.get(name) ?? []), file]);
  return importers;
}
