import { expect, test } from "vitest";
import type { NewOperation } from "../../shared/ledger/change.ts";
import { standingOfNotice } from "../../shared/ledger/noticed-again.ts";
import type { Wait } from "../../shared/ledger/progress.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";
import { event } from "./lines.ts";

const nowMs = 1_000_000;
const { operationId, operation, input, fingerprint, source, actor, reason, eventId = "" } = event;
const asked = { operationId, operation, input, fingerprint, source, actor, reason, eventId };
const stored = { ...asked, attempt: 0, fruitless: 0, openSinceMs: 0 };
const waits = (wait: Wait, row: Partial<InstanceRow> = {}): InstanceRow => ({
  ...emptyRow,
  ...row,
  waiting: { plan: { ...stored, wait } },
});
const told = (row: InstanceRow, by: Partial<NewOperation> = {}) =>
  standingOfNotice(row, { ...event, ...by }, nowMs)?.kind;
const slot = { for: "slot", code: "LimitReached" } as const;
const claimed = (leaseUntilMs: number) => ({
  current: {
    ...{ ...stored, operationId: "other", promised: true },
    progress: { state: "Claimed" as const, leaseUntilMs },
  },
});

test("a notice of what waits for a place is told so", () => {
  expect(told(waits(slot))).toBe("waiting");
});

test("a notice is a reason to look at what waits for anything else, or to be listed", () => {
  for (const what of ["approval", "policy", "operation", "attempt", "time"] as const)
    expect(told(waits({ for: what, code: "c", untilMs: nowMs + 1 })), what).toBeUndefined();
  expect(told(waits({ for: "slot", code: "EventNotListed" }))).toBeUndefined();
});

test("what is behind an operation at work waits for it, and not for a claim whose lease is over", () => {
  const behind = { for: "operation", code: "OperationConflict" } as const;
  expect(told(waits(behind, claimed(nowMs + 1)))).toBe("waiting");
  expect(told(waits(behind, claimed(nowMs)))).toBeUndefined();
});

test("its dispatch, a call, what is new, and what another operation has answered go on to the claim", () => {
  expect(told(waits(slot), { isDispatch: true })).toBeUndefined();
  expect(told(waits(slot), { clientToken: "t" })).toBeUndefined();
  expect(told(waits(slot), { operationId: "new" })).toBeUndefined();
  expect(told(waits(slot, { events: { [eventKeyOf(eventId)]: "other" } }))).toBeUndefined();
});
