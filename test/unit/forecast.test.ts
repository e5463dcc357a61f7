import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginTimes } from "../../shared/forecast/begin-times.ts";
import { forecast } from "../../shared/forecast/forecast.ts";
import { recentEnds } from "../../shared/forecast/recent-ends.ts";
import type { ForPlace, Holder, Stand } from "../../shared/forecast/stand.ts";
import { fullBy, type Limit, type Slots } from "../../shared/guards/limits.ts";

const nowMs = Date.parse("2026-11-29T00:00:00Z");
const at = (minutes: number) => nowMs + minutes * 60_000;
/** A time in minutes from now. */
const minuteOf = (ms: number | undefined) => (ms === undefined ? undefined : (ms - nowMs) / 60_000);

const limit = (per: string, more: Partial<Limit>): Limit => ({ per, restsForMs: 0, ...more });
const holder = (instanceId: string, since: number, more: Partial<Holder> = {}): Holder => ({
  ...{ instanceId, scopes: ["region", "zone h"], sinceMs: at(since), isResting: false },
  ...more,
});
const waits = (name: string, more: Partial<ForPlace> = {}): ForPlace => ({
  lastMs: more.deadlineMs ?? Number.POSITIVE_INFINITY,
  ...{ instanceId: `i-${name}`, operationId: name, operation: "RedeployInstance", scopes: ["region", "zone h"] },
  ...{ deadlineMs: undefined, fromMs: nowMs },
  ...more,
});
/** Each took six minutes. */
const ends = [
  { endedAtMs: at(-10), tookMs: 360_000 },
  { endedAtMs: at(-90), tookMs: 360_000 },
];
const stand = (more: Partial<Stand>): Stand => ({
  ...{ limits: [], hour: {}, filled: ["region", "zone", "tag:cluster"], holders: [], waiting: [], ends, nowMs },
  isPart: false,
  ...more,
});

/** When each would begin, in minutes from now. */
const begins = (more: Partial<Stand>, tookMinutes = 6) => {
  const { limits, holders, hour, waiting } = stand(more);
  const times = beginTimes({
    ...{ limits, nowMs, tookMs: tookMinutes * 60_000, begun: Object.values(hour) },
    places: holders.map(({ scopes, sinceMs }) => ({ scopes, freeAtMs: sinceMs + tookMinutes * 60_000 })),
    queue: waiting.map((one) => ({ ...one, scopes: one.scopes ?? ["region"] })),
  });
  return waiting.map(({ operationId }) => minuteOf(times.get(operationId)));
};

