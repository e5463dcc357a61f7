import { expect, test } from "vitest";
import { createBench, plain } from "./bench.ts";

const bench = createBench({ fleetAsks: true });
const reboot = "reboot-instance";
const reboots = async (instanceId = plain) =>
  (await bench.hand().world()).instances[instanceId]?.effects["RebootInstance"] ?? 0;
const sends = () => bench.callsOf("ecs", "RebootInstance");

test("a Running instance is rebooted once, and its repetition is the first answer", async () => {
  const hand = bench.hand();
  const first = await hand.call(reboot, { InstanceId: plain, ClientToken: "r-1" });
  const again = await hand.call(reboot, { InstanceId: plain, ClientToken: "r-1" });
  expect(first.body).toEqual({
    RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    ClientToken: "r-1",
    OperationId: expect.stringMatching(/^[0-9a-f]{32}$/),
    State: "Accepted",
  });
  expect(again.text).toBe(first.text);
  expect(await reboots()).toBe(1);
  await hand.minutes(15);
  const later = await hand.call(reboot, { InstanceId: plain, ClientToken: "r-1" });
  expect(later.headers.get("operation-state")).toBe("Succeeded");
  expect(await reboots()).toBe(1);
});

/** A check binds the id of its signature, so that these bytes are checked once, and touches nothing else of the ledger. */
const onceOnly = "PutRow redeploy_once_tokens";
/** What is asked of the ledger, beside what the owner says. */
const ledgerCalls = async () =>
  (await bench.callsOf("tablestore"))
    .map(({ action, params }) => `${action} ${/redeploy_once_\w+/.exec(JSON.stringify(params))?.[0]}`)
    .filter((call) => !call.endsWith("_control"));

test("a dry run that passes is the code DryRunOperation; it claims and changes nothing and needs no token of the caller's", async () => {
  const hand = bench.hand();
  const before = await hand.world();
  const answer = await hand.call(reboot, { InstanceId: plain, DryRun: true });
  expect([answer.status, answer.body["Code"], answer.body["State"]]).toEqual([200, "DryRunOperation", "DryRun"]);
  expect((await hand.world()).instances).toEqual(before.instances);
  expect(await ledgerCalls()).toEqual([onceOnly]);
});

test("a dry run that fails says why, and a forced one too, before anybody asks for consent", async () => {
  const hand = bench.hand();
  const stopped = await hand.call(reboot, { InstanceId: "i-bp1stopped0001", DryRun: true });
  const locked = await hand.call(reboot, { InstanceId: "i-bp1locked0001", DryRun: true, ForceStop: true });
  expect([stopped.status, stopped.body["Code"]]).toEqual([403, "IncorrectInstanceStatus"]);
  expect([locked.status, locked.body["Code"]]).toEqual([403, "InstanceLockedForSecurity"]);
  expect(await ledgerCalls()).toEqual([onceOnly, onceOnly]);
});

test("a dry run that is throttled says when to try again and that nothing was changed; one that is not answered, that it was a check", async () => {
  const hand = bench.hand();
  const check = () => hand.call(reboot, { InstanceId: plain, DryRun: true });
  await hand.fault({ product: "ecs", action: "RebootInstance", effect: "throttle" });
  const throttled = await check();
  await hand.fault({
    product: "ecs",
    action: "RebootInstance",
    effect: "error",
    status: 503,
    code: "ServiceUnavailable",
  });
  const unanswered = await check();
  expect([throttled.status, unanswered.status]).toEqual([429, 503]);
  for (const answer of [throttled, unanswered]) {
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.body["Message"]).toContain(`RebootInstance ${plain} could not be checked`);
  }
  expect(throttled.body["Message"]).toContain("nothing was changed");
  expect(unanswered.body["Message"]).toContain("It was sent as a check only");
  expect(unanswered.body["Message"]).not.toContain("nothing was changed");
  expect(await reboots()).toBe(0);
});

test("DryRun: false is what a call without it means", async () => {
  const hand = bench.hand();
  const first = await hand.call(reboot, { InstanceId: plain, ClientToken: "dry-1" });
  const again = await hand.call(reboot, { InstanceId: plain, DryRun: false, ClientToken: "dry-1" });
  expect(again.text).toBe(first.text);
});

test("a lost answer leaves the reboot in doubt; its new start is found, and it is not sent again", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RebootInstance", effect: "lost-reply" });
  const answer = await hand.call(reboot, { InstanceId: plain, ClientToken: "r-2" });
  expect([answer.status, answer.body["State"]]).toEqual([202, "InDoubt"]);
  await hand.minutes(5);
  await hand.advance(3_800_000);
  await hand.minutes(3);
  const later = await hand.call(reboot, { InstanceId: plain, ClientToken: "r-2" });
  expect([later.status, later.body["Adopted"], later.headers.get("operation-state")]).toEqual([200, true, "Succeeded"]);
  expect(await reboots()).toBe(1);
});

test("no trace of a reboot without an event proves nothing: it is never sent again, and a person is asked", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RebootInstance", effect: "kill-before" });
  await hand.call(reboot, { InstanceId: plain, ClientToken: "r-3" });
  await hand.advance(3_800_000);
  await hand.minutes(3);
  await hand.advance(86_400_000);
  await hand.minutes(3);
  const later = await hand.call(reboot, { InstanceId: plain, ClientToken: "r-3" });
  expect([later.status, later.body["State"]]).toEqual([202, "InDoubt"]);
  expect(later.body["Cause"]).toContain("neither effect nor absence");
  expect(await sends()).toHaveLength(1);
});

test("an event that still waits proves nothing: the reboot is not sent again, and ends when the platform moves the event on", async () => {
  const hand = bench.hand();
  const instanceId = "i-bp1reboot0001"; // has a SystemMaintenance.Reboot event
  await hand.fault({ product: "ecs", action: "RebootInstance", effect: "kill-before" });
  await hand.call(reboot, { InstanceId: instanceId, ClientToken: "r-4" });
  await hand.advance(3_800_000);
  await hand.minutes(12);
  expect((await sends()).map(({ effect }) => effect)).toEqual([false]);
  const { events } = await hand.world();
  const [eventId = ""] = Object.entries(events).find(([, event]) => event.instanceId === instanceId) ?? [];
  await hand.move(eventId, { eventStatus: "Executed" });
  await hand.minutes(3);
  const later = await hand.call(reboot, { InstanceId: instanceId, ClientToken: "r-4" });
  expect([later.body["Adopted"], later.headers.get("operation-state")]).toEqual([true, "Succeeded"]);
  expect(await sends()).toHaveLength(1);
});

test("a reboot and a redeploy never overlap on one instance, and one event is answered by one of them", async () => {
  const hand = bench.hand();
  const instanceId = "i-bp1reboot0001";
  const rebooted = await hand.call(reboot, { InstanceId: instanceId, ClientToken: "r-5" });
  const meanwhile = await hand.call("redeploy-instance", { InstanceId: instanceId, ClientToken: "d-5" });
  expect(rebooted.status).toBe(200);
  expect([meanwhile.status, meanwhile.body["Code"]]).toEqual([409, "OperationConflict"]);
  await hand.minutes(15);
  const afterwards = await hand.call("redeploy-instance", { InstanceId: instanceId, ClientToken: "d-6" });
  expect([afterwards.status, afterwards.body["Code"]]).toEqual([403, "InvalidOperation.RedeployInstance"]);
  expect((await hand.world()).instances[instanceId]?.effects).toEqual({ RebootInstance: 1 });
});
