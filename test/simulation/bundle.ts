import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { SourceEdit } from "../../functions/build.ts";
import type * as entry from "./bundle-entry.ts";

/** The simulation with the production modules in it; each load has its own classes and state. */
export type Bundle = typeof entry;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Bundles the simulation and the product with these edits and loads it. An edit that does not apply exactly once is an error. */
export async function loadBundle(edits: readonly SourceEdit[]): Promise<Bundle> {
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-simulation-"));
  const file = path.join(folder, "simulation.cjs");
  const applied = new Set<SourceEdit>();
  try {
    await build({
      entryPoints: [path.join(root, "test/simulation/bundle-entry.ts")],
      outfile: file,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      logLevel: "silent",
      plugins: [applyEdits(edits, applied)],
    });
    const missed = edits.filter((edit) => !applied.has(edit));
    if (missed.length > 0)
      throw new Error(`Edits of files that are not bundled: ${missed.map((e) => e.file).join(", ")}`);
    return createRequire(import.meta.url)(file) as Bundle; // the bundle of bundle-entry.ts
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const applyEdits = (edits: readonly SourceEdit[], applied: Set<SourceEdit>): Plugin => ({
  name: "apply-edits",
  setup: (bundler) => {
    bundler.onLoad({ filter: /shared\/.*\.ts$/ }, async ({ path: absolute }) => {
      const mine = edits.filter(({ file }) => path.join(root, file) === absolute);
      if (mine.length === 0) return undefined;
      let contents = await readFile(absolute, "utf8");
      for (const edit of mine) {
        if (contents.split(edit.find).length !== 2)
          throw new Error(`${edit.file}: this edit does not apply once: ${edit.find}`);
        contents = contents.replace(edit.find, () => edit.replace);
        applied.add(edit);
      }
      return { contents, loader: "ts" };
    });
  },
});
