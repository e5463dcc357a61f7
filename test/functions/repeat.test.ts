import { describe, expect, test } from "vitest";
import type * as z from "zod";
import type { recordSchema } from "../../shared/console/record.ts";
import { tables } from "../../shared/tablestore/tables.ts";
import { actingBy } from "../acting-by.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const other = "i-bp1plain0002";
const far = { notBefore: "2036-01-01T00:00:00Z" };
const failure = { eventType: "SystemFailure.Redeploy", eventStatus: "Scheduled" };
const repeat = { attempts: 2, within: "24h", cooldown: "1h" };
const bench = createBench({ policy: { ...actingBy([]), repeat } });

/** An event that the platform announces, as the bus brings it. */
async function comes(event: object = far, instanceId = plain): Promise<string> {
  const hand = bench.hand();
  const eventId = await hand.raise(instanceId, event);
  await hand.publish(notice(instanceId, { eventId, ...event }));
  await hand.idle();
  return eventId;
}

/** The record of the instance, as the owner reads it. */
async function record() {
  const { body } = await bench.hand().call("console", { InstanceId: plain }, undefined, undefined, "/instance");
  return body as z.output<typeof recordSchema>;
}
const waiting = async () => (await record()).Waiting.map(({ For, Cause, EventId }) => [EventId, For, Cause]);
const states = async () => (await record()).Outcomes.map(({ State }) => State);
const minutes = (count: number) => bench.hand().minutes(count);
const calls = (token: string) => bench.hand().call(redeploy, { InstanceId: plain, ClientToken: token });
const approverCalls = (token: string) => bench.hand().consent(redeploy, { InstanceId: plain, ClientToken: token });
const fail = (times: number) =>
  bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times });
const sends = async () => (await bench.sends(plain)).length;

test("four new events of one instance in 40 minutes give one redeploy of it, and one more after the cooldown", async () => {
  const events: string[] = [];
  for (const _ of [1, 2, 3, 4]) {
    events.push(await comes());
    await minutes(10);
  }
  expect(await sends()).toBe(1);
  const held = events.slice(1).map((eventId) => [eventId, "time", "CooldownActive"]);
  expect((await waiting()).sort()).toEqual(held);
  await minutes(40);
  expect(await sends()).toBe(2);
  expect(await waiting()).toEqual([]);
});

test("the cooldown of one instance holds no other", async () => {
  await comes();
  await minutes(7);
  await comes(far, other);
  expect(await bench.redeploys(other)).toBe(1);
});

test("a program's call in the cooldown is refused until its end and not kept; a call of a person who may approve passes", async () => {
  await comes();
  await minutes(10);
  await bench.hand().raise(plain, far);
  const refused = await calls("soon");
  expect([refused.status, refused.body["Code"], refused.headers.get("retry-after")]).toEqual([
    429,
    "CooldownActive",
    "3300",
  ]);
  expect(refused.body["Message"]).toContain("nothing was changed");
  expect(await waiting()).toEqual([]);
  expect((await approverCalls("all the same")).status).toBe(200);
  expect(await sends()).toBe(2);
});

test("a machine that fails in the cooldown waits for no time: a person is asked at once, and the call of one answers it", async () => {
  await comes();
  await minutes(10);
  const eventId = await comes(failure);
  expect(await waiting()).toEqual([[eventId, "approval", "CooldownActive"]]);
  await minutes(120);
  expect(await sends()).toBe(1);
  await approverCalls("it has failed again");
  expect(await sends()).toBe(2);
  await minutes(7);
  expect([await waiting(), (await states()).sort()]).toEqual([[], ["SatisfiedElsewhere", "Succeeded", "Succeeded"]]);
});

test("what has failed is tried once more after the cooldown, under an id of its own, however often its event comes", async () => {
  await fail(1);
  const eventId = await comes();
  await minutes(10);
  await bench.hand().publish(notice(plain, { eventId, ...far }));
  await minutes(54);
  expect([await sends(), await states(), await waiting()]).toEqual([
    1,
    ["Failed"],
    [[eventId, "time", "CooldownActive"]],
  ]);
  await minutes(10);
  expect([await sends(), await states()]).toEqual([2, ["Succeeded", "Failed"]]);
  const ids = (await record()).Outcomes.map(({ OperationId }) => OperationId);
  expect(new Set(ids).size).toBe(2);
});

test("after the last attempt a person is asked, days later too; a program is refused, and a person's call passes", async () => {
  await fail(2);
  const eventId = await comes();
  await minutes(75);
  expect([await sends(), await states()]).toEqual([2, ["Failed", "Failed"]]);
  expect(await waiting()).toEqual([[eventId, "approval", "AttemptsUsedUp"]]);
  const refused = await calls("once more");
  expect([refused.status, refused.body["Code"]]).toEqual([409, "AttemptsUsedUp"]);
  const other = await comes();
  expect(await waiting()).toContainEqual([other, "approval", "AttemptsUsedUp"]);
  for (let day = 0; day < 2; day++) await bench.hand().advance(86_400_000);
  await bench.hand().idle();
  expect(await sends()).toBe(2);
  expect((await approverCalls("looked at")).status).toBe(200);
  expect(await sends()).toBe(3);
});

test("an event that ends in the cooldown is not answered a second time", async () => {
  await fail(1);
  const eventId = await comes();
  await minutes(10);
  await bench.hand().move(eventId, { eventStatus: "Canceled" });
  await minutes(80);
  expect([await sends(), await states(), await waiting()]).toEqual([1, ["SatisfiedElsewhere", "Failed"], []]);
});

test.each(["kill-before", "kill-after", "lost-reply"])(
  "reconcile ends by %s as it writes the failure: the event is tried once more, and no more than that",
  async (effect) => {
    await fail(1);
    const eventId = await comes();
    await minutes(4);
    await bench.hand().fault({ product: "tablestore", action: "UpdateRow", function: "reconcile", effect });
    await minutes(4);
    const unanswered = (await bench.callsOf("tablestore", "UpdateRow")).filter(({ status }) => status === null);
    expect(unanswered.map(({ params }) => Object(params).table)).toEqual([tables.instances]);
    expect([await states(), await waiting()]).toEqual([["Failed"], [[eventId, "time", "CooldownActive"]]]);
    await minutes(80);
    expect([await sends(), await states()]).toEqual([2, ["Succeeded", "Failed"]]);
  },
);

describe("a policy that says nothing of repetitions", () => {
  const { repeat: _, ...silent } = actingBy([]);
  const plainly = createBench({ policy: silent });

  test("has a cooldown of a minute, and tries nothing again by itself", async () => {
    const hand = plainly.hand();
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
    await hand.publish(notice(plain, { eventId: await hand.raise(plain, far) }));
    await hand.idle();
    await hand.minutes(5);
    const refused = await hand.call(redeploy, { InstanceId: plain, ClientToken: "soon" });
    expect([refused.status, refused.body["Code"], refused.headers.get("retry-after")]).toEqual([
      429,
      "CooldownActive",
      "60",
    ]);
    await hand.minutes(120);
    expect(await plainly.sends(plain)).toHaveLength(1);
    expect((await hand.call(redeploy, { InstanceId: plain, ClientToken: "later" })).status).toBe(200);
  });
});
