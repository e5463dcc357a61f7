import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../local.ts";

const guide = path.join(root, "shared/install/README.md");

/** The rows of the guide's table of faults: each with the test that shows it closed. */
const rows = [
  ...readFileSync(guide, "utf8").matchAll(
    /^\| (?<fault>[^|]+?) +\| [^|]+ \| \[(?<title>.+)\]\((?<file>\S+\.test\.ts)\) +\|$/gm,
  ),
].map(({ groups: { fault = "", title = "", file = "" } = {} }) => [fault, title, file] as const);

test("the table is read whole", () => {
  expect(rows.length).toBe(readFileSync(guide, "utf8").match(/\.test\.ts\)/g)?.length);
  expect(rows.length).toBeGreaterThan(25);
});

test.each(rows)("%s Its test is there: %s", (_, title, file) => {
  const tests = readFileSync(path.resolve(path.dirname(guide), file), "utf8");
  expect(tests.includes(JSON.stringify(title)) ? title : `no test of ${file} has this name`).toBe(title);
});
