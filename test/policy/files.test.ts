import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { policyJsonSchema, starterModule } from "../../shared/cli/policy-files.ts";
import { readPolicyText } from "../../shared/cli/policy-text.ts";
import { needsFacts } from "../../shared/policy/needs-facts.ts";
import { readPolicy } from "../../shared/policy/read-policy.ts";
import { starter } from "../../shared/policy/starter.ts";
import { root } from "../local.ts";
import { sound } from "./sound-policy.ts";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const starterText = read("shared/policy.yaml");
const example = read("test/policy/example.yaml");

test("what functions have of the starter is what the file says, and what an editor knows is what the schema says", () => {
  expect(read("shared/policy/starter.ts")).toBe(starterModule(starterText));
  expect(read("shared/policy.schema.json")).toBe(policyJsonSchema());
  expect(starter).toEqual(parse(starterText));
  expect(readPolicy(starter)).toEqual({ policy: starter });
});

test("the starter observes, leaves others' machines alone, and lets nothing be lost unasked", () => {
  expect(starter.mode).toBe("observe");
  expect(starter.rules.flatMap(({ mayLose = [] }) => mayLose)).toEqual([]);
  expect(starter.rules.at(-1)).toEqual({ name: "everything else", do: "documented" });
  expect(needsFacts(starter)).toEqual({ tags: true, zone: false });
});

test("the starter has one setting a line, and the examples in its comments are rules that are taken", () => {
  expect(starterText.split("\n").filter((line) => /^[^#]*[{[]/.test(line))).toEqual([]);
  const uncommented = starterText.replaceAll(/^ {2}# ((?:- | {2}).*)$/gm, "  $1");
  expect(readPolicyText(Buffer.from(uncommented))).toMatchObject({
    policy: {
      rules: [
        { name: "others look after these" },
        { name: "databases by hand" },
        { name: "caches may lose their local disks" },
        { name: "everything else" },
      ],
    },
  });
});

test("a starter that is broken says where", () => {
  expect(() => starterModule(starterText.replace("do: nothing", "do: nothin"))).toThrow(
    "shared/policy.yaml:39: must be nothing",
  );
});

test("an editor takes what the schema takes, and refuses what has another form", () => {
  const isTaken = new Ajv2020({ strict: false }).compile(JSON.parse(policyJsonSchema()));
  for (const text of [starterText, example, sound]) expect(isTaken(parse(text)), text.slice(0, 40)).toBe(true);
  for (const [from, to] of [
    ["mode: act\n", "mode: acts\n"],
    ["version: 1\n", ""],
    ["guardBand:", "guardband:"],
    ["within: 24h", "within: 1 day"],
    ["do: RebootInstance", "do: Reboot"],
  ] as const)
    expect(isTaken(parse(sound.replace(from, to))), to).toBe(false);
});
