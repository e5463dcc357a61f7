import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll } from "vitest";
import { cliSettings } from "../../functions/build/cli.ts";
import type * as program from "../../shared/cli/owner/program.ts";

const folder = mkdtempSync(path.join(tmpdir(), "cli-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The program as the build bundles it: vitest and node disagree on what the default export of a vendor's package is. */
const outfile = path.join(folder, "program.cjs");
await build({
  ...(await cliSettings()),
  entryPoints: ["shared/cli/owner/program.ts"],
  outfile,
  format: "cjs",
  logLevel: "error", // a warning of what only an ES module has
});

export const { run }: typeof program = createRequire(import.meta.url)(outfile);
