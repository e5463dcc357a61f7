import { expect, test } from "vitest";
import type { Change } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { emptyRow, type Waiting } from "../../shared/ledger/row.ts";

const hourMs = 3_600_000;
const nowMs = 100 * hourMs;
const plan = { operation: "RedeployInstance", input: { InstanceId: "i-1" }, reason: "" };

/** An event's operation that waits. */
const entryOf = (wait: Waiting["wait"], more: Partial<Waiting> = {}): Waiting => ({
  ...plan,
  ...{ operationId: "plan", fingerprint: "k1.a", source: "eventbridge", actor: "acs.ecs", eventId: "e-1" },
  ...{ attempt: 0, fruitless: 0, openSinceMs: 0, wait, ...more },
});

/** The wait after a look has listed the event with this time; undefined if nothing is written. */
function looked(entry: Waiting, dueMs: number, lastMs = dueMs) {
  const found = { kind: "listed", plan, dueMs, lastMs, mode: "act", serial: 1 } as const;
  const change: Change = { kind: "look", operationId: "plan", owner: "me", seen: entry, found };
  const decision = decide({ ...emptyRow, waiting: { plan: entry } }, change, nowMs);
  return decision.kind === "answer" ? undefined : decision.next.waiting["plan"]?.wait;
}

const held = (code: string, deadlineMs: number) =>
  entryOf({ for: "time", code, untilMs: deadlineMs, deadlineMs, serial: 1 });
const asked = (untilMs: number) =>
  entryOf({ for: "approval", code: "Forbidden.ApprovalRequired", untilMs }, { askedUntilMs: untilMs });

test("what is held back is judged anew once the platform has moved its time, and not before", () => {
  const entry = held("GuardBand", nowMs + hourMs);
  expect(looked(entry, nowMs + hourMs)).toBeUndefined();
  expect(looked(entry, nowMs + 24 * hourMs)).toEqual({ for: "attempt", untilMs: nowMs, code: "Moved" });
});

test("what waits for a place goes on waiting, by its new time", () => {
  const entry = entryOf({ for: "slot", code: "LimitReached", deadlineMs: nowMs + hourMs, serial: 1 });
  expect(looked(entry, nowMs + 24 * hourMs)).toMatchObject({ for: "slot", deadlineMs: nowMs + 24 * hourMs });
});

test("a question ends when nothing is begun for its event any more, wherever its time is now", () => {
  const wait = looked(asked(nowMs + hourMs), nowMs + 24 * hourMs, nowMs + 23 * hourMs);
  expect(wait).toMatchObject({ for: "approval", untilMs: nowMs + 23 * hourMs });
});

test("a question whose end has come ends by it, though the platform has not acted yet", () => {
  expect(looked(asked(nowMs), nowMs + hourMs, nowMs)).toBeUndefined();
});

test("a question is due at once if the platform has moved its time so near that nothing is begun any more", () => {
  const wait = looked(asked(nowMs + 24 * hourMs), nowMs + hourMs / 2, nowMs - hourMs / 2);
  expect(wait).toEqual({ for: "attempt", untilMs: nowMs, code: "Moved" });
});
