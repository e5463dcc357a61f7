import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { applyEdits, type SourceEdit } from "../../functions/build/source-edits.ts";
import { withAssignedSpread } from "./assigned-spread.ts";
import type * as entry from "./bundle-entry.ts";
import { rememberingDigests, rememberingPure } from "./bundle-plugins.ts";

/** The simulation with the production modules in it; each load has its own classes and state. */
export type Bundle = typeof entry;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const entryPoints = [path.join(root, "test/simulation/bundle-entry.ts")];
const settings = {
  write: false,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "silent",
} as const;

/** Throws unless each edit is of a file that the simulation bundles, applies once, and leaves code that can be parsed. */
export async function requireApplicable(all: readonly (readonly SourceEdit[])[]): Promise<void> {
  const { metafile } = await build({ ...settings, entryPoints, absWorkingDir: root, metafile: true });
  for (const edits of all) {
    const { textOf } = applyEdits(edits);
    for (const { file } of edits) {
      if (!(file in metafile.inputs)) throw new Error(`${file} is edited but not bundled`);
      await transform(await textOf(path.join(root, file)), { loader: "ts" });
    }
  }
}

/** Bundles the simulation and the product with these edits and loads it. An edit that does not apply exactly once is an error. */
export async function loadBundle(edits: readonly SourceEdit[]): Promise<Bundle> {
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-simulation-"));
  const file = path.join(folder, "simulation.cjs");
  const editing = applyEdits(edits);
  try {
    const { outputFiles } = await build({
      ...settings,
      entryPoints,
      plugins: [editing.plugin, rememberingDigests, rememberingPure],
    });
    editing.assertApplied();
    await writeFile(file, await withAssignedSpread(outputFiles.map(({ text }) => text).join("")));
    return createRequire(import.meta.url)(file) as Bundle; // the bundle of bundle-entry.ts
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
