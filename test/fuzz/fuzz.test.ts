import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { root } from "../local.ts";

test("two thousand forged and malformed inputs have no effect, make no client unsigned, break nothing and are told no secret", () => {
  const arguments_ = ["--import", "tsx", "test/fuzz/main.ts", "--inputs", "2000", "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, { cwd: root, encoding: "utf8" });
  const report = JSON.parse(stdout || "{}");
  expect([status, report.failure, stderr]).toEqual([0, undefined, ""]);
  expect(report.inputs).toBe(2_000);
  // Enough of them come past the door, or it would be proved of nothing but the door.
  expect(report.pastTheDoor).toBeGreaterThan(50);
  expect(report.refused).toBeGreaterThan(500);
});
