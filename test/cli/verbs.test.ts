import { expect, test } from "vitest";
import * as z from "zod";
import { commands } from "../../shared/cli/owner/commands.ts";
import { consoleVerbs } from "../../shared/cli/owner/console-verbs.ts";
import { policyVerbs } from "../../shared/cli/owner/policy-verbs.ts";
import { stopVerbs } from "../../shared/cli/owner/stop-verbs.ts";
import { signedVerbs, verbs } from "../../shared/console/verbs.ts";

const asTyped = [...consoleVerbs, ...stopVerbs, ...policyVerbs];

test("every verb of the console that a person may sign can be typed", () => {
  const names = commands.map(({ name }) => name);
  expect(signedVerbs.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
});

test.each(verbs.filter(({ name }) => asTyped.some((verb) => verb.name === name)))(
  "what $name takes can be typed, and nothing else",
  ({ name, schema }) => {
    const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    const takes = asTyped.find((verb) => verb.name === name)?.takes ?? [];
    expect(takes.map((taken) => taken.name).sort()).toEqual(Object.keys(properties).sort());
  },
);

/** What is said to all regions when it matters. */
const ofManyRegions = ["pause", "resume"];

test.each(verbs)(
  "$name is asked in one region at a time unless it only reads, or stops and resumes",
  ({ name, role }) => {
    const takes = commands.find((command) => command.name === name)?.takes ?? [];
    expect(takes.some(({ flags }) => flags === "--all-regions")).toBe(
      (role === undefined && name !== "policy check") || ofManyRegions.includes(name),
    );
  },
);

test.each(commands)("redeploy-once $name has examples of itself", ({ name, examples }) => {
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter((line) => line !== name && !line.startsWith(`${name} `))).toEqual([]);
});
