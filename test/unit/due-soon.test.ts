import { expect, test } from "vitest";
import { defaultBounds as bounds } from "../../shared/bounds.ts";
import { firstControl } from "../../shared/control/control.ts";
import { firstNotices, type NoticesRow } from "../../shared/control/notices-row.ts";
import { emptyRow, type Waiting } from "../../shared/ledger/row.ts";
import { situationsOf } from "../../shared/notices/situations-of-row.ts";
import { situationsOfStack } from "../../shared/notices/situations-of-stack.ts";
import { stackAfter, stackDue } from "../../shared/notices/stack-told.ts";
import type { UnownedEvent } from "../../shared/remediation/answerable.ts";

const minuteMs = 60_000;
const nowMs = 1_000 * minuteMs;

/** What people are to know of an entry that waits so, with so many minutes left, of an event that came so long ago. */
function kindOf(wait: Waiting["wait"], leftMinutes: number, { openMinutes = 20, guardBandMs = 0 } = {}) {
  const entry: Waiting = {
    ...{ operationId: "0123456789abcdef", operation: "RedeployInstance", input: {}, fingerprint: "f" },
    ...{ source: "eventbridge", actor: "acs.ecs", reason: "", eventId: "e", attempt: 0, fruitless: 0 },
    ...{ openSinceMs: nowMs - openMinutes * minuteMs, wait },
  };
  const known = { bounds, dueMsOf: () => nowMs + leftMinutes * minuteMs, guardBandMs };
  const row = { ...emptyRow, waiting: { [entry.operationId]: entry } };
  return situationsOf("i-1", row, known, nowMs)[0]?.kind;
}

const slot = { for: "slot", code: "LimitReached" } as const;

test("what waits for a place is told as waiting, and as pressing within an hour before nothing is begun any more", () => {
  expect(kindOf(slot, 61)).toBe("waits");
  expect(kindOf(slot, 59)).toBe("mayBeLate");
  expect(kindOf(slot, 119, { guardBandMs: 30 * minuteMs })).toBe("waits");
  expect(kindOf(slot, 89, { guardBandMs: 30 * minuteMs })).toBe("mayBeLate");
});

test("what has only just come is pressing in its last quarter of an hour", () => {
  expect(kindOf(slot, 40, { openMinutes: 1 })).toBeUndefined();
  expect(kindOf(slot, 14, { openMinutes: 1 })).toBe("mayBeLate");
});

test("so is what waits for another operation, for its next try, and for its turn after its window has opened", () => {
  const atMs = (minutes: number) => nowMs + minutes * minuteMs;
  expect(kindOf({ for: "operation", code: "OperationConflict" }, 50)).toBe("mayBeLate");
  expect(kindOf({ for: "attempt", code: "Forbidden.RAM", untilMs: atMs(4) }, 50)).toBe("mayBeLate");
  expect(kindOf({ for: "time", code: "OutsideWindow", untilMs: atMs(-6) }, 50)).toBe("mayBeLate");
});

test("what begins by itself in time, and what was dispatched a moment ago, is not", () => {
  const atMs = (minutes: number) => nowMs + minutes * minuteMs;
  expect(kindOf({ for: "time", code: "OutsideWindow", untilMs: atMs(20) }, 50)).toBe("planned");
  expect(kindOf({ for: "attempt", code: "LeaseOver", untilMs: atMs(-1) }, 50)).toBeUndefined();
  expect(kindOf({ for: "time", code: "OperationPaused", untilMs: atMs(20) }, 50)).toBeUndefined();
});

test("nothing of ours comes before: that is told three hours ahead", () => {
  const atMs = (minutes: number) => nowMs + minutes * minuteMs;
  expect(kindOf({ for: "time", code: "NoTimeLeft", untilMs: atMs(300) }, 179)).toBe("dueSoon");
  expect(kindOf({ for: "policy", code: "PolicyObserves" }, 179)).toBe("dueSoon");
  expect(kindOf({ for: "policy", code: "PolicyObserves" }, 181)).toBeUndefined();
  expect(kindOf({ for: "policy", code: "NothingAnswers" }, 10)).toBeUndefined();
});

const event = (eventId: string, dueMinutes: number): UnownedEvent => ({
  ...{ eventId, instanceId: "i-1", type: "SystemMaintenance.Redeploy", status: "Scheduled", simulated: false },
  ...{ notBeforeMs: nowMs + dueMinutes * minuteMs, diskId: undefined, product: "ecs", home: "RedeployInstance" },
});

type Seen = {
  readonly minute: number;
  readonly unowned: readonly UnownedEvent[] | undefined;
  readonly listed?: readonly string[];
};

/** The minutes in which people are told of an unowned event, in runs each of which is an instance of its own. */
function toldIn(...runs: readonly Seen[]) {
  let row: NoticesRow = firstNotices;
  return runs.flatMap(({ minute, unowned, listed = ["ecs", "ens"] }) => {
    const atMs = nowMs + minute * minuteMs;
    const seen = { control: firstControl, limits: [], withinMs: undefined, events: [], rows: new Map() };
    const situations = situationsOfStack({ ...seen, unowned, listed }, row, atMs);
    const due = stackDue(situations, row, [{ channel: "oncall", about: "urgent" }], atMs);
    row = {
      ...row,
      stack: stackAfter(situations, row, due, new Map(due.map(({ of }) => [of, ["oncall"]])), atMs).told,
    };
    return due.map(({ situation: { facts } }) => `${minute} ${facts.eventId}`);
  });
}

test("an event that nobody owns and that is due soon is told once it is unowned for ten minutes, and once", () => {
  const runs = [0, 5, 9, 10, 11, 40].map((minute) => ({ minute, unowned: [event("e-1", 120)] }));
  expect(toldIn(...runs)).toEqual(["10 e-1"]);
});

test("one that is due in minutes is told at once, and one that is due tomorrow is not told", () => {
  expect(toldIn({ minute: 0, unowned: [event("e-1", 9), event("e-2", 1_440)] })).toEqual(["0 e-1"]);
});

test("one that is owned after all is not told; found unowned again it is new", () => {
  const unowned = [event("e-1", 120)];
  const [owned, again] = [
    { minute: 5, unowned: [] },
    { minute: 6, unowned },
  ];
  expect(toldIn({ minute: 0, unowned }, owned, again, { minute: 12, unowned })).toEqual([]);
});

test("a run that has not looked, or could not list, changes nothing of what is told", () => {
  const unowned = [event("e-1", 120)];
  const blind = { unowned: [], listed: ["ens"] };
  const runs = [
    { minute: 0, unowned },
    { minute: 4, unowned: undefined },
    { minute: 5, ...blind },
    { minute: 11, unowned },
    { minute: 12, ...blind },
    { minute: 13, unowned },
  ];
  expect(toldIn(...runs)).toEqual(["11 e-1"]);
});

test("of more than twenty those are told that are due first", () => {
  const unowned = Array.from({ length: 30 }, (_, at) => event(`e-${at}`, 150 - at));
  expect(toldIn({ minute: 0, unowned }, { minute: 11, unowned })).toHaveLength(20);
});
