import { expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();
const edge = "i-5edgeplain00000000000001";
const simulated = "i-bp1simulated0001";
const far = { notBefore: "2036-01-01T00:00:00Z" };
const invocations = async (name: string) =>
  (await bench.callsOf("fc", "InvokeFunction")).filter(({ params }) => JSON.stringify(params).includes(name));
const outcomes = async () =>
  [
    ...JSON.stringify(await bench.callsOf("tablestore", "UpdateRow")).matchAll(
      /r_[0-9a-f]{32}":"{\\"state\\":\\"(\w+)/g,
    ),
  ].map(([, state]) => state);

test("an event that the bus never delivers is redeployed within two minutes, once, also if the bus brings it later", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain, far);
  await hand.minutes(2);
  expect(await bench.redeploys(plain)).toBe(1);
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  await hand.minutes(8);
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await outcomes()).toContain("Succeeded");
  expect(await invocations("foundby")).toHaveLength(1);
});

test("an event that the finder brought is on record as its own: no bus, and nobody who asked", async () => {
  await bench.hand().raise(plain, far);
  await bench.hand().minutes(1);
  const lines = bench.logs.join("");
  expect(lines).toContain('"door":"finder","actor":"acs.ecs"');
  expect(lines).toMatch(/"target":"i-bp1plain0001","state":"found: e-/);
  expect(lines).toContain('"state":"finder: 1 listed, 1 rows read, 1 dispatched"');
});

test("an event that bus and finder bring at the same time is answered once", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain, far);
  await Promise.all([hand.publish(notice(plain, { eventId })), hand.advance(60_000)]);
  await hand.idle();
  await hand.minutes(8);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await outcomes()).toEqual(["Succeeded"]);
});

test("an edge event, which no bus delivers, is answered within two minutes, once", async () => {
  const hand = bench.hand();
  await hand.raise(edge, { eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" });
  await hand.minutes(2);
  expect((await hand.world()).instances[edge]?.effects).toEqual({ EventRedeployInstance: 1 });
  await hand.minutes(15);
  expect(await bench.callsOf("ens", "EventRedeployInstance")).toHaveLength(1);
  expect(await outcomes()).toEqual(["Succeeded"]);
});

test("an event that is over, a drill, and one of a type that nothing answers are not dispatched", async () => {
  const hand = bench.hand();
  const over = await hand.raise(plain, far);
  await hand.move(over, { eventStatus: "Executed" });
  await hand.raise(plain, { ...far, eventType: "SystemMaintenance.Stop" });
  const drills = Object.entries((await hand.world()).events).filter(([, event]) => event.instanceId === simulated);
  for (const [eventId] of drills) await hand.move(eventId, { eventStatus: "Scheduled" });
  await hand.minutes(3);
  expect(drills).toHaveLength(1);
  expect(await bench.callsOf("fc", "InvokeFunction")).toEqual([]);
  expect(await bench.rowsRead()).toEqual([]);
});

test("an operation that has ended keeps its event from being found again: one read for each run's memory", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain, far);
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  await hand.minutes(7);
  await hand.move(eventId, { eventStatus: "Scheduled" });
  await hand.minutes(20);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await invocations("foundby")).toEqual([]);
});

test("a list that fails changes nothing and is told; the next one that can be read finds the event", async () => {
  const hand = bench.hand();
  const action = "DescribeInstanceHistoryEvents";
  await hand.fault({ product: "ecs", action, function: "reconcile", effect: "error", times: 3 });
  await hand.raise(plain, far);
  await hand.minutes(3);
  expect(await bench.listings()).toHaveLength(6);
  expect([await bench.callsOf("fc"), await bench.rowsRead()]).toEqual([[], []]);
  expect(bench.logs.join("")).toMatch(/"target":"events of ecs","state":"finder blind since 2.*could not be read/);
  await hand.minutes(2);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a page that is missing makes the whole list unreadable", async () => {
  const hand = bench.hand();
  for (let event = 0; event < 101; event++) await hand.raise(plain, { ...far, eventType: "SystemMaintenance.Stop" });
  await hand.raise("i-bp1plain0002", far);
  await hand.fault({ product: "ecs", action: "DescribeInstanceHistoryEvents", effect: "error", skip: 1 });
  await hand.minutes(1);
  expect(await bench.redeploys("i-bp1plain0002")).toBe(0);
  expect(bench.logs.join("")).toContain("finder blind since");
  await hand.minutes(2);
  expect(await bench.redeploys("i-bp1plain0002")).toBe(1);
});

test("what waits is held against the list that was just read: no look of its own, and a moved time counts at once", async () => {
  const hand = bench.hand();
  const local = "i-bp1local0001";
  const eventId = await hand.raise(local, far);
  await hand.publish(notice(local, { eventId }));
  await hand.idle();
  const looks = async () => (await bench.callsOf("ecs", "DescribeInstanceHistoryEvents")).length;
  const before = await looks();
  await hand.minutes(11);
  expect(await looks()).toBe(before);
  await hand.move(eventId, { eventStatus: "Executing" });
  await hand.minutes(1);
  expect(await looks()).toBe(before);
  const answer = await hand.call(redeploy, { InstanceId: local, ClientToken: "t" });
  expect(answer.status).toBe(403);
  await hand.move(eventId, { eventStatus: "Canceled" });
  await hand.minutes(6);
  expect(await outcomes()).toEqual(["SatisfiedElsewhere"]);
});
