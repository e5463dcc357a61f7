import { describe, expect, test } from "vitest";
import { isRowWrite } from "../demo/wire.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();
const local = "i-bp1local0001";
const reboot = "reboot-instance";

const effectsOf = async (instanceId: string) => (await bench.hand().world()).instances[instanceId]?.effects;
const inHours = async (hours: number) =>
  new Date(Date.parse((await bench.hand().world()).now) + hours * 3_600_000).toISOString();

/** A redeploy that would clear local disks, told to automation: it waits for a person. */
async function planned(notBefore: string | undefined = undefined) {
  const hand = bench.hand();
  const eventId = await hand.raise(local, notBefore === undefined ? {} : { notBefore });
  await hand.publish(notice(local, { eventId }));
  await hand.idle();
  return eventId;
}

describe("what waits holds nobody up", () => {
  test("a person reboots an instance whose redeploy waits for consent", async () => {
    const hand = bench.hand();
    await planned();
    const answer = await hand.call(reboot, { InstanceId: local, ClientToken: "r-1" });
    expect([answer.status, answer.body["State"]]).toEqual([200, "Accepted"]);
    await hand.minutes(15);
    expect(await effectsOf(local)).toEqual({ RebootInstance: 1 });
  });

  test("a second event is answered while the first one waits for consent", async () => {
    const hand = bench.hand();
    await planned();
    const second = { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };
    await hand.publish(notice(local, { eventId: await hand.raise(local, second), ...second }));
    await hand.idle();
    await hand.minutes(3);
    expect(await effectsOf(local)).toEqual({ RebootInstance: 1 });
  });

  test("a plan that waits for consent ends when its event is withdrawn, long before its time", async () => {
    const hand = bench.hand();
    const eventId = await planned(await inHours(36));
    await hand.move(eventId, { eventStatus: "Canceled" });
    await hand.minutes(7);
    expect(bench.logs.join("")).toContain('"state":"look: nothing current"');
    const before = await bench.rowsRead();
    await hand.minutes(1);
    expect(await bench.rowsRead(), "no run looks at its row any more").toEqual(before);
    expect(await effectsOf(local)).toEqual({});
  });

  test("a consenting call is an operation of its own, and what waited for its event ends by it", async () => {
    const hand = bench.hand();
    await planned();
    const body = { InstanceId: local, ClientToken: "yes" };
    const answer = await hand.consent(redeploy, body);
    expect([answer.status, answer.body["ClientToken"]]).toEqual([200, "yes"]);
    await hand.minutes(20);
    expect((await hand.consent(redeploy, body)).headers.get("operation-state")).toBe("Succeeded");
    expect(await effectsOf(local)).toEqual({ RedeployInstance: 1 });
  });

  test("what waits is held against each minute's list, with no look of its own, and writes nothing while nothing has changed", async () => {
    const hand = bench.hand();
    await planned(await inHours(36));
    await hand.minutes(1); // what was decided is counted
    const before = await hand.calls();
    await hand.minutes(20);
    const since = before.at(-1)?.seq ?? 0;
    const calls = (await hand.calls(since)).filter(({ seq }) => seq > since);
    expect(calls.filter(({ action }) => action === "DescribeInstanceHistoryEvents")).toHaveLength(20);
    expect(calls.filter(({ action }) => action === "DescribeInstances")).toEqual([]);
    expect(calls.filter((call) => isRowWrite(call))).toEqual([]);
  });
});

