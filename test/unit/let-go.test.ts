import { expect, test } from "vitest";
import type { Wait } from "../../shared/ledger/progress.ts";
import type { Waiting } from "../../shared/ledger/row.ts";
import { isDue, isForPlace } from "../../shared/reconcile/dispatch.ts";
import { installed } from "../installed.ts";

const nowMs = 1_000_000;
const pause = { id: "a1", scope: "zone cn-hangzhou-h", by: "lin", why: "w", atMs: 0 };
const limits = [{ per: "region", inFlight: 1, restsForMs: 0 }];
const steeredBy = (control: Partial<typeof installed>, limited: typeof limits = []) => ({
  control: { ...installed, ...control },
  limits: limited,
});
const waits = (wait: Partial<Wait>): Waiting => ({
  ...{
    operationId: "op",
    operation: "RedeployInstance",
    input: {},
    fingerprint: "",
    source: "",
    actor: "",
    reason: "",
  },
  ...{ eventId: "e-1", attempt: 0, fruitless: 0, openSinceMs: 0 },
  wait: { for: "time", code: "Other", ...wait },
});
const paused = waits({ code: "OperationPaused", pause: "a1", untilMs: nowMs + 1 });

test("what a pause of its zone has held stays held while that pause stands, and is due once it is gone, whatever its time", () => {
  expect(isDue(paused, steeredBy({ pauses: [pause] }), nowMs)).toBe(false);
  expect(isDue(paused, steeredBy({ pauses: [{ ...pause, id: "b2" }] }), nowMs)).toBe(true);
  expect(isDue(paused, steeredBy({}), nowMs)).toBe(true);
});

test("what waits for its time is not dispatched into a pause of all, or an event into an open breaker", () => {
  const tripped = { breaker: { countsFromMs: 0, tripped: { atMs: 0, events: 30 } } };
  for (const stopped of [{ pauses: [{ ...pause, scope: "all" }] }, tripped])
    expect(isDue(waits({ untilMs: nowMs }), steeredBy(stopped), nowMs)).toBe(false);
  const call = { ...waits({ untilMs: nowMs }), clientToken: "t" };
  expect(isDue(call, steeredBy(tripped), nowMs)).toBe(true);
});

test("if nobody knows what is stopped, nothing that waits is dispatched", () => {
  expect(isDue(waits({ code: "BreakerOpen" }), undefined, nowMs)).toBe(false);
  expect(isDue(waits({ untilMs: nowMs }), undefined, nowMs)).toBe(false);
  expect(isDue(waits({ untilMs: nowMs }), steeredBy({}), nowMs)).toBe(true);
});

test("where something is limited, what is let go waits for a place instead of being dispatched to find out", () => {
  expect(isDue(paused, steeredBy({}, limits), nowMs)).toBe(false);
  expect(isForPlace(paused, steeredBy({}, limits), nowMs)).toBe(true);
  expect(isForPlace(paused, steeredBy({ pauses: [pause] }, limits), nowMs)).toBe(false);
});

test("what a window lets go waits for a place where something is limited, and is due at once where nothing is", () => {
  const inWindow = waits({ code: "OutsideWindow", untilMs: nowMs });
  expect([isDue(inWindow, steeredBy({}), nowMs), isForPlace(inWindow, steeredBy({}), nowMs)]).toEqual([true, false]);
  const limited = steeredBy({}, limits);
  expect([isDue(inWindow, limited, nowMs), isForPlace(inWindow, limited, nowMs)]).toEqual([false, true]);
  expect(isForPlace(inWindow, limited, nowMs - 1)).toBe(false);
  expect(isForPlace(waits({ code: "Throttling", untilMs: nowMs }), limited, nowMs), "it has a place").toBe(false);
});

test("what waits for a place goes on waiting for one where something is limited, and is due at once where nothing is any more", () => {
  const forPlace = waits({ for: "slot", code: "LimitReached" });
  const limited = steeredBy({}, limits);
  expect([isDue(forPlace, limited, nowMs), isForPlace(forPlace, limited, nowMs)]).toEqual([false, true]);
  expect([isDue(forPlace, steeredBy({}), nowMs), isForPlace(forPlace, steeredBy({}), nowMs)]).toEqual([true, false]);
  expect(isDue(forPlace, steeredBy({ pauses: [{ ...pause, scope: "all" }] }), nowMs)).toBe(false);
});
