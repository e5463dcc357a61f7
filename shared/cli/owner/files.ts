import { readFile } from "node:fs/promises";
import path from "node:path";
import { misused } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** What the system says when a file cannot be read or written, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EEXIST: "exists, and is left as it is",
  EISDIR: "is a folder",
  EACCES: "may not be opened",
};

/** A file that was named on the command line. Throws `Stopped`. */
export async function readNamed(file: string, { folder }: Pick<Terminal, "folder">): Promise<Buffer> {
  return readFile(path.resolve(folder, file)).catch((error: unknown) => {
    throw unusable(file, error);
  });
}

/** Why a file cannot be used. */
export function unusable(file: string, error: unknown) {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return misused(`${file}: ${reasons[code] ?? code}. Nothing was done.`);
}
