import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../cloud/cloud.ts";
import { yamlWithTriggers } from "../deploy.ts";
import { createHand, type Hand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { eventRules } from "../subjects.ts";
import { type Kind, runbook, singles } from "./lives.ts";
import { type Point, recordPoints } from "./points.ts";
import { strikeAll } from "./strike.ts";

const effects: readonly [string, object][] = [
  ["killed before", { effect: "kill-before" }],
  ["killed after", { effect: "kill-after" }],
  ["caller gone before", { effect: "hang-up", at: "request" }],
  ["caller gone after", { effect: "hang-up", at: "reply" }],
  ["reply lost", { effect: "lost-reply" }],
  ["applied late", { effect: "applied-late", ms: 300_000 }],
  ["frozen before and thawed", { effect: "freeze", ms: 1_500_000, at: "request" }],
  ["frozen after and thawed", { effect: "freeze", ms: 1_500_000, at: "reply" }],
];

/** Only the function that looks hears of events: another one would start an instance to say that it has nothing to do. */
const deployedFor = ({ functionName }: Kind) =>
  yamlWithTriggers((name, type) => name === functionName || type !== "eventbridge");

describe.each([...singles, runbook])("$name", (kind) => {
  let cloud: Cloud;
  let hand: Hand;
  let points: readonly Point[] = [];
  beforeAll(async () => {
    // Another build to try, such as one with a planted mistake.
    cloud = await startLocal({ eventRules, serverlessYaml: process.env["S_YAML"] ?? deployedFor(kind) });
    hand = createHand(cloud);
    points = await recordPoints(hand, kind);
  });
  afterAll(() => cloud.close());

  test("the recorded points cover its sends, the store and the queue", () => {
    const kinds = new Set(points.map(({ product, action }) => `${product} ${action}`));
    const sends = Object.keys(kind.effects).map((action) => `${kind.send.product} ${action}`);
    const store = ["tablestore GetRange", "tablestore GetRow", "tablestore PutRow", "tablestore UpdateRow"];
    expect([...kinds]).toEqual(expect.arrayContaining([...sends, ...store]));
  });

  test.each(effects)("%s at every call: done once, and everything ends by itself", async (_, effect) => {
    await strikeAll(hand, kind, points, effect);
  });
});
