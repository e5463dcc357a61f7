import { expect, test } from "vitest";
import { createFinds } from "../../shared/reconcile/finds.ts";

const minuteMs = 60_000;

test("what was dispatched rests for five minutes, and is forgotten once it is not listed", () => {
  const finds = createFinds();
  finds.noteDispatch("a", 0);
  expect([finds.isResting("a", 5 * minuteMs - 1), finds.isResting("a", 5 * minuteMs)]).toEqual([true, false]);
  expect(finds.wasDispatched("a")).toBe(true);
  finds.keepOnly(new Set(["b"]));
  expect([finds.wasDispatched("a"), finds.isResting("a", 0)]).toEqual([false, false]);
});

test("what has ended is remembered, within bounds: the oldest half is forgotten", () => {
  const finds = createFinds();
  for (let event = 0; event <= 10_000; event++) finds.remember(`e-${event}`);
  expect([
    finds.hasEnded("e-0"),
    finds.hasEnded("e-4999"),
    finds.hasEnded("e-5000"),
    finds.hasEnded("e-10000"),
  ]).toEqual([false, false, true, true]);
});

test("a list that stays unreadable is told at once and every ten minutes, with its begin, until it is read", () => {
  const finds = createFinds();
  expect(finds.blindAgain("ecs", 1)).toEqual({ sinceMs: 1, isToBeTold: true });
  expect(finds.blindAgain("ecs", 9 * minuteMs)).toEqual({ sinceMs: 1, isToBeTold: false });
  expect(finds.blindAgain("ecs", 10 * minuteMs + 1)).toEqual({ sinceMs: 1, isToBeTold: true });
  expect(finds.blindAgain("ens", 2)).toEqual({ sinceMs: 2, isToBeTold: true });
  finds.sighted("ecs");
  expect(finds.blindAgain("ecs", 11 * minuteMs)).toEqual({ sinceMs: 11 * minuteMs, isToBeTold: true });
});
