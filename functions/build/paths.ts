import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where the project is. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const require = createRequire(import.meta.url);

/** Where a package is installed. Not each of them exports its package.json. */
export function folderOf(packageName: string): string {
  const folder = path.join(path.sep, "node_modules", packageName, path.sep);
  const [before] = require.resolve(packageName).split(folder);
  return before + folder;
}

/** The folder of the package that a file is in. */
export const packageFolderOf = (file: string) =>
  /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(file)?.[0];

/** Matches this path alone. */
export const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
