import { describe, expect, test } from "vitest";
import { choices } from "../../shared/operations/choices.ts";
import { decide } from "../../shared/policy/decide.ts";
import { starter } from "../../shared/policy/starter.ts";
import { productOf } from "../../shared/policy/subject.ts";
import { plan } from "../../shared/remediation/plan.ts";
import { isPlanned } from "../../shared/remediation/planned.ts";
import { statuses } from "../contracts/redeploy-instance-document.ts";
import { policyWith, subjectOf } from "./policies.ts";
import { answers, eventTypes, otherTypes } from "./system-events.ts";

const events = eventTypes.flatMap((event) => statuses.map((status) => ({ ...event, status })));
const policies = [
  ["the starter", starter, "observe"],
  ["a policy in mode act", policyWith([]), "act"],
] as const;

describe.each(policies)("by %s", (_, policy, mode) => {
  test.each(events)("$type in $status is answered as the documents say", ({ product, type, status, planned }) => {
    const wanted = answers[`${type} ${status}`] ?? [undefined, undefined];
    for (const [index, hasLocalDisks] of [false, true].entries()) {
      const subject = subjectOf({ product, type, status, planned, hasLocalDisks });
      const documented = plan(subject, choices, hasLocalDisks);
      expect(documented.do).toBe(wanted[index]);
      expect(decide(policy, subject)).toEqual({
        rule: "everything else",
        do: wanted[index],
        input: {},
        mode,
        approvals: 1,
        mayLose: [],
        window: undefined,
        why: `rule "everything else", as none above it matches: ${documented.why}`,
      });
    }
  });

  test.each(otherTypes)("%s is answered by nothing in any status", (type) => {
    for (const status of statuses) expect(decide(policy, subjectOf({ type, status })).do).toBeUndefined();
  });
});

test("each type is planned or a failure, and of its product, by its name", () => {
  for (const { product, type, planned } of eventTypes)
    expect([type, isPlanned(type), productOf(type)]).toEqual([type, planned, product]);
});

test("the starter leaves machines alone that ACK or a scaling group looks after", () => {
  for (const key of ["ack.aliyun.com", "acs:autoscaling:scalingGroupId"])
    expect(decide(starter, subjectOf({ tags: { [key]: "c1" } }))).toMatchObject({
      rule: "others look after these",
      do: undefined,
      why: `rule "others look after these", by tag ${key}: nothing is to be done`,
    });
});

test("a rule's mode is cut to the policy's, and act where it says none", () => {
  const match = { zone: "z-1" };
  const modeOf = (mode: "observe" | "ask" | "act", ofRule?: "observe" | "ask" | "act") =>
    decide(
      policyWith([{ name: "one", match, do: "documented", ...(ofRule && { mode: ofRule }) }], { mode }),
      subjectOf({ zone: "z-1" }),
    ).mode;
  expect([modeOf("act"), modeOf("ask"), modeOf("observe")]).toEqual(["act", "ask", "observe"]);
  expect([modeOf("act", "ask"), modeOf("act", "observe"), modeOf("act", "act")]).toEqual(["ask", "observe", "act"]);
  expect([modeOf("ask", "act"), modeOf("ask", "observe")]).toEqual(["ask", "observe"]);
  expect([modeOf("observe", "act"), modeOf("observe", "ask")]).toEqual(["observe", "observe"]);
});

test("the first rule that matches decides alone: what it leaves out comes from no other rule", () => {
  const policy = policyWith(
    [
      { name: "first", match: { tags: { role: "cache" }, planned: true }, do: "documented", window: "nights" },
      { name: "second", match: { tags: { role: "cache" } }, do: "documented", mode: "ask", mayLose: ["localDisks"] },
    ],
    { windows: { nights: { days: ["mon"], open: "01:00", close: "05:00" } } },
  );
  const tags = { role: "cache" };
  const failure = { type: "SystemFailure.Redeploy", planned: false };
  expect(decide(policy, subjectOf({ tags }))).toMatchObject({
    rule: "first",
    mode: "act",
    window: "nights",
    mayLose: [],
  });
  expect(decide(policy, subjectOf({ tags, ...failure }))).toMatchObject({
    rule: "second",
    mode: "ask",
    window: undefined,
    mayLose: ["localDisks"],
  });
});

