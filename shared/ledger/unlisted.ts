import type { ClaimChange, NewOperation } from "./change.ts";
import type { Outcome } from "./outcome.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import { holderOf, keyFor } from "./standing.ts";
import { notListed, withOutcome, withoutWaiting } from "./transition.ts";

/** What waits for the cloud's state is looked at again after this time, however often a notice comes (invented). */
export const lookAgainMs = 300_000;
/** An event may be missing from the cloud's lists for this long before it is given up (invented: lists lag by seconds). */
export const missingForMs = 3_600_000;

/** True iff it waits only for the cloud to list its event. `reconcile` looks for that. It is never claimed or dispatched. */
export const isUnlisted = ({ wait, eventId, clientToken }: Waiting) =>
  wait.code === notListed && eventId !== undefined && clientToken === undefined;

/** True iff no look has ever listed the event: not when it came, and not since. */
export const isNeverListed = (entry: Waiting) => isUnlisted(entry) && entry.missingSinceMs === entry.openSinceMs;

/**
 * True iff a look has to come before the claim: no look has listed the event, and none has missed it in the last five
 * minutes. For example: an event that was made up must not become current, so it is looked for first.
 */
export function wantsLook(row: InstanceRow, asked: NewOperation, nowMs: number): boolean {
  const { operationId, eventId, clientToken } = asked;
  if (eventId === undefined || clientToken !== undefined || holderOf(row, keyFor(asked)) !== undefined) return false;
  if (row.current?.operationId === operationId) return false;
  const entry = row.waiting[operationId];
  const outcome = row.outcomes[operationId];
  if (entry !== undefined) return isUnlisted(entry) && (entry.missingSinceMs ?? 0) + lookAgainMs <= nowMs;
  return outcome === undefined || (isGivenUp(outcome) && outcome.endedAtMs + lookAgainMs <= nowMs);
}

/** The row after a look has listed the event. A given-up event begins after all. A waiting one goes on as if it came now. */
export function listedIn(row: InstanceRow, { operation: { operationId }, listing }: ClaimChange): InstanceRow {
  if (listing?.kind !== "listed") return row;
  const { [operationId]: outcome, ...outcomes } = row.outcomes;
  if (outcome !== undefined && isGivenUp(outcome)) return { ...row, outcomes };
  const entry = row.waiting[operationId];
  if (entry === undefined || !isUnlisted(entry)) return row;
  const { missingSinceMs: _, ...listed } = entry;
  const wait = { for: "operation", code: "OperationConflict" } as const;
  return { ...row, waiting: { ...row.waiting, [operationId]: { ...listed, wait } } };
}

/** The row after an unlisted event was given up. The outcome has no answer, since nothing was tried. */
export const givenUp = (row: InstanceRow, entry: Waiting, nowMs: number): InstanceRow =>
  withOutcome(withoutWaiting(row, entry.operationId), entry, { state: "Rejected" }, nowMs);

export const isGivenUp = ({ state, answer: stored }: Outcome) => state === "Rejected" && stored === undefined;
