import { readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readPolicyText } from "../../shared/cli/policy-text.ts";
import { canonical, hashOf } from "../../shared/policy/hash.ts";
import { readPolicy } from "../../shared/policy/read-policy.ts";
import { root } from "../local.ts";
import { policyWith } from "./policies.ts";

test("the same policy has the same hash, whatever the order of its keys and however it is laid out", () => {
  const text = readFileSync(path.join(root, "test/policy/example.yaml"));
  const reading = readPolicyText(text);
  if (!("policy" in reading)) throw new Error("example.yaml is broken");
  const turned = readPolicy(reversed(reading.policy));
  const asJson = readPolicyText(Buffer.from(JSON.stringify(reading.policy)));
  for (const other of [turned, asJson]) {
    if (!("policy" in other)) throw new Error("the same policy is refused");
    expect(hashOf(other.policy)).toBe(hashOf(reading.policy));
  }
});

test("a change of any kind has another hash", () => {
  const policies = [
    policyWith([]),
    policyWith([], { mode: "ask" }),
    policyWith([], { guardBand: "30m" }),
    policyWith([{ name: "a", match: { zone: "z-1" }, do: "nothing" }]),
    policyWith([{ name: "a", match: { zone: ["z-1"] }, do: "nothing" }]),
    policyWith([{ name: "b", match: { zone: "z-1" }, do: "nothing" }]),
  ];
  expect(new Set(policies.map(hashOf)).size).toBe(policies.length);
  expect(hashOf(policyWith([]))).toMatch(/^[0-9a-f]{64}$/);
});

test("canonical JSON says the same as the value, with sorted keys in every object", () => {
  expect(canonical({ b: [{ d: 1, c: "é" }], a: null, 10: 0, 9: 0 })).toBe(
    '{"9":0,"10":0,"a":null,"b":[{"c":"é","d":1}]}',
  );
  for (const value of fc.sample(fc.jsonValue(), { numRuns: 200, seed: 7 })) {
    expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    expect(canonical(reversed(value))).toBe(canonical(value));
  }
});

/** The same value, the keys of its objects in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
