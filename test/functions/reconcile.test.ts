import { expect, test } from "vitest";
import { createTablestore } from "../../shared/tablestore/tablestore.ts";
import { lastWritten } from "../demo/wire.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();

/** The date window of an hour, twice the skew, the lag, and a minute for the timer. */
const absenceProvableMs = 3_600_000 + 60_000 + 60_000 + 60_000;
const leaseOverMs = 130_000;

const minutes = (count: number) => bench.hand().minutes(count);

/** Undefined once nothing is current and nothing waits. */
const rowState = async (instanceId = plain) => {
  const state = lastWritten(await bench.callsOf("tablestore"), instanceId);
  return state === "ended" ? undefined : state;
};
const outcomes = async () =>
  [
    ...JSON.stringify(await bench.callsOf("tablestore", "UpdateRow")).matchAll(
      /r_[0-9a-f]{32}":"{\\"state\\":\\"(\w+)/g,
    ),
  ].map(([, state]) => state);

test("an accepted redeploy is followed to its proof and its instance is free again", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const first = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  await minutes(7);
  expect(await rowState()).toBeUndefined();
  expect(await outcomes()).toEqual(["Succeeded"]);
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect(again.text).toBe(first.text);
  expect(again.headers.get("operation-state")).toBe("Succeeded");
});

test("a failed task ends Failed; the event that is pending again is found, and has an operation of its own", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task" });
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "first" });
  await minutes(7);
  expect(await outcomes()).toEqual(["Failed"]);
  const second = await hand.call(redeploy, { InstanceId: plain, ClientToken: "second" });
  expect([second.status, second.headers.get("idempotency-replayed")]).toEqual([200, "event"]);
  await minutes(7);
  expect(await outcomes()).toEqual(["Failed", "Succeeded"]);
  expect(await bench.redeploys(plain)).toBe(2);
  expect((await hand.world()).events[eventId]?.eventStatus).toBe("Avoided");
});

test("killed after the cloud took it: the task is found, adopted, and ends after the window, with one send", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "kill-after" });
  await hand.publish(event);
  await hand.idle();
  await hand.advance(leaseOverMs);
  await minutes(2);
  expect(await rowState()).toBe("Accepted");
  await minutes(8);
  expect(await rowState()).toBe("Accepted"); // the task is done, but the request could still be taken again

  await hand.advance(absenceProvableMs);
  await minutes(2);
  expect(await rowState()).toBeUndefined();
  expect(await outcomes()).toEqual(["Succeeded"]);
  expect(await bench.redeploys(plain)).toBe(1);
  await hand.publish(event);
  await hand.idle();
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("killed before the cloud took it: nothing is sent until absence is proved, then once", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain, { notBefore: "2036-01-01T00:00:00Z" }) });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "kill-before" });
  await hand.publish(event);
  await hand.idle();
  await minutes(30);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await rowState()).toBe("Sending");

  await hand.advance(absenceProvableMs);
  await minutes(2);
  expect((await bench.sends(plain)).map(({ effect }) => effect)).toEqual([false, true]);
  await minutes(8);
  expect(await outcomes()).toEqual(["Succeeded"]);
});

test("a request that the cloud takes late, inside its window, is found and never sent again", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "applied-late", ms: 600_000 });
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  await minutes(20);
  expect(await rowState()).toBe("Accepted");
  await hand.advance(absenceProvableMs);
  await minutes(2);
  expect(await outcomes()).toEqual(["Succeeded"]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("three runs of the timer at once take one operation up once", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeInstances", effect: "kill-before" });
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  await hand.advance(leaseOverMs); // its own run of the timer comes here, too
  for (let run = 0; run < 3; run++) await hand.advance(60_000);
  await hand.idle();
  await minutes(8);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await outcomes()).toEqual(["Succeeded"]);
});

test("an invocation that dies before its send is taken up again within minutes", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeInstances", effect: "kill-before" });
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  await minutes(4);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("what was throttled is sent again when its time has come", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "throttle" });
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.idle();
  expect(await rowState()).toBe("Waiting");
  await minutes(3);
  expect((await bench.sends(plain)).map(({ status }) => status)).toEqual([400, 200]);
});

