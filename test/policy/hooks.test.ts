import { expect, test } from "vitest";
import { checkHooks } from "../../shared/policy/check-hooks.ts";
import { policyWith } from "./policies.ts";

const withService = { stack: "ops", service: "put" };
const without = { stack: "ops", service: undefined };

test.each([
  ["fc:ops-hook-a", without],
  ["fc:ops-hook-a", withService],
  ["fc2:put/back", withService],
])("%s is a hook by %j", (before, names) => {
  expect(checkHooks(names)(policyWith([], { hooks: { database: { before, after: before } } }))).toEqual([]);
});

test.each([
  ["fc:ops-hooks", withService],
  ["fc:ops-reconcile", withService],
  ["fc:other-hook-a", withService],
  ["fc:Ops-hook-a", withService],
  ["fc2:put/back", without],
  ["fc2:puts/back", withService],
  ["fc2:ops-hook-a/back", withService],
])("%s is none by %j, and it is said at its key which names are", (name, names) => {
  const hooks = { database: { before: name }, cache: { before: "fc:ops-hook-a", after: name } };
  const must = "is no hook of this stack; must be fc:ops-hook-<name>";
  expect(checkHooks(names)(policyWith([], { hooks }))).toEqual([
    { path: ["hooks", "database", "before"], message: expect.stringContaining(`${name} ${must}`) },
    { path: ["hooks", "cache", "after"], message: expect.stringContaining(`${name} ${must}`) },
  ]);
});
