import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { emptyName, type SideName } from "./bundles.ts";
import type { Call, Measured } from "./measure-load.ts";

/** The environment of a function. A process sees nothing else: NODE_OPTIONS would be other flags. */
export type Environment = Readonly<Record<string, string>>;

/** Where the bundles are, and the script that loads one. */
export type Place = { readonly folder: string; readonly script: string };

/** Loads the bundle of a function in a fresh process. Throws if its code cache is not used as the side says. */
export async function loadSide(
  place: Place,
  side: SideName,
  name: string,
  env: Environment,
  call?: Call,
): Promise<Measured> {
  const lines = await run(place, path.join(side, name), env, call);
  const found = lines.flatMap((line) => /"step":"load","codeCache":"(\w+)"/.exec(line)?.[1] ?? [])[0];
  if (found !== codeCaches[side]) throw new Error(`${side}/${name}: code cache ${found}, not ${codeCaches[side]}`);
  return measuredIn(lines);
}

/** What the loader says of the code cache. A plain bundle has no loader. */
const codeCaches: Readonly<Record<SideName, string | undefined>> = {
  cached: "hit",
  uncached: "none",
  withoutSdk: "hit",
  plain: undefined,
};

/** Loads a handler that does nothing. */
export const loadEmpty = async (place: Place): Promise<Measured> => measuredIn(await run(place, emptyName, {}));

async function run(
  { folder, script }: Place,
  bundle: string,
  env: Environment,
  call?: Call,
): Promise<readonly string[]> {
  const sent = call === undefined ? [] : [JSON.stringify(call)];
  const file = path.join(folder, bundle, "index.js");
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, ...sent], { env });
  return stdout.trimEnd().split("\n");
}

const measured = z.strictObject({ loadMs: z.number(), doneMs: z.number(), reply: z.unknown().optional() });

const measuredIn = (lines: readonly string[]): Measured => measured.parse(JSON.parse(lines.at(-1) ?? ""));
