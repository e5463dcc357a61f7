import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../local.ts";
import { commands } from "../night/commands.ts";
import { quoted } from "../night/type-command.ts";

/** Where the file is policy.yaml, the guides need not say so. */
const guides = ["README.md", "shared/install/README.md"]
  .map((file) => readFileSync(path.join(root, file), "utf8"))
  .join("\n")
  .replaceAll(" policy.yaml", "");

const lines = Object.values(commands).map((words) =>
  words
    .filter((word) => word !== "policy.yaml")
    .map(quoted)
    .join(" "),
);

test.each(lines)("the night types what a guide has: %s", (line) => {
  const isSaid = [`redeploy-once ${line}`, `npm run -s cli -- ${line}`].some((words) => guides.includes(words));
  expect(isSaid ? "in a guide" : `no guide has ${line}`).toBe("in a guide");
});
