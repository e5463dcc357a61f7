import { expect, test } from "vitest";
import { createLooks } from "../../shared/reconcile/looks.ts";

const minuteMs = 60_000;

/** Runs once a minute over so many rows; tells in which minutes each was looked at. */
function looksAt(rows: number, minutes: number): readonly (readonly number[])[] {
  let nowMs = 1_000 * minuteMs;
  const mayLook = createLooks(() => nowMs);
  const looked = Array.from({ length: rows }, (): number[] => []);
  for (let minute = 0; minute < minutes; minute++) {
    looked.forEach((seen, row) => {
      if (mayLook(`i-${row}`)) seen.push(minute);
    });
    nowMs += minuteMs;
  }
  return looked;
}

test("a row is looked at at once, and then every five minutes", () => {
  expect(looksAt(1, 12)).toEqual([[0, 5, 10]]);
});

test("at most sixty rows are looked at in a minute", () => {
  const looked = looksAt(500, 20);
  for (let minute = 0; minute < 20; minute++)
    expect(looked.filter((minutes) => minutes.includes(minute)).length).toBeLessThanOrEqual(60);
});

test("with more rows than the minutes hold each waits longer, and none is left out", () => {
  const looked = looksAt(600, 31);
  expect(Math.min(...looked.map((minutes) => minutes.length))).toBeGreaterThanOrEqual(2);
  const gaps = looked.flatMap((minutes) => minutes.slice(1).map((minute, at) => minute - (minutes[at] ?? 0)));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(11);
});

test("rows that have nothing more that waits are forgotten, and slow nobody down", () => {
  let nowMs = 1_000 * minuteMs;
  const mayLook = createLooks(() => nowMs);
  for (let minute = 0; minute < 12; minute++, nowMs += minuteMs)
    for (let row = 0; row < 600; row++) mayLook(`i-${row}`);
  nowMs += 62 * minuteMs;
  expect(mayLook("i-new")).toBe(true);
  nowMs += 5 * minuteMs;
  expect(mayLook("i-new")).toBe(true);
});

test("what a new policy is to plan waits for no turn, once for each policy; four looks a second are the most", () => {
  let nowMs = 1_000 * minuteMs;
  const mayLook = createLooks(() => nowMs);
  expect([mayLook("i-1"), mayLook("i-1"), mayLook("i-1", 1)]).toEqual([true, false, true]);
  nowMs += minuteMs;
  expect([mayLook("i-1", 1), mayLook("i-1", 2)]).toEqual([false, true]);
  const looked = Array.from({ length: 1_000 }, (_, row) => mayLook(`i-${row + 2}`, 2)).filter(Boolean);
  expect(looked).toHaveLength(239);
});
