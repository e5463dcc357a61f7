import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { deployedFunctions } from "./deployed-functions.ts";
import type { Installation } from "./serverless-yaml.ts";

/** Why the built functions cannot be deployed as they are, in a line; undefined if they can. `root`: where s.yaml is. */
export async function staleBundles(root: string, installation: Installation): Promise<string | undefined> {
  const changed = await newestSource(root);
  const built = await Promise.all(
    deployedFunctions(installation).map(async ([, { code }]) => ({
      code,
      ms: await modifiedMs(path.join(root, code, "index.js")),
    })),
  );
  const missing = built.filter(({ ms }) => ms === undefined);
  const old = built.filter(({ ms }) => ms !== undefined && ms < changed.ms);
  if (missing.length > 0) return `Not built: ${listOf(missing)}. Run: npm run build`;
  if (old.length > 0) return `Built before ${changed.file} was changed: ${listOf(old)}. Run: npm run build`;
  return undefined;
}

const listOf = (built: readonly { readonly code: string }[]) => built.map(({ code }) => code).join(", ");

/** Rooms that are in no function: they are for people's machines. */
const ofPeople = ["shared/cli", "shared/install"];

/** What bundles are made of: our own sources, and the packages that the lock names. */
async function newestSource(root: string): Promise<{ readonly file: string; readonly ms: number }> {
  const listed = ["functions", "shared"].map(async (folder) =>
    (await readdir(path.join(root, folder), { recursive: true })).map((file) => path.join(folder, file)),
  );
  const sources = (await Promise.all(listed))
    .flat()
    .filter((file) => file.endsWith(".ts") && !ofPeople.some((room) => file.startsWith(path.join(room, path.sep))));
  const dated = [...sources, "package-lock.json"].map(async (file) => ({
    file,
    ms: (await modifiedMs(path.join(root, file))) ?? 0,
  }));
  return (await Promise.all(dated)).reduce((newest, one) => (one.ms > newest.ms ? one : newest), { file: "", ms: 0 });
}

const modifiedMs = async (file: string): Promise<number | undefined> =>
  (await stat(file).catch(() => undefined))?.mtimeMs;
