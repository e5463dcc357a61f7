import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ZippedFile } from "./unzip.ts";

/** Where the code of functions lies, as in `/code` on FC; each version in a folder of its own. */
export type CodeStore = {
  /**
   * Copies the built code out of the repository: a package that is missing in a bundle must fail here too, and neither
   * the repository's package.json nor a later build may change what runs.
   */
  readonly copy: (functionName: string, folder: string) => string;
  readonly unpack: (functionName: string, files: readonly ZippedFile[]) => string;
  readonly remove: () => void;
};

export function createCodeStore(): CodeStore {
  const root = mkdtempSync(join(tmpdir(), "local-fc-"));
  let versions = 0;
  const folderOf = (functionName: string) => join(root, `${functionName}.${++versions}`);
  return {
    copy: (functionName, from) => {
      const folder = folderOf(functionName);
      cpSync(from, folder, { recursive: true });
      return folder;
    },
    unpack: (functionName, files) => {
      const folder = folderOf(functionName);
      for (const { path, bytes } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
