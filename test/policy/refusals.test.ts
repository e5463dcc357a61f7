import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readPolicyText } from "../../shared/cli/policy-text.ts";
import { readPolicy } from "../../shared/policy/read-policy.ts";
import { most } from "../../shared/policy/sizes.ts";
import { brokenForms } from "./broken-forms.ts";
import { brokenMeanings } from "./broken-meanings.ts";
import { brokenTexts } from "./broken-texts.ts";
import { sound } from "./sound-policy.ts";

const saidOf = (text: string | Uint8Array) => {
  const reading = readPolicyText(Buffer.from(text));
  if ("policy" in reading) return [];
  return reading.problems.map(({ line, column, key, message }) => `${line}:${column} ${key}${key && ": "}${message}`);
};

test("the policy that the rows below break is as it must be", () => {
  expect(saidOf(sound)).toEqual([]);
});

describe.each([
  ["a form", brokenForms],
  ["a meaning", brokenMeanings],
  ["a text", brokenTexts],
])("%s that is refused", (_, rows) => {
  test.each(rows)("%s: the place, and what would be allowed", (_what, from, to, said) => {
    expect(sound).toContain(from);
    expect(saidOf(sound.replace(from, () => to))).toEqual(said);
  });
});

test("every problem of a policy is told at once, in the order of the text", () => {
  const text = sound
    .replace("version: 1", "version: 2")
    .replace("mode: act", "mode: acts")
    .replace("[approver]", "[admin]");
  expect(saidOf(text).map((line) => line.split(" ")[0])).toEqual(["1:1", "3:1", "47:13"]);
});

test("a text is refused by its size before it is read, and one that is no UTF-8", () => {
  const long = Buffer.alloc(most.textBytes + 1, "#");
  expect(saidOf(long)).toEqual(["1:1 has 65537 bytes; a policy may have 65536"]);
  expect(saidOf(long.subarray(1))).toEqual(["1:1 is empty; redeploy-once policy init writes one"]);
  expect(saidOf(Buffer.from([0x61, 0xff]))).toEqual(["1:1 is not UTF-8 text"]);
});

test("a policy may have a hundred rules, and no more", () => {
  const rule = (n: number) => `  - { name: r${n}, match: { zone: cn-hangzhou-${n} }, do: nothing }\n`;
  const withRules = (count: number) =>
    `version: 1\ntimeZone: UTC\nmode: act\nrules:\n${Array.from({ length: count - 1 }, (_, n) => rule(n)).join("")}  - { name: rest, do: nothing }\n`;
  expect(saidOf(withRules(100))).toEqual([]);
  expect(saidOf(withRules(101))).toEqual(["4:1 rules: may have 100 items"]);
});

test("a policy that is too large as JSON is refused, whatever door it comes by", () => {
  const instances = Array.from({ length: 100 }, (_, n) => `i-${"x".repeat(50)}${n}`);
  const many = (count: number) => ({
    version: 1,
    timeZone: "UTC",
    mode: "act",
    rules: [
      ...Array.from({ length: count }, (_, n) => ({
        name: `r${n}`,
        match: { instances, zone: `z-${n}` },
        do: "nothing",
      })),
      { name: "rest", do: "nothing" },
    ],
  });
  expect(readPolicy(many(11))).toHaveProperty("policy");
  expect(readPolicy(many(12))).toEqual({ problems: [{ path: [], message: "may have 65536 bytes as JSON" }] });
});

test.each([
  "[".repeat(30_000),
  "a: ".repeat(500),
  `${"{a: ".repeat(9_000)}1${"}".repeat(9_000)}`,
  "\u0000",
  "? a\n: b",
  "- - - -",
  "&a *a",
  "<<: *x",
])("whatever a text has, it is told and nothing is thrown (%#)", (text) => {
  expect(saidOf(text)).not.toEqual([]);
});

test("whatever stands in the place of a key, it is taken or told, and nothing is thrown", () => {
  const keys = Object.keys(parse(sound));
  for (const [index, value] of fc.sample(fc.jsonValue(), { numRuns: 400, seed: 11 }).entries()) {
    const text = JSON.stringify({ ...parse(sound), [keys[index % keys.length] ?? ""]: value });
    const reading = readPolicyText(Buffer.from(text));
    if ("problems" in reading) expect(reading.problems, text).not.toEqual([]);
    else expect(reading.policy, text).toEqual(JSON.parse(text));
  }
});
