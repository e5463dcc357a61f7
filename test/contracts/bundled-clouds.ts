import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { bundleSettings } from "../../functions/build/bundle.ts";
import type * as clouds from "../../shared/cloud/clouds.ts";
import { root } from "../local.ts";

/** The ports in a bundle, as functions have them: vitest would unwrap the SDK's default export once more. */
export async function bundledClouds(): Promise<typeof clouds> {
  const folder = await mkdtemp(path.join(tmpdir(), "ports-"));
  const outfile = path.join(folder, "clouds.cjs");
  try {
    await build({ ...bundleSettings, entryPoints: [path.join(root, "shared/cloud/clouds.ts")], outfile });
    return createRequire(import.meta.url)(outfile) as typeof clouds; // its exports
  } finally {
    await rm(folder, { recursive: true });
  }
}
