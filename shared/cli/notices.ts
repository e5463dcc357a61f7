import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/**
 * The licences of the packages that these files are of: MIT, ISC, BSD and Apache 2.0 want their text passed on with the
 * code, and a bundle has nothing else of a package than its code. `files` are absolute paths.
 */
export async function noticesOf(files: readonly string[]): Promise<string> {
  const folders = new Set(files.flatMap((file) => packageOf.exec(file)?.[0] ?? []));
  const notices = await Promise.all([...folders].map(noticeOf));
  return [...new Set(notices)].sort().join(`\n${"-".repeat(80)}\n\n`);
}

/** The folder of the innermost package. */
const packageOf = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licenceFile = /^(licen[cs]e|notice|copying)(\.|$)/i;

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license, author } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const texts = (await readdir(folder)).filter((file) => licenceFile.test(file)).sort();
  const words = await Promise.all(texts.map((file) => readFile(path.join(folder, file), "utf8")));
  const none = `The package has no file of its licence. Its author: ${author?.name || author || "not named"}.`;
  const body = words.length === 0 ? [none] : words.map((text) => text.trim());
  return [`${name} ${version}: ${license}`, ...body, ""].join("\n\n");
}
