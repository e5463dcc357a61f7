import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { buildFunctions } from "../../functions/build/bundle.ts";

/** The last step of the build loads each bundle: one of them cannot be loaded then. */
const planted = {
  file: "functions/console.ts",
  find: "export const { preload } = deps;",
  replace: 'export const preload = () => Promise.reject(new Error("planted"));',
};

test("a build that fails leaves nothing that could be deployed, neither of it nor of the one before", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "build-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const outDir = path.join(folder, "dist");
  mkdirSync(path.join(outDir, "console"), { recursive: true });
  await expect(buildFunctions({ outDir, edits: [planted], codeCache: true })).rejects.toThrow("planted");
  expect(readdirSync(folder)).toEqual([]);
});
