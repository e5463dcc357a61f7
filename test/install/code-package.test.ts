import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { codePackage, releaseOf } from "../../shared/install/code-package.ts";
import { crc64 } from "../../shared/install/crc64.ts";
import { unzip } from "../cloud/fc/unzip.ts";

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), "code-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

test("the checksum is CRC-64/XZ: the check value of its catalogue", () => {
  expect(crc64(Buffer.from("123456789"))).toBe(String(0x995dc9bbdf1939fan));
});

test("a package has every file of the folder, and none of it is another's", async () => {
  const { zip } = await codePackage(folder({ "index.js": "a", "node_modules/b/index.js": "b" }));
  const files = unzip(Buffer.from(zip)).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);
  expect(files).toEqual([
    ["index.js", "a"],
    ["node_modules/b/index.js", "b"],
  ]);
});

test("the same files make the same package on another day; a changed one does not", async () => {
  const root = folder({ "index.js": "a", "z.js": "z" });
  const first = await codePackage(root);
  utimesSync(path.join(root, "index.js"), new Date(0), new Date(0));
  expect((await codePackage(root)).checksum).toBe(first.checksum);
  writeFileSync(path.join(root, "index.js"), "b");
  const changed = await codePackage(root);
  expect(changed.checksum).not.toBe(first.checksum);
  expect(releaseOf("0.1.0", [changed])).not.toBe(releaseOf("0.1.0", [first]));
});
