import { expect, test } from "vitest";
import type { Control } from "../../shared/control/control.ts";
import { firstNotices, type NoticesRow } from "../../shared/control/notices-row.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { situationsOfStack } from "../../shared/notices/situations-of-stack.ts";
import { stackAfter, stackDue } from "../../shared/notices/stack-told.ts";
import { installed } from "../installed.ts";

const minuteMs = 60_000;
const recipients = [{ channel: "team", about: "all" }] as const;
const limits = [{ per: "tag:team", inFlight: 1, restsForMs: 0 }];

type Seen = {
  readonly control: Partial<Control>;
  readonly rows?: object;
  readonly atMs: number;
  readonly isPart?: boolean;
};

/** The ids of the messages of some runs, each of which reaches the channel. */
function idsOf(...runs: readonly Seen[]) {
  let row: NoticesRow = firstNotices;
  return runs.flatMap(({ control, rows = {}, atMs, isPart }) => {
    const seen = { control: { ...installed, ...control }, limits, withinMs: undefined, events: [], isPart };
    const whole = { ...seen, rows: new Map(Object.entries(rows)) as ReadonlyMap<string, InstanceRow> };
    const situations = situationsOfStack(whole, row, atMs);
    const due = stackDue(situations, row, recipients, atMs);
    const sent = new Map(due.map(({ of }) => [of, ["team"]]));
    row = { ...row, stack: stackAfter(situations, row, due, sent, atMs).told };
    return due.map(({ situation: { id } }) => id);
  });
}

test("two storms are two messages, and their ends are two", () => {
  const storm = (atMs: number) => ({ control: { breaker: { countsFromMs: 0, tripped: { atMs, events: 30 } } }, atMs });
  const ids = idsOf(storm(1), { control: {}, atMs: 2 }, storm(3), { control: {}, atMs: 4 });
  expect([ids.length, new Set(ids).size]).toEqual([4, 4]);
});

/** A machine that has waited for 20 minutes for a place of the scope. */
const full = (scope: string, atMs: number) => ({
  control: { entries: { "i-1": { operationId: "op", scopes: [scope], mark: "m", atMs } } },
  rows: {
    "i-2": {
      ...emptyRow,
      waiting: {
        w: { openSinceMs: atMs - 20 * minuteMs, wait: { for: "slot", code: "LimitReached", scopes: [scope] } },
      },
    },
  },
  atMs,
});

test("two full scopes are two messages in any script, and one that is full again on another day is one more", () => {
  const ids = idsOf(
    full("tag:team=数据", 30 * minuteMs),
    full("tag:team=运维", 31 * minuteMs),
    full("tag:team=运维", 32 * minuteMs),
    { control: {}, atMs: 60 * minuteMs },
    full("tag:team=数据", 90 * minuteMs),
  );
  expect(ids.every((id) => /^[\w.-]{1,128}$/.test(id))).toBe(true);
  expect([ids.length, new Set(ids).size]).toEqual([3, 3]);
});

test("a scope is told of once, though every walk takes two runs and what waits stands in one of them", () => {
  const full3 = [1, 2, 3].flatMap((minute) => {
    const seen = { ...full("tag:team=web", 30 * minuteMs), atMs: (30 + minute) * minuteMs, isPart: true };
    return [seen, { ...seen, rows: {} }];
  });
  expect(idsOf(...full3)).toHaveLength(1);
});
