import { expect, test } from "vitest";
import { readEcsConfig } from "../../shared/config.ts";
import { createDeps } from "../../shared/deps.ts";
import { choices, plannedFor } from "../../shared/operations/planned.ts";
import { plan } from "../../shared/remediation/plan.ts";
import { answersWith, type EventRule, eventRuleSchema } from "../../shared/remediation/rules.ts";

const ruleOf = (rule: Partial<EventRule>): EventRule => ({
  type: "SystemMaintenance.Stop",
  statuses: ["Scheduled"],
  do: "RedeployInstance",
  input: {},
  ...rule,
});
const noticeOf = (type: string, status: string) => ({
  product: "ecs",
  eventId: "e-1",
  instanceId: "i-1",
  type,
  status,
});

const environment = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "http://127.0.0.1:1",
  TABLESTORE_INSTANCE: "redeploy-once",
  ECS_ENDPOINT: "http://127.0.0.1:1",
  PRINCIPALS: "[]",
  FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: "at least thirty-two characters long" }]),
};
const loadedWith = (rules: readonly object[]) =>
  createDeps(readEcsConfig({ ...environment, EVENT_RULES: JSON.stringify(rules) }), async () => () => ({}));

test("SystemFailure.Redeploy in Scheduled is answered by the table, and not where the owner follows the newer texts", () => {
  const notice = noticeOf("SystemFailure.Redeploy", "Scheduled");
  expect(plan(notice, choices, [], false).do).toBe("RedeployInstance");
  const newer = ruleOf({ type: "SystemFailure.Redeploy", do: null });
  expect(plan(notice, choices, [newer], false).do).toBeUndefined();
  expect(plan({ ...notice, status: "Inquiring" }, choices, [newer], false).do).toBe("RedeployInstance");
});

test("SystemMaintenance.Stop is answered by nothing, and by a redeploy where the owner says so", () => {
  const notice = noticeOf("SystemMaintenance.Stop", "Scheduled");
  expect(plan(notice, choices, [], false).do).toBeUndefined();
  expect(plan(notice, choices, [ruleOf({})], false).do).toBe("RedeployInstance");
  expect(answersWith([ruleOf({})], "RedeployInstance", {})).toEqual({
    "SystemMaintenance.Stop": { statuses: ["Scheduled"] },
  });
});

test("the first rule that matches decides, and gives its parameters", () => {
  const rules = [ruleOf({ do: "RebootInstance", input: { ForceStop: false } }), ruleOf({})];
  expect(plan(noticeOf("SystemMaintenance.Stop", "Scheduled"), choices, rules, false)).toMatchObject({
    do: "RebootInstance",
    input: { ForceStop: false },
  });
});

test("a plan says why, and for another cloud's event that nothing answers it", () => {
  const scheduled = noticeOf("SystemMaintenance.Redeploy", "Scheduled");
  expect(plan(scheduled, choices, [], false)).toEqual({
    do: "RedeployInstance",
    input: {},
    why: "RedeployInstance answers SystemMaintenance.Redeploy in Scheduled",
  });
  const nothing = { do: undefined, input: {} };
  const over = noticeOf("SystemMaintenance.Redeploy", "Executed");
  expect(plan(over, choices, [], false)).toEqual({
    ...nothing,
    why: "nothing answers SystemMaintenance.Redeploy in Executed",
  });
  for (const notice of [{ ...scheduled, product: "ens" }, noticeOf("constructor", "Scheduled")])
    expect(plan(notice, choices, [], false)).toEqual({
      ...nothing,
      why: `nothing answers ${notice.type} in Scheduled`,
    });
});

test("a plan by the owner's rule says so", () => {
  const notice = noticeOf("SystemMaintenance.Stop", "Scheduled");
  expect(plan(notice, choices, [ruleOf({})], false).why).toBe(
    "EVENT_RULES: RedeployInstance answers SystemMaintenance.Stop in Scheduled",
  );
  expect(plan(notice, choices, [ruleOf({ do: null })], false)).toEqual({
    do: undefined,
    input: {},
    why: "EVENT_RULES: nothing answers SystemMaintenance.Stop in Scheduled",
  });
});

test("a rule for another type or status changes nothing", () => {
  const notice = noticeOf("SystemMaintenance.Redeploy", "Scheduled");
  for (const rule of [ruleOf({ do: null }), ruleOf({ do: null, type: notice.type, statuses: ["Inquiring"] })])
    expect(plan(notice, choices, [rule], false).do).toBe("RedeployInstance");
});

