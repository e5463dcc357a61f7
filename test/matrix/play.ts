import { expect } from "vitest";
import { lastWritten } from "../demo/wire.ts";
import type { Hand } from "../hand.ts";
import type { Kind } from "./lives.ts";
import type { Point } from "./points.ts";

/** One instance that lives through its operation with one fault at one point. */
type Life = { readonly point: Point; readonly instanceId: string };

/** The function's timeout and the ledger's margin, 60 s each, and some. */
const leaseOverMs = 130_000;
/** Long enough for every frozen call to thaw and every late one to land. */
const thawMs = 1_600_000;
/** The date window of an hour, twice the skew, and the lag. */
const absenceProvableMs = 3_600_000 + 60_000 + 60_000;
/** Three calls of a runbook, each in doubt and sent once more, and one hour to spare. */
const maxHours = 7;

/** Strikes every point once, as many at the same time as there are instances. */
export async function strikeAll(hand: Hand, kind: Kind, points: readonly Point[], effect: object): Promise<void> {
  const { instances, effects } = kind;
  for (let from = 0; from < points.length; from += instances.length) {
    const struck = points.slice(from, from + instances.length);
    const lives = struck.map((point, index) => ({ point, instanceId: instances[index] ?? "" }));
    const ends = lives.map((life) => ({ ...life, effects, row: "ended" }));
    expect(await play(hand, kind, lives, effect)).toEqual({ ends, missed: [] });
  }
}

/** Each instance lives through its operation with one fault at its own point, all at the same time. */
async function play(hand: Hand, kind: Kind, lives: readonly Life[], effect: object) {
  await hand.reset();
  const since = (await hand.calls()).at(-1)?.seq ?? 0;
  const asks = await prepare(hand, kind, lives, effect);
  const asked: Promise<unknown>[] = [];
  const askAll = async () => {
    asked.push(...asks.map((ask) => ask()));
    await hand.quiet();
  };
  for (let times = 0; times < 3; times++) await askAll();
  // Whoever asked asks again, as a queue or a caller does that got no final answer.
  for (const steps of [[leaseOverMs], [60_000, 60_000, thawMs], [60_000, 60_000, absenceProvableMs]]) {
    for (const stepMs of steps) await pass(hand, stepMs);
    await askAll();
  }
  for (let hours = 0; hours < maxHours; hours++) {
    await passAnHour(hand);
    const { ends } = await endsOf(hand, lives, since);
    if (ends.every(({ row }) => row === "ended")) break;
  }
  await Promise.all(asked);
  return endsOf(hand, lives, since);
}

/** Plans each life's fault. Returns what asks for its operation. */
async function prepare(hand: Hand, { begin }: Kind, lives: readonly Life[], effect: object) {
  const asks: (() => Promise<unknown>)[] = [];
  for (const { point, instanceId } of lives) {
    const { ofInstance, ...at } = point;
    await hand.fault({ ...at, ...effect, ...(ofInstance ? { instanceId } : { function: "reconcile" }) });
    asks.push(await begin(hand, instanceId));
  }
  return asks;
}

async function pass(hand: Hand, stepMs: number): Promise<void> {
  await hand.advance(stepMs);
  await hand.quiet();
}

/** Several minutes one by one, in which calls take effect and are followed, then the rest of a date window. */
async function passAnHour(hand: Hand): Promise<void> {
  for (let minute = 0; minute < 12; minute++) await pass(hand, 60_000);
  await pass(hand, absenceProvableMs);
}

async function endsOf(hand: Hand, lives: readonly Life[], since: number) {
  // A recovery may need fewer listings and dispatches than were recorded; a call for an instance must meet its fault.
  const hits = await hand.faults();
  const missed = lives.filter(({ point }, index) => point.ofInstance && hits[index]?.hits === 0);
  const calls = await hand.calls(since);
  const { instances } = await hand.world();
  const ends = lives.map(({ point, instanceId }) => ({
    point,
    instanceId,
    effects: instances[instanceId]?.effects,
    row: lastWritten(calls, instanceId),
  }));
  return { ends, missed };
}