describe("an operation that a rule names", () => {
  const byName = policyWith([
    { name: "in place", match: { product: "ecs" }, do: "RebootInstance", input: { ForceStop: false } },
  ]);

  test("acts with the rule's input, where something answers the event", () => {
    const type = "SystemMaintenance.Reboot";
    expect(decide(byName, subjectOf({ type }))).toMatchObject({
      do: "RebootInstance",
      input: { ForceStop: false },
      why: 'rule "in place", by product ecs: it names RebootInstance for SystemMaintenance.Reboot in Scheduled',
    });
  });

  test.each([
    ["is over", { status: "Executed" }, "nothing answers SystemMaintenance.Redeploy in Executed"],
    [
      "is none that a document answers",
      { type: "SystemFailure.Stop" },
      "nothing answers SystemFailure.Stop in Scheduled",
    ],
    [
      "is for local disks only",
      { type: "SystemFailure.Reboot", status: "Executing" },
      "nothing answers SystemFailure.Reboot in Executing",
    ],
  ])("does nothing about an event that %s", (_, event, why) => {
    expect(decide(byName, subjectOf(event))).toMatchObject({
      do: undefined,
      why: `rule "in place", by product ecs: ${why}`,
    });
    expect(decide(byName, subjectOf(event)).input).toEqual({});
  });

  test("does nothing about another product's event", () => {
    const policy = policyWith([{ name: "all planned", match: { planned: true }, do: "RedeployInstance" }]);
    const edge = subjectOf({ product: "ens", type: "Instance:SystemMaintenance.Redeploy" });
    expect(decide(policy, edge)).toMatchObject({
      do: undefined,
      why: 'rule "all planned", by planned: RedeployInstance is not of ens',
    });
  });
});

describe("disputes", () => {
  const policy = policyWith([{ name: "stops", match: { event: "SystemMaintenance.Stop" }, do: "RebootInstance" }], {
    disputes: [
      { event: "SystemFailure.Redeploy", status: "Scheduled", do: "nothing" },
      {
        event: ["SystemMaintenance.Stop", "SystemUpgrade.Migrate"],
        status: ["Scheduled", "Inquiring"],
        do: "RedeployInstance",
      },
    ],
  });

  test("take away from the documents' table, in the status that they name", () => {
    const failure = subjectOf({ type: "SystemFailure.Redeploy", planned: false });
    expect(decide(policy, failure)).toMatchObject({
      do: undefined,
      why: 'rule "everything else", as none above it matches: disputes: nothing answers SystemFailure.Redeploy in Scheduled',
    });
    expect(decide(policy, { ...failure, status: "Inquiring" }).do).toBe("RedeployInstance");
  });

  test("add to it, for what a rule names too", () => {
    const status = "Inquiring";
    expect(decide(policy, subjectOf({ type: "SystemUpgrade.Migrate", status })).do).toBe("RedeployInstance");
    expect(decide(policy, subjectOf({ type: "SystemMaintenance.Stop", status })).do).toBe("RebootInstance");
    expect(decide(policy, subjectOf({ type: "SystemMaintenance.Stop", status: "Executing" })).do).toBeUndefined();
  });

  test("are about events of the operation's own product", () => {
    const foreign = subjectOf({ product: "ens", type: "SystemMaintenance.Stop" });
    expect(decide(policy, foreign).do).toBeUndefined();
    expect(decide(policy, { ...foreign, type: "SystemUpgrade.Migrate" }).do).toBeUndefined();
  });
});

test("a reason stays short, however many tags a rule reads", () => {
  const tags = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${n}${"k".repeat(126)}`, "v".repeat(128)]));
  const policy = policyWith([{ name: "n".repeat(64), match: { tags }, do: "documented" }]);
  expect(decide(policy, subjectOf({ tags })).why.length).toBeLessThan(512);
});
