import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../local.ts";
import { createChecker, type Line, type StormLimit } from "./checker.ts";

const [h, i] = ["i-in-h-1", "i-in-i-1"];
const [h2, h3] = ["i-in-h-2", "i-in-h-3"];

const at = (minute: number) => `2026-11-29T08:${String(minute).padStart(2, "0")}:17.123Z`;
const raised = (minute: number, instanceId: string): Line => ({
  what: "event",
  at: at(minute),
  change: "raised",
  eventId: `e-${minute}`,
  instanceId,
});
const call = (product: string, action: string, params: object = {}, effect = false) => ({
  ...{ product, action, params, effect },
  function: "redeploy-instance",
});
const sent = (minute: number, InstanceId: string, effect = true): Line => ({
  what: "done",
  at: at(minute),
  call: call("ecs", "RedeployInstance", { InstanceId }, effect),
});
const answered = (minute: number, action: string, body: object): Line => ({
  what: "answered",
  at: at(minute),
  call: call("ecs", action),
  body: JSON.stringify(body),
});
/** The cloud shows that an event of the instance ended in this minute. */
const ended = (minute: number, InstanceId: string): Line =>
  answered(minute, "DescribeInstanceHistoryEvents", {
    InstanceSystemEventSet: {
      InstanceSystemEventType: [{ InstanceId, EventFinishTime: at(minute).replace(".123", "") }],
    },
  });
const zones = answered(0, "DescribeInstances", {
  Instances: {
    Instance: [h, h2, h3, i].map((InstanceId = "") => ({ InstanceId, ZoneId: InstanceId.slice(0, -2) })),
  },
});
const stored = (minute: number): Line => ({ what: "answered", at: at(minute), call: call("tablestore", "GetRow") });

const judge = (lines: readonly Line[], limits: readonly StormLimit[] = [{ per: "region", inFlight: 1 }]) => {
  const checker = createChecker(limits);
  for (const line of lines) checker.read(line);
  const { double, lost, limitBreaches, maxInFlight } = checker.verdict();
  return { double, lost, limitBreaches, maxInFlight };
};

/** Two events, one redeploy each, the second after the first has ended. */
const good = [zones, raised(1, h), raised(2, i), sent(3, h), ended(8, h), sent(9, i), ended(14, i)];
const clean = { double: 0, lost: 0, limitBreaches: 0, maxInFlight: 1 };

describe("the checker of a storm", () => {
  test("finds nothing in a log in which each event was answered once, one after the other", () => {
    expect(judge(good)).toEqual(clean);
  });

  test("counts a redeploy that came again for an event that was answered", () => {
    expect(judge([...good, sent(20, h), ended(25, h)])).toEqual({ ...clean, double: 1 });
  });

  test("counts a second redeploy of an instance while the first one is in flight, though its event is new", () => {
    const lines = [zones, raised(1, h), sent(2, h), raised(3, h), sent(4, h), ended(9, h)];
    expect(judge(lines, [])).toEqual({ ...clean, double: 1, maxInFlight: 2 });
  });

  test("lets one redeploy answer two events that were raised before it, and wants another for one that came after it", () => {
    const both = [zones, raised(1, h), raised(2, h), sent(3, h), ended(8, h)];
    expect(judge(both)).toEqual(clean);
    expect(judge([...both, raised(9, h)])).toEqual({ ...clean, lost: 1 });
    expect(judge([...both, raised(9, h), sent(10, h), ended(15, h)])).toEqual(clean);
  });

  test("counts an event that nobody answered, and one whose redeploy the cloud did not take", () => {
    expect(judge([...good, raised(20, h2)])).toEqual({ ...clean, lost: 1 });
    expect(judge([...good, raised(20, h2), sent(21, h2, false)])).toEqual({ ...clean, lost: 1 });
  });

  test("tells by the order of the log what came first in a world that stands still", () => {
    expect(judge([zones, raised(1, h), sent(1, h), raised(1, h), ended(6, h)])).toEqual({ ...clean, lost: 1 });
  });

  test("counts each redeploy that begins where the region is full", () => {
    const lines = [zones, ...[h, h2, i].map((id) => raised(1, id)), ...[h, h2, i].map((id) => sent(2, id))];
    const all = [...lines, ...[h, h2, i].map((id) => ended(7, id))];
    expect(judge(all)).toEqual({ ...clean, limitBreaches: 2, maxInFlight: 3 });
    expect(judge(all, [{ per: "region", inFlight: 3 }])).toEqual({ ...clean, maxInFlight: 3 });
  });

  test("counts a full zone for itself", () => {
    const lines = [zones, ...[h, h2, i].map((id) => raised(1, id)), ...[h, i, h2].map((id) => sent(2, id))];
    const all = [...lines, ...[h, h2, i].map((id) => ended(7, id))];
    expect(judge(all, [{ per: "zone", inFlight: 1 }])).toEqual({ ...clean, limitBreaches: 1, maxInFlight: 3 });
    expect(judge(all, [{ per: "zone", inFlight: 2 }])).toEqual({ ...clean, maxInFlight: 3 });
  });

  test("takes for in flight what no answer of the cloud has shown to be over", () => {
    const lines = [zones, raised(1, h), raised(1, i), sent(2, h), sent(50, i)];
    expect(judge(lines)).toEqual({ ...clean, limitBreaches: 1, maxInFlight: 2 });
  });

  test("counts calls of the store by function, refused ones too, and no one else's", () => {
    const checker = createChecker([]);
    const another = { ...call("tablestore", "GetRow"), function: null };
    for (const line of [stored(1), stored(2), { what: "answered", at: at(3), call: another }]) checker.read(line);
    const { storeCalls, explained } = checker.verdict();
    expect(storeCalls).toEqual({ "redeploy-instance": 2 });
    expect(Object.values(explained)).toEqual([2]);
  });

  test("names a call by function, action and table; of the control table by its row; and by what refused it", () => {
    const checker = createChecker([]);
    const of = (params: object, code: string | null = null): Line => ({
      ...{ what: "answered", at: at(1) },
      call: { ...call("tablestore", "GetRow", params), code },
    });
    checker.read(of({ table: "redeploy_once_instances", primaryKey: { id: "71a6_i-1" } }));
    checker.read(
      of({ table: "redeploy_once_control", primaryKey: { id: "pending ecs 0001" } }, "OTSServerUnavailable"),
    );
    expect(checker.verdict().explained).toEqual({
      "redeploy-instance GetRow redeploy_once_instances": 1,
      "redeploy-instance GetRow redeploy_once_control (pending) OTSServerUnavailable": 1,
    });
  });

  test("imports nothing: it shares no mistake with what it judges", () => {
    const text = readFileSync(path.join(root, "test/benchmark/storm/checker.ts"), "utf8");
    expect(text.match(/\bimport\b[\s({]|\brequire\b/g)).toBeNull();
  });
});
