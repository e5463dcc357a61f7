import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import * as z from "zod";
import { bundleSettings } from "../../functions/build/bundle.ts";
import type { Measured } from "./measure.ts";
import type { SideName } from "./side.ts";

/** Bundles a file of the benchmark with the product's bundler settings, to run in fresh processes; returns the script. */
export async function bundleScript(file: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${path.basename(file, ".ts")}.cjs`);
  await build({
    ...bundleSettings,
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    outfile,
  });
  return outfile;
}

const measured = z.strictObject({
  firstUs: z.number(),
  replayUs: z.number(),
  trips: z.strictObject({ first: z.number(), replay: z.number() }),
});

/** Runs one measurement in a fresh process. */
export async function measureIn(
  script: string,
  side: SideName,
  calls: number,
  profileDir: string | undefined,
): Promise<Measured> {
  const profiling = profileDir === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profileDir];
  const { stdout } = await promisify(execFile)(process.execPath, [...profiling, script, side, String(calls)]);
  return measured.parse(JSON.parse(stdout));
}
