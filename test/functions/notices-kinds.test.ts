import { expect, test } from "vitest";
import { connect } from "../../shared/tablestore/client.ts";
import { whatever } from "../../shared/tablestore/conditions.ts";
import { tables } from "../../shared/tablestore/tables.ts";
import { actingBy } from "../acting-by.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";
import { createReceived, toldTo } from "./received.ts";

const bench = createBench({ policy: { ...actingBy([]), notices: toldTo } });
const received = createReceived(bench);
const second = "i-bp1plain0002";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Nothing of the cloud can be read any more by what follows operations. */
async function becomeUnreadable(actions = ["DescribeTasks", "DescribeInstanceHistoryEvents", "DescribeInstances"]) {
  for (const action of actions)
    await bench.hand().fault({
      ...{ product: "ecs", action, function: "reconcile", effect: "error", times: 100_000 },
      ...{ status: 403, code: "Forbidden.RAM" },
    });
}

/** A redeploy of a machine whose event asks for it, as it was taken. */
async function call() {
  await bench.hand().raise(plain);
  return (await bench.hand().call(redeploy, { InstanceId: plain, ClientToken: "t" })).body;
}

test("what was taken and whose proof cannot be read for good is a person's after two hours, and ends once it can be read", async () => {
  const hand = bench.hand();
  const { OperationId } = await call();
  await becomeUnreadable();
  await hand.minutes(5);
  await hand.advance(1.9 * hourMs);
  await hand.idle();
  expect(await received("oncall", "unproven"), "not before its time").toEqual([]);
  await hand.minutes(5);
  const told = await received("oncall", "unproven");
  expect(told).toHaveLength(1);
  expect(told[0]?.notice.facts).toMatchObject({ instanceId: plain, operationId: OperationId });
  expect(await received("backup", "failed", "late", "proved")).toEqual([]);
  await hand.advance(24 * hourMs);
  await hand.idle();
  expect(await bench.redeploys(plain), "it is not tried again").toBe(1);
  await hand.clearFaults();
  await hand.minutes(3);
  expect(await received("backup", "proved")).toHaveLength(1);
  expect(await bench.redeploys(plain)).toBe(1);
});

/** An event of a machine, as the bus brings it; due in so many minutes. */
async function comes(instanceId: string, dueMinutes: number): Promise<void> {
  const hand = bench.hand();
  const notBefore = new Date(Date.parse((await hand.world()).now) + dueMinutes * minuteMs).toISOString();
  await hand.publish(notice(instanceId, { eventId: await hand.raise(instanceId, { notBefore }) }));
  await hand.idle();
}

/** What came to the channel of what needs a person, by kind, without the line for a machine. */
const kindsOf = async (instanceId: string) =>
  (await received("oncall")).flatMap(({ notice: { kind, facts } }) => (facts.instanceId === instanceId ? [kind] : []));

test("what waits for a place is told as waiting to who wants all, and to who is on call before its deadline", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([]), notices: toldTo, limits: [{ per: "region", inFlight: 1 }] });
  await hand.minutes(3);
  await comes(plain, 600);
  await becomeUnreadable(["DescribeTasks", "DescribeInstances"]); // what has the place is not proved
  await comes(second, 100);
  await hand.minutes(20);
  expect((await received("backup", "waits")).map(({ notice: { facts } }) => facts)).toMatchObject([
    { instanceId: second, code: "LimitReached" },
  ]);
  expect(await kindsOf(second)).toEqual([]);
  await hand.minutes(24);
  const [told, ...more] = await received("oncall", "mayBeLate");
  expect(told?.notice.firstLine.en).toMatch(/^i-…002: redeploy still waits, due (\w{3} )?\d\d:\d\d$/);
  expect(told?.notice.facts.dueMs).toBeGreaterThan(Date.parse(told?.at ?? "") + 55 * minuteMs);
  expect(more).toEqual([]);
  expect(await bench.sends(second)).toEqual([]);
});

test("what is only observed is told three hours before the platform acts, and said again", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([], "observe"), notices: toldTo });
  await comes(plain, 185);
  await hand.minutes(2);
  expect(await kindsOf(plain)).toEqual([]);
  await hand.minutes(5);
  expect(await kindsOf(plain)).toEqual(["dueSoon"]);
  await hand.minutes(31);
  expect(await kindsOf(plain)).toEqual(["dueSoon", "dueSoon"]);
  expect((await received("oncall", "dueSoon"))[1]?.notice.firstLine.en).toMatch(/^Again \(1\): /);
});

test("an event that no function takes up is told before its time, with the function, and is answered once that one works", async () => {
  const hand = bench.hand();
  await hand.fault({
    product: "tablestore",
    action: "GetRow",
    function: redeploy,
    effect: "kill-before",
    times: 10_000,
  });
  const notBefore = new Date(Date.parse((await hand.world()).now) + 120 * minuteMs).toISOString();
  const eventId = await hand.raise(plain, { notBefore }); // no bus brings it
  await hand.minutes(8);
  expect(await kindsOf(plain)).toEqual([]);
  await hand.minutes(6);
  const [told, ...more] = await received("oncall", "unowned");
  expect(told?.notice.facts).toMatchObject({ instanceId: plain, eventId, operation: "RedeployInstance" });
  expect(told?.notice.facts.zone).toMatch(/^cn-hangzhou-/);
  expect(more).toEqual([]);
  await hand.clearFaults();
  await hand.minutes(8);
  expect(await bench.redeploys(plain)).toBe(1);
  expect(await received("oncall", "unowned")).toHaveLength(1);
});

test("an attempt of which no evidence can be read is a person's after a day, with the reason and the whole command", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "applied-then-timeout" });
  await call();
  await becomeUnreadable();
  await hand.minutes(2);
  await hand.advance(25.1 * hourMs);
  await hand.idle();
  await hand.minutes(2);
  const told = await received("oncall", "needsPerson");
  expect(told).toHaveLength(1);
  expect(told[0]?.notice.facts.why).toContain("Forbidden.RAM");
  expect(told[0]?.notice.text.en).toMatch(
    /redeploy-once resolve [0-9a-f]{32} --instance i-bp1plain0001 --verdict happened /,
  );
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a call of which it is proved too late that nothing happened is told as too late", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "not-applied" });
  await call();
  await hand.minutes(12);
  expect(await kindsOf(plain)).toEqual(["inDoubt"]);
  await hand.advance(52 * minuteMs);
  await hand.idle();
  await hand.minutes(2);
  expect(await kindsOf(plain)).toEqual(["inDoubt", "late"]);
  const [told] = await received("oncall", "late");
  expect(told?.notice.text.en).toContain("Nothing of ours was done (Expired).");
  expect(await bench.redeploys(plain), "by another operation: its event is found, and nobody owns it").toBe(1);
});

test("a control row that is lost is told to who was told before, and what was in flight is still proved", async () => {
  const hand = bench.hand();
  await call();
  await hand.minutes(2);
  const { wireUrl, settings, insideKey } = bench.cloud();
  const client = connect(
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...insideKey, securityToken: "" },
  );
  await client.deleteRow({ tableName: tables.control, primaryKey: [{ id: "control" }], condition: whatever() });
  await hand.minutes(10);
  const told = await received("oncall", "unreadable");
  expect(told.map(({ notice: { firstLine } }) => firstLine.en)).toEqual([
    "Nothing is begun: what you allow cannot be read",
  ]);
  expect(await received("backup", "proved")).toHaveLength(1);
});