describe("an event is on record until it is answered or over", () => {
  test("the seventeenth event that meets another operation goes back to the bus, which brings it again", async () => {
    const hand = bench.hand();
    await hand.raise(plain);
    await hand.call(redeploy, { InstanceId: plain, ClientToken: "current" });
    const inquiry = { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" };
    for (let event = 0; event < 17; event++) {
      const eventId = await hand.raise(plain, inquiry);
      await hand.publish({ ...notice(plain, { eventId, ...inquiry }), id: `n-${event}` });
      await hand.idle();
    }
    expect(bench.logs.join("").match(/As many events wait/g)).toHaveLength(1);
    expect((await hand.world()).queue.length).toBe(1);
  });

  test("an event that came while a call was answering it is answered after all if the call's redeploy fails", async () => {
    const hand = bench.hand();
    const eventId = await hand.raise(plain);
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task" });
    await hand.call(redeploy, { InstanceId: plain, ClientToken: "fails" });
    await hand.publish(notice(plain, { eventId }));
    await hand.idle();
    await hand.minutes(20);
    expect(await bench.redeploys(plain)).toBe(2);
  });

  test("a call that was throttled is carried out though an event that it never named is withdrawn meanwhile", async () => {
    const hand = bench.hand();
    const event = { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };
    const eventId = await hand.raise(plain, event);
    await hand.fault({ product: "ecs", action: "RebootInstance", effect: "throttle" });
    const input = { InstanceId: plain };
    const asked = {
      operation: "RebootInstance",
      input,
      clientToken: "rb",
      source: "chat",
      actor: "ann",
      reason: "hangs",
    };
    await invokeFunction(bench.cloud(), reboot, asked);
    await hand.move(eventId, { eventStatus: "Canceled" });
    await hand.minutes(4);
    expect(await effectsOf(plain)).toEqual({ RebootInstance: 1 });
  });
});

describe("the documented answer that loses nothing", () => {
  const maintenance = { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };

  test("a planned reboot of an instance with local disks is a reboot, without anybody's consent", async () => {
    const hand = bench.hand();
    await hand.publish(notice(local, { eventId: await hand.raise(local, maintenance), ...maintenance }));
    await hand.idle();
    await hand.minutes(20);
    expect(await effectsOf(local)).toEqual({ RebootInstance: 1 });
  });

  test("the same on an instance without local disks is a redeploy", async () => {
    const hand = bench.hand();
    await hand.publish(notice(plain, { eventId: await hand.raise(plain, maintenance), ...maintenance }));
    await hand.idle();
    await hand.minutes(20);
    expect(await effectsOf(plain)).toEqual({ RedeployInstance: 1 });
  });

  test("an inquiry on local disks waits for a person, and is rebooted once it is a plan", async () => {
    const hand = bench.hand();
    const eventId = await hand.raise(local, { ...maintenance, eventStatus: "Inquiring" });
    await hand.publish(notice(local, { eventId, ...maintenance, eventStatus: "Inquiring" }));
    await hand.idle();
    await hand.minutes(6);
    expect(await effectsOf(local)).toEqual({});
    await hand.move(eventId, { eventStatus: "Scheduled" });
    await hand.minutes(20);
    expect(await effectsOf(local)).toEqual({ RebootInstance: 1 });
  });
});

describe("a store that is busy for a moment", () => {
  test("does not turn an answer that is known into doubt", async () => {
    const hand = bench.hand();
    await hand.raise(plain);
    await hand.fault({ product: "tablestore", action: "UpdateRow", effect: "throttle", times: 4, skip: 1 });
    const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "busy" });
    expect([answer.status, answer.body["State"]]).toEqual([200, "Accepted"]);
    expect(await bench.redeploys(plain)).toBe(1);
  });
});

describe("an intent that has gone stale", () => {
  test("a call whose attempt is proved without effect an hour later is not sent again; its event has an operation of its own", async () => {
    const hand = bench.hand();
    await hand.raise(plain);
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "not-applied" });
    const body = { InstanceId: plain, ClientToken: "stale" };
    expect((await hand.call(redeploy, body)).body["State"]).toBe("InDoubt");
    await hand.minutes(75);
    const late = await hand.call(redeploy, body);
    expect([late.status, late.body["Code"]]).toEqual([409, "OperationExpired"]);
    expect((await bench.sends(plain)).map(({ effect }) => effect)).toEqual([false, true]);
    expect(bench.logs.join("")).toContain('"door":"finder"');
    expect(await bench.redeploys(plain)).toBe(1);
  });
});
