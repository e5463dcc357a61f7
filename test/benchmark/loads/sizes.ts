import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { SideName } from "./bundles.ts";

/** Of a function, KiB: its bundle without and with the parts that its first call loads, what is deferred, the plain bundle. */
export async function sizesOf(folder: string, name: string) {
  const sizeOf = (side: SideName, files: readonly string[]) => kibIn(path.join(folder, side, name), files);
  return {
    name,
    mainKib: await sizeOf("cached", ["main.js"]),
    firstCallKib: await sizeOf("cached", ["main.js", "tablestore.js", "cloud.js"]),
    deferredKib: await sizeOf("cached", ["deferred.js"]),
    plainKib: await sizeOf("plain", ["index.js"]),
  };
}

/** Not every function has every part. */
async function kibIn(folder: string, files: readonly string[]): Promise<number> {
  const there = (await readdir(folder)).filter((file) => files.includes(file));
  const sizes = await Promise.all(there.map((file) => stat(path.join(folder, file))));
  return Math.round(sizes.reduce((sum, { size }) => sum + size, 0) / 1_024);
}
