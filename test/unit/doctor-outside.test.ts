import { expect, test } from "vitest";
import { type Outside, outsideFindings } from "../../shared/doctor/outside.ts";

/** A stack that acts, alone in its account. */
const well = {
  ...{ stack: "ops", regionId: "cn-hangzhou", holders: { ecs: "ops", ens: "ops" }, acts: ["ecs", "ens"] },
  ...{
    roles: [],
    deadLetters: 0,
    log: { state: "found", place: "ops-logs/functions" },
    way: "synchronous",
    hasBus: true,
  },
  functions: ["console", "reconcile", "event-redeploy-instance"].map((file) => ({ name: `ops-${file}`, stack: "ops" })),
} satisfies Outside;
const wrongIn = (outside: Outside) =>
  outsideFindings(outside).flatMap(({ State, Check, Mend }) =>
    State === "wrong" && Mend !== undefined ? [Check] : [],
  );

const stranger = { name: "ops-reconcile", stack: undefined };
const longer = { name: "ops-2-reconcile", stack: "ops-2" };
const prod = { name: "prod-event-redeploy-instance", stack: "prod" };

const faults = [
  ["a function of our name without our mark", { functions: [stranger] }, ["names"]],
  ["a function of our name with another's mark", { functions: [{ ...stranger, stack: "prod" }] }, ["names"]],
  [
    "a right that nobody holds, and a stack that acts",
    { holders: { ecs: undefined, ens: "ops" } },
    ["account's right for ecs"],
  ],
  [
    "a right that another holds, and a stack that acts",
    { holders: { ecs: "ops", ens: "prod" } },
    ["account's right for ens"],
  ],
  ["a right that was never written down", { acts: ["ens"] }, ["account's right for ecs"]],
  ["a role that may not send", { roles: ["The policy ops-cn-hangzhou-console is another."] }, ["roles"]],
  ["something that nothing could deliver", { deadLetters: 1 }, ["dead letters"]],
  ["an account without EventBridge", { hasBus: false }, ["EventBridge"]],
  ["a log that no line comes into", { log: { state: "late", place: "ops-logs/functions" } }, ["log"]],
  ["a function that has no log", { log: { state: "placeless", place: "" } }, ["log"]],
  ["a log that is not there", { log: { state: "missing", place: "ops-logs/functions" } }, ["log"]],
  ["a second stack that looks at ENS", { functions: [...well.functions, prod] }, ["ENS"]],
] satisfies readonly [string, Partial<Outside>, string[]][];

test.each(faults)("%s is found by one line alone", (_, changed, lines) => {
  expect(wrongIn({ ...well, ...changed })).toEqual(lines);
});

test("each line finds one of them", () => {
  const told = "synchronous events"; // either way is in order
  const found = [told, ...faults.flatMap(([, , lines]) => lines)];
  expect(outsideFindings(well).filter(({ Check }) => !found.includes(Check))).toEqual([]);
});

test.each([
  ["a stack that acts", {}],
  ["a stack that only observes, beside one that acts", { acts: [], holders: { ecs: "prod", ens: undefined } }],
  [
    "another stack's function, and one that nobody has marked",
    { functions: [prod, { name: "billing", stack: undefined }, longer] },
  ],
] satisfies readonly [string, Partial<Outside>][])("%s is in order", (_, changed) => {
  expect(wrongIn({ ...well, ...changed })).toEqual([]);
});

const unread = { failed: "ListFunctions was forbidden.", mend: "Give the right." };

test.each([
  ["the functions", { functions: unread }, ["names", "ENS"]],
  ["the roles", { holders: unread }, ["account's right for ecs", "account's right for ens"]],
  ["what roles allow", { roles: unread }, ["roles"]],
  ["the queue", { deadLetters: unread }, ["dead letters"]],
  ["the bus", { hasBus: unread }, ["EventBridge"]],
  ["the log", { log: unread }, ["log"]],
  ["the queue of a function", { way: unread }, ["synchronous events"]],
  ["the control row", { acts: unread }, ["account's right for ecs", "account's right for ens"]],
] satisfies readonly [string, Partial<Outside>, string[]][])(
  "%s that cannot be read are unknown, and not wrong",
  (_, changed, lines) => {
    const found = outsideFindings({ ...well, ...changed }).filter(({ State }) => State !== "ok");
    expect(found).toEqual(lines.map((Check) => ({ Check, State: "unknown", Found: unread.failed, Mend: unread.mend })));
  },
);
