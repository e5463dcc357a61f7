import { expect, test } from "vitest";
import { apply } from "../../shared/control/apply.ts";
import { readPending } from "../../shared/control/read-pending.ts";
import { daysUpTo, report } from "../../shared/control/report.ts";
import { createControlStore } from "../../shared/tablestore/control-store.ts";
import { createRunStore } from "../../shared/tablestore/run-store.ts";
import { actingBy, textOf } from "../acting-by.ts";
import { isRowWrite } from "../demo/wire.ts";
import { createBench, notice, plain } from "./bench.ts";

const bench = createBench({ policy: actingBy([], "observe") });
const five = ["i-bp1plain0001", "i-bp1plain0002", "i-bp1plain0003", "i-bp1plain0004", "i-bp1local0001"];
const far = { notBefore: "2036-01-01T00:00:00Z" };

/** The control table, as the owner's functions reach it. */
function stored() {
  const { wireUrl, settings, insideKey } = bench.cloud();
  const store = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  const credentials = { ...insideKey, securityToken: "" };
  return { runs: createRunStore(store, credentials), control: createControlStore(store, credentials) };
}

const nowMs = async () => Date.parse((await bench.hand().world()).now);

/** What the report of a week says, without days. */
async function reported() {
  const now = await nowMs();
  const [first = ""] = daysUpTo(now, 7);
  const { Rows } = report(await stored().runs.listCounts(first, daysUpTo(now, 1)[0] ?? ""), now, 7);
  return Rows.map(({ Day: _, ...row }) => row);
}

async function delivered(instanceId: string): Promise<string> {
  const hand = bench.hand();
  const eventId = await hand.raise(instanceId, far);
  await hand.publish(notice(instanceId, { eventId }));
  await hand.idle();
  return eventId;
}

const none = { Seen: 0, Acted: 0, WouldHaveActed: 0, Asked: 0, LeftAlone: 0, TooLate: 0, Held: [] };
const rest = { Rule: "everything else", Policy: 1, ...none };

test("five observed events are counted once each, and the run says that it ran, and what is pending", async () => {
  const hand = bench.hand();
  for (const instanceId of five) await delivered(instanceId);
  await hand.minutes(7);
  expect(await reported()).toEqual([{ ...rest, Seen: 5, WouldHaveActed: 5 }]);
  const run = await stored().runs.readRun();
  const now = await nowMs();
  expect(run).toEqual({
    atMs: expect.closeTo(now, -5),
    lastEventAtMs: expect.closeTo(now - 7 * 60_000, -5),
    listedEcsAtMs: expect.closeTo(now, -5),
    listedEnsAtMs: expect.closeTo(now, -5),
    forecast: expect.objectContaining({ waiting: 0, inFlight: 0, endedLastHour: 0, isPart: false }),
  });
  const list = await readPending(stored().runs, "ecs");
  expect(list).toMatchObject({ isWhole: true, events: five.map(() => ({ status: "Scheduled" })) });
});

test("an event that begins and ends between two runs is counted by the next one, which then closes its row", async () => {
  const hand = bench.hand();
  const eventId = await delivered(plain);
  await hand.move(eventId, { eventStatus: "Canceled" });
  await hand.publish({ ...notice(plain, { eventId }), id: "again" });
  await hand.idle();
  expect(bench.states().at(-1)).toBe("SatisfiedElsewhere");
  await hand.minutes(2);
  expect(await reported()).toEqual([{ ...rest, Seen: 1, WouldHaveActed: 1 }]);
  const [last] = (await bench.callsOf("tablestore")).filter((call) => isRowWrite(call)).slice(-1);
  expect(last).toMatchObject({ function: "reconcile", params: { delete: ["openSinceMs", "revision", "t_2_0"] } });
});

test("a run that dies between the count and the row counts nothing twice, and takes it away in the next one", async () => {
  const hand = bench.hand();
  await delivered(plain);
  await hand.fault({ product: "tablestore", action: "PutRow", function: "reconcile", effect: "kill-after", skip: 3 });
  await hand.minutes(1);
  expect(await reported()).toEqual([{ ...rest, Seen: 1, WouldHaveActed: 1 }]);
  const before = (await bench.callsOf("tablestore")).length;
  await hand.minutes(3);
  expect(await reported()).toEqual([{ ...rest, Seen: 1, WouldHaveActed: 1 }]);
  const taken = (await bench.callsOf("tablestore")).slice(before).filter((call) => isRowWrite(call));
  expect(taken).toHaveLength(1);
});

test("counters that cannot be written are told, hold up nothing, and are made up for", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "tablestore", action: "PutRow", function: "reconcile", effect: "error", times: 100 });
  await delivered(plain);
  await hand.minutes(2);
  expect(bench.logs.join("")).toContain('"state":"not counted"');
  expect(bench.logs.join("")).toContain('"target":"books","state":"failed"');
  expect(await reported()).toEqual([]);
  await hand.clearFaults();
  await hand.minutes(1);
  expect(await reported()).toEqual([{ ...rest, Seen: 1, WouldHaveActed: 1 }]);
});

test("what a policy asks about is held for the minutes that it waits, and what acts is counted when the cloud took it", async () => {
  const hand = bench.hand();
  const { control } = stored();
  const policy = { ...textOf(actingBy([], "act")), by: "lin", why: "a test", atMs: 0 };
  await delivered(plain);
  await delivered("i-bp1local0001");
  await hand.minutes(1);
  await apply(control, await control.readControl(), policy);
  await hand.minutes(12);
  const [acting, observing] = await reported();
  expect(observing).toEqual({ ...rest, Seen: 2, WouldHaveActed: 2 });
  expect(acting).toMatchObject({ ...rest, Policy: 2, Seen: 2, Acted: 1, Asked: 1, Held: [{ By: "approval" }] });
  expect(acting?.Held[0]?.Minutes).toBeGreaterThan(8);
});