describe("who waits would begin", () => {
  const zone = (letter: string) => ({ scopes: ["region", `zone ${letter}`] });

  test.each<[string, Partial<Stand>, readonly (number | undefined)[]]>([
    ["at once where nothing limits it", { waiting: [waits("a"), waits("b")] }, [0, 0]],
    [
      "one after the other where one at a time may",
      { limits: [limit("region", { inFlight: 1 })], waiting: [waits("a"), waits("b"), waits("c")] },
      [0, 6, 12],
    ],
    [
      "after the one that has the place",
      { limits: [limit("region", { inFlight: 1 })], holders: [holder("i-x", -2)], waiting: [waits("a")] },
      [4],
    ],
    [
      "after the rest of a place too",
      { limits: [limit("region", { inFlight: 1, restsForMs: 300_000 })], waiting: [waits("a"), waits("b")] },
      [0, 11],
    ],
    [
      "before one with an earlier deadline that does not fit: it is passed over",
      {
        limits: [limit("zone", { inFlight: 1 })],
        waiting: [waits("a", zone("h")), waits("b", zone("h")), waits("c", zone("i"))],
      },
      [0, 6, 0],
    ],
    [
      "when all limits have room",
      {
        limits: [limit("region", { inFlight: 2 }), limit("tag:cluster", { inFlight: 1 })],
        waiting: ["a", "b", "c"].map((name) =>
          waits(name, { scopes: ["region", ...(name === "c" ? [] : ["tag:cluster=1"])] }),
        ),
      },
      [0, 6, 0],
    ],
    [
      "an hour after one that counts by the hour",
      {
        limits: [limit("region", { perHour: 2 })],
        hour: { x: { atMs: at(-20), scopes: ["region"] }, old: { atMs: at(-61), scopes: ["region"] } },
        waiting: [waits("a"), waits("b"), waits("c")],
      },
      [0, 40, 60],
    ],
    [
      "when the pause of it ends",
      {
        limits: [limit("region", { inFlight: 1 })],
        waiting: [waits("a", { fromMs: at(30) }), waits("b"), waits("c", { fromMs: Number.POSITIVE_INFINITY })],
      },
      [30, 0, undefined],
    ],
  ])("%s", (_, more, expected) => {
    expect(begins(more)).toEqual(expected);
  });

  test("never in a way that the limits forbid, and as soon as they let it", () => {
    const scopes = fc.constantFrom(["region", "zone h"], ["region", "zone i"], ["region", "zone h", "tag:cluster=1"]);
    const limits = fc.array(
      fc.record({
        per: fc.constantFrom("region", "zone", "tag:cluster"),
        inFlight: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        perHour: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        restsForMs: fc.constant(0),
      }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(limits, fc.array(scopes, { maxLength: 12 }), (some, queue) => {
        const waiting = queue.map((scope, index) => waits(`${index}`, { scopes: scope }));
        const times = begins({ limits: some, waiting }).map((minute = Number.NaN) => minute);
        const isFull = (index: number, minute: number) => {
          const wanted = { instanceId: `i-${index}`, operationId: `${index}`, scopes: queue[index] ?? [] };
          return fullBy(some, slotsAt({ times, queue, minute, index }), wanted, at(minute)) !== undefined;
        };
        for (const [index, minute] of times.entries()) {
          const earlier = times.slice(0, index).filter((time) => time < minute);
          expect(isFull(index, minute)).toBe(false);
          expect(earlier.filter((time) => !isFull(index, time))).toEqual([]);
        }
      }),
    );
  });
});

/** What is under way at a minute when it is the turn of the one with this place in the queue: each takes six minutes. */
function slotsAt(given: {
  readonly times: readonly number[];
  readonly queue: readonly (readonly string[])[];
  readonly minute: number;
  readonly index: number;
}): Slots {
  const { times, queue, minute, index } = given;
  const served = times.flatMap((time, other) =>
    time < minute || (time === minute && other < index) ? [{ time, other, scopes: queue[other] ?? [] }] : [],
  );
  const entries = served
    .filter(({ time }) => time + 6 > minute)
    .map(({ time, other, scopes }) => [`i-${other}`, { operationId: `${other}`, scopes, mark: "", atMs: at(time) }]);
  return {
    entries: Object.fromEntries(entries),
    hour: Object.fromEntries(served.map(({ time, other, scopes }) => [`${other}`, { atMs: at(time), scopes }])),
    filled: ["region", "zone", "tag:cluster"],
  };
}

describe("a forecast", () => {
  const one = [limit("region", { inFlight: 1 })];

  test("tells which deadlines will be missed, and when they would begin", () => {
    const waiting = [
      waits("a", { deadlineMs: at(5) }),
      waits("b", { deadlineMs: at(9) }),
      waits("c", { deadlineMs: at(20) }),
    ];
    const told = forecast(stand({ limits: one, holders: [holder("i-x", -2)], waiting }));
    expect(told).toMatchObject({ waiting: 3, inFlight: 1, endedLastHour: 1, tookMs: 360_000, moreMiss: 0 });
    expect(minuteOf(told.doneByMs)).toBe(22);
    expect(told.willMiss).toEqual([
      {
        ...{ instanceId: "i-b", operationId: "b", operation: "RedeployInstance" },
        ...{ deadlineMs: at(9), beginsAboutMs: at(10) },
      },
    ]);
  });

  test("counts what would begin in the guard band, or at the platform's own moment, as too late", () => {
    const waiting = [
      waits("a"),
      waits("b", { deadlineMs: at(20), lastMs: at(5) }),
      waits("c", { deadlineMs: at(12) }),
      waits("d", { deadlineMs: at(30), lastMs: at(19) }),
    ];
    const { willMiss } = forecast(stand({ limits: one, waiting }));
    expect(willMiss.map(({ operationId, deadlineMs }) => [operationId, minuteOf(deadlineMs)])).toEqual([
      ["b", 20],
      ["c", 12],
    ]);
  });

  test("does not invent how long an operation takes while none has ended", () => {
    const waiting = [waits("a", { deadlineMs: at(1) }), waits("late", { deadlineMs: at(-1) })];
    const told = forecast(stand({ limits: one, holders: [holder("i-x", -300)], waiting, ends: [] }));
    expect(Object.keys(told)).not.toContain("tookMs");
    expect(Object.keys(told)).not.toContain("doneByMs");
    expect(told.willMiss.map(({ operationId, beginsAboutMs }) => [operationId, beginsAboutMs])).toEqual([
      ["late", undefined],
    ]);
  });

  test("goes by the median of the last 20, so that one slow operation changes nothing", () => {
    const of = (tookMs: number, minute: number) => ({ endedAtMs: at(-minute), tookMs });
    const many = Array.from({ length: 20 }, (_, index) => of(index === 3 ? 7_200_000 : 300_000, 2 + index));
    expect(forecast(stand({ ends: [...many, of(1, 50), of(1, 51), of(1, 52)] })).tookMs).toBe(300_000);
    const older = Array.from({ length: 30 }, () => of(1, 100));
    expect(forecast(stand({ ends: [...older, ...many] })).tookMs).toBe(300_000);
  });

  test("takes one that is under way for longer than usual to end within a minute", () => {
    const told = forecast(stand({ limits: one, holders: [holder("i-x", -300)], waiting: [waits("a")] }));
    expect(minuteOf(told.doneByMs)).toBe(7);
    expect(minuteOf(forecast(stand({ holders: [holder("i-x", -300)] })).doneByMs)).toBe(1);
  });

  test("has a place that rests free at the end of its rest, and one in doubt when evidence decides", () => {
    const rests = [limit("region", { inFlight: 1, restsForMs: 1_200_000 })];
    const done = (own: Partial<Holder>) =>
      minuteOf(forecast(stand({ limits: rests, holders: [holder("i-x", -10, own)], waiting: [waits("a")] })).doneByMs);
    expect(done({ isResting: true })).toBe(-10 + 6 + 20 + 6);
    expect(done({ untilMs: at(52) })).toBe(52 + 20 + 6);
  });

  test("leaves out what a person decides: its end is not foreseen, and nobody gets its place", () => {
    const needs = holder("i-x", -10, { untilMs: Number.POSITIVE_INFINITY });
    const alone = forecast(
      stand({ limits: [limit("region", { inFlight: 2 })], holders: [needs], waiting: [waits("a")] }),
    );
    expect([alone.needPerson, minuteOf(alone.doneByMs)]).toEqual([1, 6]);
    const full = forecast(stand({ limits: one, holders: [needs], waiting: [waits("a")] }));
    expect(Object.keys(full)).not.toContain("doneByMs");
  });

  test("says who holds a full scope and since when, the oldest first, five of them by name", () => {
    const holders = Array.from({ length: 7 }, (_, index) => holder(`i-${index}`, -index));
    const limits = [limit("region", { inFlight: 9 }), limit("zone", { inFlight: 7, perHour: 20 })];
    const told = forecast(stand({ limits, holders, waiting: [waits("a"), waits("b", { scopes: ["region"] })] }));
    expect(told.full).toEqual([
      {
        ...{ scope: "zone h", waiting: 1, inFlight: 7, limit: 7, begun: 0, perHour: 20, moreHolders: 2 },
        holders: [6, 5, 4, 3, 2].map((index) => ({ instanceId: `i-${index}`, sinceMs: at(-index) })),
      },
    ]);
    expect(told.moreFull).toBe(0);
  });

  test("names the scope first for which most wait", () => {
    const holders = ["h", "i", "j"].map((zone) => holder(`i-${zone}`, -1, { scopes: [`zone ${zone}`] }));
    const waiting = ["i", "j", "j"].map((zone, index) => waits(`${index}`, { scopes: [`zone ${zone}`] }));
    const told = forecast(stand({ limits: [limit("zone", { inFlight: 1 })], holders, waiting }));
    expect(told.full.map(({ scope }) => scope)).toEqual(["zone j", "zone i", "zone h"]);
  });

  test("says when the next one may begin where so many were begun in an hour", () => {
    const hour = { x: { atMs: at(-50), scopes: ["region"] }, y: { atMs: at(-20), scopes: ["region"] } };
    const told = forecast(stand({ limits: [limit("region", { perHour: 2 })], hour }));
    expect(told.full).toMatchObject([{ scope: "region", begun: 2, perHour: 2, nextMs: at(10), holders: [] }]);
  });

  test("names five that come too late, and counts the rest", () => {
    const waiting = Array.from({ length: 8 }, (_, index) => waits(`${index}`, { deadlineMs: at(1) }));
    const told = forecast(stand({ limits: one, waiting }));
    expect(told.willMiss.map(({ operationId }) => operationId)).toEqual(["1", "2", "3", "4", "5"]);
    expect(told.moreMiss).toBe(2);
  });

  test("says what it does not know: what is stopped, where machines are, and what is still being counted", () => {
    const waiting = [waits("a", { fromMs: Number.POSITIVE_INFINITY }), waits("b", { scopes: undefined })];
    const limits = [limit("region", { inFlight: 2 }), limit("zone", { inFlight: 1 })];
    expect(forecast(stand({ limits, waiting }))).toMatchObject({ stopped: 1, unplaced: 1, isCounting: false });
    expect(forecast(stand({ limits: one, waiting, filled: [] }))).toMatchObject({ unplaced: 0, isCounting: true });
  });

  test("is made of five thousand that wait in three zones", () => {
    const limits = [limit("region", { inFlight: 10, perHour: 60 }), limit("zone", { inFlight: 4, restsForMs: 60_000 })];
    const waiting = Array.from({ length: 5_000 }, (_, index) =>
      waits(`${index}`, { scopes: ["region", `zone ${index % 3}`], deadlineMs: at(index / 2) }),
    );
    const told = forecast(stand({ limits, waiting }));
    expect(minuteOf(told.doneByMs)).toBeGreaterThan((5_000 / 60) * 59);
    expect(told.willMiss).toHaveLength(5);
  });
});

test("ends are kept for an hour, the newest twenty for longer, and never more than 500", () => {
  const of = (minute: number) => ({ endedAtMs: at(-minute), tookMs: 1 });
  const old = Array.from({ length: 30 }, (_, index) => of(100 + index));
  expect(recentEnds(old, nowMs)).toEqual(old.slice(0, 20));
  expect(recentEnds([...old, ...Array.from({ length: 25 }, () => of(59))], nowMs)).toHaveLength(25);
  expect(
    recentEnds(
      Array.from({ length: 600 }, () => of(1)),
      nowMs,
    ),
  ).toHaveLength(500);
});
