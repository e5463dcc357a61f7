import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { policyJsonSchema, starterJson } from "../../shared/cli/policy-files.ts";
import { needsFacts } from "../../shared/policy/needs-facts.ts";
import { starterPolicy } from "../../shared/policy/starter.ts";
import { root } from "../local.ts";
import { sound } from "./sound-policy.ts";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const starter = read("shared/policy.yaml");
const example = read("test/policy/example.yaml");

test("what functions have of the starter is what the file says, and what an editor knows is what the schema says", () => {
  expect(read("shared/policy/starter.json")).toBe(starterJson(starter));
  expect(read("shared/policy.schema.json")).toBe(policyJsonSchema());
});

test("the starter observes, leaves others' machines alone, and lets nothing be lost unasked", () => {
  const policy = starterPolicy();
  expect(policy).toEqual(parse(starter));
  expect(policy.mode).toBe("observe");
  expect(policy.rules.flatMap(({ mayLose = [] }) => mayLose)).toEqual([]);
  expect(policy.rules.at(-1)).toEqual({ name: "everything else", do: "documented" });
  expect(needsFacts(policy)).toEqual({ tags: true, zone: false });
});

test("the starter has one setting a line, and the examples in its comments are rules that are taken", () => {
  expect(starter.split("\n").filter((line) => /^[^#]*[{[]/.test(line))).toEqual([]);
  const uncommented = starter.replaceAll(/^ {2}# ((?:- | {2}).*)$/gm, "  $1");
  expect(JSON.parse(starterJson(uncommented)).rules.map(({ name }: { readonly name: string }) => name)).toEqual([
    "others look after these",
    "databases by hand",
    "caches may lose their local disks",
    "everything else",
  ]);
});

test("a starter that is broken says where", () => {
  expect(() => starterJson(starter.replace("do: nothing", "do: nothin"))).toThrow(
    "shared/policy.yaml:39: must be nothing",
  );
});

test("an editor takes what the schema takes, and refuses what has another form", () => {
  const isTaken = new Ajv2020({ strict: false }).compile(JSON.parse(policyJsonSchema()));
  for (const text of [starter, example, sound]) expect(isTaken(parse(text)), text.slice(0, 40)).toBe(true);
  for (const [from, to] of [
    ["mode: act\n", "mode: acts\n"],
    ["version: 1\n", ""],
    ["guardBand:", "guardband:"],
    ["within: 24h", "within: 1 day"],
    ["do: RebootInstance", "do: Reboot"],
  ] as const)
    expect(isTaken(parse(sound.replace(from, to))), to).toBe(false);
});
