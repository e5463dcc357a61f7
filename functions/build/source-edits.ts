import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "esbuild";
import { exactly, root } from "./paths.ts";

/** One change to a source file, made while it is bundled. An edit that does not apply exactly once fails the build. */
export type SourceEdit = { readonly file: string; readonly find: string; readonly replace: string };

export type Editing = {
  readonly plugin: Plugin;
  /** Throws if the build met a file of none of the edits. */
  readonly assertApplied: () => void;
  /** The text of a file of the product, edited. `file` is absolute. */
  readonly textOf: (file: string) => Promise<string>;
};

export function applyEdits(edits: readonly SourceEdit[]): Editing {
  const applied = new Set<SourceEdit>();
  const textOf = async (file: string) => {
    let text = await readFile(file, "utf8");
    for (const edit of edits.filter((candidate) => path.join(root, candidate.file) === file)) {
      if (text.split(edit.find).length !== 2)
        throw new Error(`${edit.file}: this edit does not apply once: ${edit.find}`);
      text = text.replace(edit.find, () => edit.replace);
      applied.add(edit);
    }
    return text;
  };
  return {
    textOf,
    plugin: {
      name: "apply-edits",
      setup: (bundler) => {
        for (const file of new Set(edits.map((edit) => path.join(root, edit.file))))
          bundler.onLoad({ filter: exactly(file) }, async () => ({ contents: await textOf(file), loader: "ts" }));
      },
    },
    assertApplied: () => {
      const missed = edits.filter((edit) => !applied.has(edit)).map(({ file }) => file);
      if (missed.length > 0) throw new Error(`Edits of files that are not bundled: ${missed.join(", ")}`);
    },
  };
}