test("an event that waited behind another operation is planned when that one has ended", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "first" });
  const second = await hand.raise(plain, { eventType: "SystemMaintenance.Reboot" });
  await hand.publish(notice(plain, { eventId: second, eventType: "SystemMaintenance.Reboot" }));
  await hand.idle();
  await minutes(16);
  expect(await bench.sends(plain)).toHaveLength(2);
  expect(await outcomes()).toEqual(["Succeeded", "Succeeded"]);
  expect(await rowState()).toBeUndefined();
});

test("data loss that nobody consents to is never sent; it expires with its event", async () => {
  const hand = bench.hand();
  const notBefore = new Date(Date.parse((await hand.world()).now) + 600_000).toISOString();
  const eventStatus = "Inquiring";
  const eventId = await hand.raise("i-bp1local0001", { notBefore, eventStatus });
  await hand.publish(notice("i-bp1local0001", { eventId, eventStatus }));
  await hand.idle();
  await minutes(5);
  expect(await rowState("i-bp1local0001")).toBe("Waiting");
  await minutes(7);
  expect(await outcomes()).toEqual(["Expired"]);
  expect(await bench.callsOf("ecs", "RedeployInstance")).toEqual([]);
});

test("data loss that nobody consents to is never sent; as its Scheduled event runs by itself, the question ends unanswered", async () => {
  const hand = bench.hand();
  const notBefore = new Date(Date.parse((await hand.world()).now) + 600_000).toISOString();
  const eventId = await hand.raise("i-bp1local0001", { notBefore });
  await hand.publish(notice("i-bp1local0001", { eventId }));
  await hand.idle();
  await minutes(5);
  expect(await rowState("i-bp1local0001")).toBe("Waiting");
  await minutes(12);
  expect(await outcomes()).toEqual(["Expired"]);
  expect(await bench.callsOf("ecs", "RedeployInstance")).toEqual([]);
});

test("reconcile costs the same with a hundred times as many finished rows", async () => {
  const hand = bench.hand();
  const finish = async (tokens: readonly string[]) => {
    for (const token of tokens) await hand.call(redeploy, { InstanceId: "i-bp1nowhere0001", ClientToken: token });
    for (const token of tokens) await hand.call(redeploy, { InstanceId: `i-bp1nowhere${token}`, ClientToken: token });
  };
  const costOfARun = async () => {
    await minutes(1); // the index follows within a second
    const before = (await bench.callsOf("tablestore")).length;
    await minutes(1);
    return (await bench.callsOf("tablestore")).length - before;
  };
  await finish(["a"]);
  const few = await costOfARun();
  await finish(Array.from({ length: 100 }, (_, index) => `b${index}`));
  expect(await costOfARun()).toBe(few);
  expect(few).toBe(4); // the owner's say, the open rows, what people are to hear of, and that it ran
});

test("a row that cannot be attended to does not keep others waiting", async () => {
  const hand = bench.hand();
  const others = ["i-bp1plain0002", "i-bp1plain0003", "i-bp1plain0004"];
  for (const InstanceId of [plain, ...others]) {
    await hand.raise(InstanceId);
    await hand.call(redeploy, { InstanceId, ClientToken: InstanceId });
  }
  await hand.fault({ product: "tablestore", action: "GetRow", instanceId: plain, effect: "error", times: 1_000 });
  await minutes(7);
  expect(await Promise.all(others.map(rowState))).toEqual([undefined, undefined, undefined]);
  expect(await rowState()).toBe("Accepted");
});

test("a claim with a lease in the far future was not written by this product: it is left alone and said", async () => {
  const hand = bench.hand();
  const { settings, wireUrl, insideKey } = bench.cloud();
  const store = createTablestore(
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...insideKey, securityToken: "" },
    { accountId: "", regionId: "" }, // of rows of an older shape only
  );
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "tablestore", action: "UpdateRow", effect: "kill-before" });
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  const row = await store.readInstance(plain);
  if (row?.current === undefined) throw new Error("The killed invocation left no claim");
  const farMs = Date.parse((await hand.world()).now) + 100 * 86_400_000;
  const current = { ...row.current, progress: { state: "Claimed" as const, leaseUntilMs: farMs } };
  await store.writeInstance(plain, row, { ...row, current, epoch: row.epoch + 1 });

  await minutes(3);

  expect(await bench.sends(plain)).toEqual([]);
  expect(await store.readInstance(plain)).toMatchObject({ current: { progress: { leaseUntilMs: farMs } } });
  expect(bench.logs.join("\n")).toContain("a person must look");
});
