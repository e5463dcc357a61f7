import { expect, test } from "vitest";
import { verdictOn, verdictOnException } from "../../shared/control/verdict.ts";
import { choices } from "../../shared/operations/choices.ts";
import { inForce } from "../../shared/policy/in-force.ts";
import { answersWith } from "../../shared/remediation/corrections.ts";
import { plan } from "../../shared/remediation/plan.ts";
import { type EventRule, steeredBy } from "../acting-by.ts";
import { installed } from "../installed.ts";

const ruleOf = (rule: Partial<EventRule>): EventRule => ({
  type: "SystemMaintenance.Stop",
  statuses: ["Scheduled"],
  do: "RedeployInstance",
  ...rule,
});
const noticeOf = (type: string, status: string) => ({
  product: "ecs",
  eventId: "e-1",
  instanceId: "i-1",
  type,
  status,
});
const verdictBy = (rules: readonly EventRule[], type: string, status: string) =>
  verdictOn({ ...noticeOf(type, status), planned: true, hasLocalDisks: false }, steeredBy(rules, 7, 0));

test("SystemFailure.Redeploy in Scheduled is answered by the table, and not where the owner follows the newer texts", () => {
  const newer = [ruleOf({ type: "SystemFailure.Redeploy", do: null })];
  expect(verdictBy([], "SystemFailure.Redeploy", "Scheduled").planned?.operation).toBe("RedeployInstance");
  expect(verdictBy(newer, "SystemFailure.Redeploy", "Scheduled").planned).toBeUndefined();
  expect(verdictBy(newer, "SystemFailure.Redeploy", "Inquiring").planned?.operation).toBe("RedeployInstance");
});

test("an exception gives its operation what that one may lose unasked, and not what another one may", async () => {
  const type = "SystemMaintenance.IsolateErrorDisk";
  const subject = { ...noticeOf(type, "Executed"), planned: true, hasLocalDisks: true };
  const stored = { operation: "RedeployInstance", input: { InstanceId: "i-1" }, reason: "" };
  const mayLoseBy = async (name: string) => {
    const rule = { name: "disks", match: { event: type, status: "Inquiring", instances: "i-1" }, do: name };
    const rules = [
      { ...rule, mayLose: ["localDisks"] },
      { name: "rest", do: "documented" },
    ];
    const policy = await inForce(JSON.stringify({ version: 1, timeZone: "Asia/Shanghai", mode: "act", rules }));
    if (policy === undefined) throw new Error("These rules make no policy");
    return verdictOnException(subject, stored, { ...policy, serial: 1, readAtMs: 0, control: installed });
  };
  const ruled = { policy: 1, rule: "disks", why: expect.stringContaining('policy 1: rule "disks"') };
  const how = { ruled, mode: "act", approvals: 1, window: undefined };
  expect(await mayLoseBy("RedeployInstance")).toEqual({ ...how, mayLose: ["localDisks"], planned: stored });
  expect(await mayLoseBy("AcceptInquiredSystemEvent")).toEqual({ ...how, mayLose: [], planned: stored });
});

test("SystemMaintenance.Stop is answered by nothing, and by a redeploy where the owner says so", () => {
  expect(verdictBy([], "SystemMaintenance.Stop", "Scheduled").planned).toBeUndefined();
  expect(verdictBy([ruleOf({})], "SystemMaintenance.Stop", "Scheduled").planned?.operation).toBe("RedeployInstance");
});

test("a plan says why, and for another cloud's event that nothing answers it", () => {
  const scheduled = noticeOf("SystemMaintenance.Redeploy", "Scheduled");
  expect(plan(scheduled, choices, false)).toEqual({
    do: "RedeployInstance",
    why: "RedeployInstance answers SystemMaintenance.Redeploy in Scheduled",
  });
  const over = noticeOf("SystemMaintenance.Redeploy", "Executed");
  expect(plan(over, choices, false)).toEqual({
    do: undefined,
    why: "nothing answers SystemMaintenance.Redeploy in Executed",
  });
  for (const notice of [{ ...scheduled, product: "ens" }, noticeOf("constructor", "Scheduled")])
    expect(plan(notice, choices, false)).toEqual({ do: undefined, why: `nothing answers ${notice.type} in Scheduled` });
});

test("corrections add to an operation's own table, for it alone, and take away from both", () => {
  const answers = { "SystemMaintenance.Stop": { statuses: ["Inquiring"] } };
  const corrections = [ruleOf({}), ruleOf({ do: "RebootInstance", type: "SystemMaintenance.Reboot" })];
  expect(answersWith(corrections, "RedeployInstance", answers)).toEqual({
    "SystemMaintenance.Stop": { statuses: ["Inquiring", "Scheduled"] },
  });
  const none = [ruleOf({ statuses: ["Inquiring"], do: null }), ruleOf({})];
  expect(answersWith(none, "RedeployInstance", answers)).toEqual({
    "SystemMaintenance.Stop": { statuses: ["Scheduled"] },
  });
});

test("what is planned has its whole input, a runbook where the rule asks for one, and the policy that wanted it", () => {
  const input = { ImageId: "m-1", StopAndStart: true };
  const rules = [ruleOf({ do: "ReplaceSystemDisk", input })];
  expect(verdictBy(rules, "SystemMaintenance.Stop", "Scheduled").planned).toEqual({
    operation: "ReplaceSystemDisk",
    input: { InstanceId: "i-1", ...input },
    reason: expect.stringMatching(/^policy 7: rule "rule 1", .*ReplaceSystemDisk/),
    runbook: { step: "stop", wasRunning: false },
  });
});
