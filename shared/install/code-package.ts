import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { crc64 } from "./crc64.ts";
import { zip } from "./zip.ts";

/** The code of a function as FC takes it. */
export type CodePackage = {
  readonly zip: Uint8Array;
  /** Of the zip, as FC tells it. */
  readonly checksum: string;
};

/** Of zlib: who uploads over a slow line is glad of it. */
const usualLevel = 6;

/** Packs a built folder. The same files give the same bytes: what is deployed already is not uploaded again. */
export async function codePackage(folder: string, level: number = usualLevel): Promise<CodePackage> {
  const listed = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = listed.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const read = files.sort().map(async (file) => ({
    path: path.relative(folder, file).split(path.sep).join("/"),
    bytes: await readFile(file),
  }));
  const packed = zip(await Promise.all(read), level);
  return { zip: packed, checksum: crc64(packed) };
}

/** What stands in the setting RELEASE of each function: the version, and which build of it. */
export function releaseOf(version: string, packages: readonly CodePackage[]): string {
  const hash = createHash("sha256");
  for (const { checksum } of packages) hash.update(`${checksum}\n`);
  return `${version}-${hash.digest("hex").slice(0, 12)}`;
}
