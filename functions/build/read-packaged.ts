import { readFile } from "node:fs/promises";

/** Reads a file of an installed package: its absolute path. */
export type ReadPackaged = (file: string) => Promise<string>;

export const readText: ReadPackaged = (file) => readFile(file, "utf8");
