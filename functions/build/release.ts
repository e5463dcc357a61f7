import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { root } from "./paths.ts";

/**
 * Lays a file `RELEASE` beside each function, and one beside all of them: the version, and a digest of the code of all
 * functions. So functions of two builds are told apart, however alike they are.
 */
export async function markRelease(outDir: string, names: readonly string[]): Promise<void> {
  const digest = createHash("sha256");
  for (const name of [...names].sort())
    for (const file of (await readdir(path.join(outDir, name))).filter((each) => each.endsWith(".js")).sort())
      digest.update(`${name}/${file}\n`).update(await readFile(path.join(outDir, name, file)));
  const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
  const release = `${version}+${digest.digest("hex").slice(0, digits)}`;
  for (const folder of [".", ...names]) await writeFile(path.join(outDir, folder, "RELEASE"), `${release}\n`);
}

/** Hexadecimal digits of a SHA-256: two builds out of a million million million are alike. */
const digits = 16;
