import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../cloud/cloud.ts";
import { cloudEvent } from "../demo/cloud-event.ts";
import { lastWritten, redeploysOf } from "../demo/wire.ts";
import { createHand, type Hand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { type Point, recordPoints } from "./points.ts";

let cloud: Cloud;
let hand: Hand;
let points: readonly Point[] = [];

/** Members of the fleet that can be redeployed without consent. Those with an event of their own get another one. */
const instances = [
  ...["plain0001", "plain0002", "plain0003", "plain0004", "plain0005", "plain0006", "stopped0001", "acknode0001"],
  ...["scaling0001", "reboot0001", "reboot0002", "redeploy0001", "redeploy0002", "failure0001", "failure0002"],
].map((name) => `i-bp1${name}`);

beforeAll(async () => {
  const serverlessYaml = process.env["S_YAML"]; // another build to try, such as one with a planted mistake
  cloud = await startLocal(serverlessYaml === undefined ? {} : { serverlessYaml });
  hand = createHand(cloud);
  points = await recordPoints(hand, ["i-bp1plain0001", "i-bp1plain0002"]);
});
afterAll(() => cloud.close());

const effects: readonly [string, object][] = [
  ["killed before", { effect: "kill-before" }],
  ["killed after", { effect: "kill-after" }],
  ["reply lost", { effect: "lost-reply" }],
  ["applied late", { effect: "applied-late", ms: 300_000 }],
  ["frozen before and thawed", { effect: "freeze", ms: 1_500_000, at: "request" }],
  ["frozen after and thawed", { effect: "freeze", ms: 1_500_000, at: "reply" }],
];

/** Long enough for every frozen call to thaw and every late one to land. */
const thawMs = 1_600_000;
/** The date window of an hour, twice the skew, and the lag. */
const absenceProvableMs = 3_600_000 + 60_000 + 60_000;

test("the recorded points cover the store, the cloud and the queue", () => {
  const kinds = new Set(points.map(({ product, action }) => `${product} ${action}`));
  expect([...kinds].sort()).toEqual([
    "ecs DescribeDisks",
    "ecs DescribeInstanceHistoryEvents",
    "ecs DescribeInstances",
    "ecs DescribeTasks",
    "ecs RedeployInstance",
    "fc InvokeFunction",
    "tablestore GetRange",
    "tablestore GetRow",
    "tablestore UpdateRow",
  ]);
});

test.each(effects)("%s at every call: one redeploy, and everything ends by itself", async (_, effect) => {
  for (let from = 0; from < points.length; from += instances.length) {
    const struck = points.slice(from, from + instances.length);
    const lives = struck.map((point, index) => ({ point, instanceId: instances[index] ?? "" }));
    const ends = lives.map((life) => ({ ...life, redeploys: 1, row: "ended" }));
    expect(await play(lives, effect)).toEqual({ ends, missed: [] });
  }
});

/** Instances that run already, so that repeated deliveries meet while the cloud would still take a second redeploy. */
async function warmUp() {
  const nothing = cloudEvent({ instanceId: "i-bp1plain0001", eventId: "e-bp1warmup", eventStatus: "Avoided" });
  await hand.publish(instances.map(() => nothing));
  await hand.quiet();
}

type Life = { readonly point: Point; readonly instanceId: string };

/** Each instance lives through its event with one fault at its own point, all at the same time. */
async function play(lives: readonly Life[], effect: object) {
  await hand.reset();
  await warmUp();
  const since = (await hand.calls()).at(-1)?.seq ?? 0;
  const events = [];
  for (const { point, instanceId } of lives) {
    const { ofInstance, ...at } = point;
    await hand.fault({ ...at, ...effect, ...(ofInstance ? { instanceId } : { function: "reconcile" }) });
    const eventId = await hand.raise(instanceId, { notBefore: "2036-01-01T00:00:00Z" });
    events.push(cloudEvent({ instanceId, eventId, eventStatus: "Scheduled" }));
  }
  for (let delivery = 0; delivery < 3; delivery++) {
    expect(await hand.publish(events)).toBe(200);
    await hand.quiet();
  }
  for (const stepMs of [130_000, 60_000, 60_000, thawMs, 60_000, 60_000, absenceProvableMs, 60_000]) {
    await hand.advance(stepMs);
    await hand.quiet();
  }
  expect(await hand.publish(events)).toBe(200);
  for (let minute = 0; minute < 12; minute++) {
    await hand.advance(60_000);
    await hand.quiet();
  }
  await hand.advance(absenceProvableMs);
  await hand.quiet();
  for (let minute = 0; minute < 4; minute++) {
    await hand.advance(60_000);
    await hand.quiet();
  }
  // A recovery may need fewer listings and dispatches than were recorded; a call for an instance must meet its fault.
  const hits = await hand.faults();
  const missed = lives.filter(({ point }, index) => point.ofInstance && hits[index]?.hits === 0);
  const calls = await hand.calls(since);
  const redeploys = redeploysOf(
    calls,
    lives.map(({ instanceId }) => instanceId),
  );
  const ends = lives.map(({ point, instanceId }) => ({
    point,
    instanceId,
    redeploys: redeploys[instanceId],
    row: lastWritten(calls, instanceId),
  }));
  return { ends, missed };
}
