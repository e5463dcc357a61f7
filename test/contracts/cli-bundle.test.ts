import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../local.ts";

/** The command far from its packages, as it is after an installation. */
const folder = mkdtempSync(path.join(tmpdir(), "cli-"));
afterAll(() => rmSync(folder, { recursive: true }));
const cli = path.join(folder, "cli.js");
cpSync(path.join(root, "dist/cli.js"), cli);
writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');

test("the built command runs by its own name and needs no package", () => {
  expect(execFileSync(cli, ["--help"], { encoding: "utf8" })).toContain("Usage: redeploy-once <verb> [options]");
  const { status, stdout, stderr } = spawnSync(cli, ["statu"], { encoding: "utf8" });
  expect([status, stdout, stderr]).toEqual([
    2,
    "",
    "error: unknown command 'statu'\n(Did you mean status?)\nSee --help.\n",
  ]);
});

test("the starter policy is in it, letter by letter", () => {
  execFileSync(cli, ["policy", "init"], { cwd: folder });
  expect(readFileSync(path.join(folder, "policy.yaml"), "utf8")).toBe(
    readFileSync(path.join(root, "shared/policy.yaml"), "utf8"),
  );
});

test("a reader that has enough before the answer comes is no error", () => {
  const { status, stderr } = spawnSync("sh", ["-c", `"${cli}" policy table | true`], {
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
});

test("beside it lie the licences of what is in it, and it is what package.json installs", () => {
  const notices = readFileSync(path.join(root, "dist/cli.NOTICES.txt"), "utf8");
  for (const name of ["commander", "cli-table3", "picocolors", "yaml", "zod", "@alicloud/credentials"])
    expect(notices).toMatch(new RegExp(`^${name} [\\d.]+: `, "m"));
  expect(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"))).toMatchObject({
    private: true,
    bin: { "redeploy-once": "dist/cli.js" },
  });
});