test("a rule is not taken with an empty or overlong name, without a status, or with a field that is unknown", () => {
  const rule = { type: "t".repeat(128), statuses: ["s".repeat(64)], do: null };
  expect(eventRuleSchema.parse(rule)).toEqual({ ...rule, input: {} });
  const wrong = [{ type: "" }, { type: "t".repeat(129) }, { statuses: [] }, { statuses: [""] }, { more: 1 }];
  for (const change of [...wrong, { statuses: ["s".repeat(65)] }])
    expect(eventRuleSchema.safeParse({ ...rule, ...change }).success, JSON.stringify(change).slice(0, 40)).toBe(false);
});

test("rules add to an operation's own table, for it alone, and take away from both", () => {
  const answers = { "SystemMaintenance.Stop": { statuses: ["Inquiring"] } };
  const rules = [ruleOf({}), ruleOf({ do: "RebootInstance", type: "SystemMaintenance.Reboot" })];
  expect(answersWith(rules, "RedeployInstance", answers)).toEqual({
    "SystemMaintenance.Stop": { statuses: ["Inquiring", "Scheduled"] },
  });
  const none = [ruleOf({ statuses: ["Inquiring"], do: null }), ruleOf({})];
  expect(answersWith(none, "RedeployInstance", answers)).toEqual({
    "SystemMaintenance.Stop": { statuses: ["Scheduled"] },
  });
});

const unusable: readonly [string, object, string][] = [
  ["names no operation", { do: "Reboot" }, "do must be null or one of RedeployInstance, RebootInstance"],
  ["lacks a parameter", { do: "ReplaceSystemDisk" }, "input.ImageId: is needed"],
  ["has an unknown parameter", { input: { Force: true } }, "Force"],
  ["holds a secret", { do: "ReplaceSystemDisk", input: { ImageId: "m-1", Password: "Qx7-secret" } }, "is a secret"],
  ["names an instance", { input: { InstanceId: "i-2" } }, "must name no instance"],
  [
    "names an event",
    { do: "EventRedeployInstance", input: { EventId: "e-2", OpsType: "immediate" } },
    "must name no instance and no event",
  ],
];
const accept = { do: "AcceptInquiredSystemEvent", statuses: ["Inquiring"] };
const isolate = { ...accept, type: "SystemMaintenance.IsolateErrorDisk" };

test("an operation that answers no other events takes a rule for its own only", () => {
  const only = "AcceptInquiredSystemEvent answers SystemMaintenance.IsolateErrorDisk in Inquiring";
  expect(() => loadedWith([ruleOf(isolate)])).not.toThrow();
  for (const type of ["SystemMaintenance.Redeploy", "SystemMaintenance.RebootAndIsolateErrorDisk"])
    expect(() => loadedWith([ruleOf({ ...accept, type })])).toThrow(only);
  expect(() => loadedWith([ruleOf({ ...isolate, statuses: ["Inquiring", "Scheduled"] })])).toThrow(only);
});

test.each(unusable)("a rule that %s fails at load and says so", (_, rule, message) => {
  expect(() => loadedWith([ruleOf(rule)])).toThrow(message);
  expect(() => loadedWith([ruleOf({})])).not.toThrow();
});

test("what is planned has its whole input, and a runbook where the rule asks for one", () => {
  const input = { ImageId: "m-1", StopAndStart: true };
  const rules = [ruleOf({ do: "ReplaceSystemDisk", input })];
  expect(plannedFor(noticeOf("SystemMaintenance.Stop", "Scheduled"), false, { choices, rules })).toEqual({
    operation: "ReplaceSystemDisk",
    input: { InstanceId: "i-1", ...input },
    reason: "EVENT_RULES: ReplaceSystemDisk answers SystemMaintenance.Stop in Scheduled",
    runbook: { step: "stop", wasRunning: false },
  });
  const nothing = { choices, rules: [ruleOf({ do: null })] };
  expect(plannedFor(noticeOf("SystemMaintenance.Stop", "Scheduled"), false, nothing)).toBeUndefined();
});

test("an event whose type is a name of every object is answered by nobody", () => {
  expect(plan(noticeOf("constructor", "Scheduled"), choices, [], false).do).toBeUndefined();
});
