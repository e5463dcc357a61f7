import { expect, test } from "vitest";
import { differencesOf } from "../../shared/policy/diff.ts";
import { policyWith } from "../policy/policies.ts";
import { acting, observing, rules } from "./fixtures.ts";

const both = policyWith([rules.ack, rules.databases]);

test("two policies that say the same have no difference, whatever the order of their keys", () => {
  const { mode, ...others } = acting;
  expect(differencesOf(acting, { ...others, mode })).toEqual([]);
});

test("a value that changed has its place, by the name of its rule", () => {
  expect(differencesOf(acting, observing)).toEqual([{ path: "mode", before: "act", after: "observe" }]);
  expect(differencesOf(both, policyWith([rules.ack, { ...rules.databases, mode: "act" }]))).toEqual([
    { path: "rules[databases by hand].mode", before: "ask", after: "act" },
  ]);
  expect(
    differencesOf(both, policyWith([rules.ack, { ...rules.databases, match: { tags: { role: "sql" } } }])),
  ).toEqual([{ path: "rules[databases by hand].match.tags.role", before: "db", after: "sql" }]);
});

test("a key or a rule that is new has no before, one that went has no after, and the order of the rules is told", () => {
  expect(differencesOf(acting, { ...acting, guardBand: "30m" })).toEqual([{ path: "guardBand", after: "30m" }]);
  const { mode, ...plain } = rules.databases;
  expect(differencesOf(both, policyWith([rules.ack, plain]))).toEqual([
    { path: "rules[databases by hand].mode", before: "ask" },
  ]);
  expect(mode).toBe("ask");
  expect(differencesOf(policyWith([rules.ack]), both)).toEqual([
    { path: "rules[databases by hand]", after: rules.databases },
    {
      path: "rules (order)",
      before: ["others look after these", "everything else"],
      after: ["others look after these", "databases by hand", "everything else"],
    },
  ]);
});

test("the same rules in another order decide otherwise", () => {
  expect(differencesOf(both, policyWith([rules.databases, rules.ack]))).toEqual([
    {
      path: "rules (order)",
      before: ["others look after these", "databases by hand", "everything else"],
      after: ["databases by hand", "others look after these", "everything else"],
    },
  ]);
});

test("people are compared by their names, and their roles as one value", () => {
  const lin = { name: "lin", roles: ["viewer" as const], is: ["webhook:lin"] };
  const wei = { name: "wei", roles: ["owner" as const], is: ["webhook:wei"] };
  const withPeople = (people: (typeof lin | typeof wei)[]) => ({ ...acting, people });
  expect(differencesOf(withPeople([lin, wei]), { ...acting, people: [{ ...lin, roles: ["owner"] }, wei] })).toEqual([
    { path: "people[lin].roles", before: ["viewer"], after: ["owner"] },
  ]);
});
