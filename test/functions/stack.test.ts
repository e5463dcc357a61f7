import { expect, onTestFinished, test } from "vitest";
import type { Call } from "../cloud/core/calls.ts";
import { createHand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { plain, redeploy } from "./bench.ts";

const started = async (environment: Readonly<Record<string, string>>) => {
  const cloud = await startLocal({ environment });
  onTestFinished(() => cloud.close());
  return createHand(cloud);
};

const isQueued = ({ action, function: by }: Call) => action === "InvokeFunction" && by === "reconcile";

test("what waits is dispatched to the function of reconcile's own stack, under a task id of that stack", async () => {
  const hand = await started({ STACK: "ops" });
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "throttle", times: 1 });
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await hand.idle();
  await hand.minutes(3);
  expect((await hand.calls()).filter(isQueued)[0]).toMatchObject({
    params: { functionName: "ops-redeploy-instance", taskId: expect.stringMatching(/^ops_d_[0-9a-f]{32}_/) },
    status: 202,
  });
  expect((await hand.world()).instances[plain]?.effects).toEqual({ RedeployInstance: 1 });
});

test("a stack that does not look at ENS leaves its events to the one that does, and asks nothing about them", async () => {
  const hand = await started({ ENS: "0" });
  await hand.raise("i-5edgeplain00000000000001", { eventType: "Instance:SystemFailure.Redeploy" });
  await hand.minutes(3);
  const asked = (await hand.calls()).filter(({ product }) => product === "ens");
  expect(asked.map(({ action }) => action)).toEqual([]);
});

test("a date window of 15 minutes lets a person decide after 15 minutes and the margins, not after an hour", async () => {
  const hand = await started({ DATE_WINDOW_MINUTES: "15" });
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeTasks", effect: "error", skip: 1, times: 10_000 });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "not-applied" });
  const { body } = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  await hand.advance(18 * 60_000); // 15, twice the skew of 30 s, a minute of lag, and some
  await hand.idle();
  const { now: LookedAt, settings } = await hand.world();
  const verdict = { OperationId: body["OperationId"], Verdict: "did-not-happen", LookedAt, Reason: "seen" };
  const answer = await hand.call("console", { InstanceId: plain, ...verdict }, settings.consentSecret, {}, "/resolve");
  expect([answer.status, answer.body["State"]]).toEqual([200, "Cancelled"]);
});
