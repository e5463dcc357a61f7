import { expect, test } from "vitest";
import { rightFor } from "../../shared/control/give-right.ts";
import { connect } from "../../shared/tablestore/client.ts";
import type { Columns } from "../../shared/tablestore/columns.ts";
import { whatever } from "../../shared/tablestore/conditions.ts";
import { createControl, createControlStore } from "../../shared/tablestore/control-store.ts";
import { update } from "../../shared/tablestore/rows.ts";
import { tables } from "../../shared/tablestore/tables.ts";
import { permissive } from "../permissive.ts";
import { plain, redeploy } from "./bench.ts";
import { createStops } from "./stops.ts";

const { bench, event, say, pause } = createStops();
const second = "i-bp1plain0002";

/** The store, by somebody's own hand. */
function byHand() {
  const { wireUrl, settings, insideKey } = bench.cloud();
  return [
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...insideKey, securityToken: "" },
  ] as const;
}

/** Writes columns of the control row, as nobody of ours does. */
async function change(put: Columns, remove: readonly string[] = []): Promise<void> {
  await update(connect(...byHand()), tables.control, "control", whatever(), { put, remove });
}

/** `undone`: what a release that knows the column, or a person, does about it. */
const broken: readonly [string, Columns, Columns][] = [
  ["whose pause is torn", { p_torn: '{"id":"torn","scope":"all"' }, {}],
  ["whose breaker is torn", { breaker: "{" }, { breaker: '{"countsFromMs":0}' }],
  ["with a pause that a later release has written", { p_torn: '{"id":"torn","kind":"weekly"}' }, {}],
  ["of a later version", { version: 2 }, { version: 1 }],
  ["whose version is gone", { version: "" }, { version: 1 }],
];

const sayOf = async (instanceId: string) => {
  const { Waiting } = (await say("instance", { InstanceId: instanceId })) as { Waiting: object[] };
  return Waiting;
};

test.each(broken)(
  "a control row %s: nothing is sent, calls are refused, and events wait until it is mended",
  async (_, put, undone) => {
    const hand = bench.hand();
    await change(put);
    await event(plain);
    await hand.raise(second);
    const answer = await hand.call(redeploy, { InstanceId: second, ClientToken: "t" });
    expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
    expect(answer.body["Message"]).toContain("What the owner allows cannot be read");
    expect(await sayOf(plain)).toMatchObject([{ State: "Waiting", Cause: "PolicyUnreadable" }]);
    await hand.minutes(5);
    expect([await bench.sends(plain), await bench.sends(second)]).toEqual([[], []]);
    expect(Object((await say("status"))["Warnings"])[0]).toMatch(
      /^Nothing is sent: what the owner allows cannot be read/,
    );
    expect(String((await pause())["errorMessage"]), "nobody can know what else it holds back").toContain(
      "What the owner allows cannot be read",
    );

    await change(undone, "p_torn" in put ? ["p_torn"] : []);
    await hand.minutes(2);
    expect(await bench.sends(plain)).toHaveLength(1);
  },
);

test("a control row that is lost lets nothing be sent, and one that is made anew only observes", async () => {
  const hand = bench.hand();
  await pause();
  const key = { tableName: tables.control, primaryKey: [{ id: "control" }], condition: whatever() };
  await connect(...byHand()).deleteRow(key);
  await event(plain);
  await hand.minutes(3);
  const { Warnings, ...status } = await say("status");
  expect(Object(Warnings)[0]).toContain("there is no control row: redeploy-once doctor --create makes it");
  expect(status).toMatchObject({ Open: { "Waiting for time": 1 } });

  const nowMs = Date.parse((await hand.world()).now);
  await createControl(...byHand(), { nowMs, right: rightFor(["ecs", "ens"]) });
  await hand.minutes(3);
  expect(await say("status")).toMatchObject({ Mode: "observe", Open: { "Waiting for policy": 1 } });
  expect(await bench.sends(plain)).toEqual([]);
  await hand.policy(permissive());
  await hand.minutes(2);
  expect(await bench.sends(plain)).toHaveLength(1);
});

/** Somebody deletes the control row, and the owner makes it anew. */
async function makeAnew(): Promise<void> {
  const key = { tableName: tables.control, primaryKey: [{ id: "control" }], condition: whatever() };
  await connect(...byHand()).deleteRow(key);
  await createControl(...byHand(), {
    nowMs: Date.parse((await bench.hand().world()).now),
    right: rightFor(["ecs", "ens"]),
  });
}

test("a control row that is made anew lets no more begin in an hour than the policy's number", async () => {
  const hand = bench.hand();
  const policy = { ...permissive(), limits: [{ per: "region", perHour: 1 }] };
  await hand.policy(policy);
  await event(plain);
  await hand.minutes(2);
  expect(await bench.sends(plain)).toHaveLength(1);
  await makeAnew();
  await hand.policy(policy);
  await event(second);
  const notKnown = { For: "slot", Cause: "LimitReached" };
  expect(await sayOf(second)).toMatchObject([notKnown]);
  await hand.minutes(50);
  expect(await bench.sends(second)).toEqual([]);
  await hand.minutes(20);
  expect(await bench.sends(second)).toHaveLength(1);
});

test("who has read a control row that was lost writes nothing into the one that was made anew, however often it was changed", async () => {
  const store = createControlStore(...byHand());
  const old = await store.readControl();
  await makeAnew();
  for (let changes = 0; changes < old.rev; changes++) {
    const read = await store.readControl();
    expect(await store.writeControl(old, { ...old, rev: old.rev + 1 })).toBe("refused");
    await store.writeControl(read, { ...read, rev: read.rev + 1 });
  }
});

test("a control row that is busy for a minute: a call is refused, and an event waits and is sent afterwards, once", async () => {
  const hand = bench.hand();
  // The first read is that of the instance's row; that of the control row is made twice.
  const busy = { product: "tablestore", action: "GetRow", effect: "error", status: 503, code: "OTSServerBusy" };
  await hand.raise(second);
  await hand.fault({ ...busy, function: redeploy, skip: 1, times: 2 });
  const answer = await hand.call(redeploy, { InstanceId: second, ClientToken: "t" });
  expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  await hand.clearFaults();
  await hand.fault({ ...busy, function: redeploy, skip: 1, times: 2 });
  await event(plain);
  expect(await sayOf(plain)).toMatchObject([{ State: "Waiting", For: "time" }]);
  expect(await bench.sends(plain)).toEqual([]);
  await hand.minutes(3);
  expect(await bench.sends(plain)).toHaveLength(1);
});
