import type { ClaimChange, NewOperation } from "./change.ts";
import type { Outcome } from "./outcome.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import { holderOf, keyFor } from "./standing.ts";
import { notListed, withOutcome, withoutWaiting } from "./transition.ts";

/** When what waits for the cloud's state is looked at again; notices of one event ask no more often (invented). */
export const lookAgainMs = 300_000;
/** How long an event may be missing from the cloud's lists before it is given up (invented: lists lag by seconds). */
export const missingForMs = 3_600_000;

/** What waits only for the cloud to list its event. Reconciliation looks for it; it is never claimed, nor dispatched. */
export const isUnlisted = ({ wait, eventId, clientToken }: Waiting) =>
  wait.code === notListed && eventId !== undefined && clientToken === undefined;

/** It was not listed when it came, and no look has listed it since. */
export const isNeverListed = (entry: Waiting) => isUnlisted(entry) && entry.missingSinceMs === entry.openSinceMs;

/** True iff no look has listed the event of this operation, nor missed it just now: whoever brings it looks before a claim. */
export function wantsLook(row: InstanceRow, asked: NewOperation, nowMs: number): boolean {
  const { operationId, eventId, clientToken } = asked;
  if (eventId === undefined || clientToken !== undefined || holderOf(row, keyFor(asked)) !== undefined) return false;
  if (row.current?.operationId === operationId) return false;
  const entry = row.waiting[operationId];
  const outcome = row.outcomes[operationId];
  if (entry !== undefined) return isUnlisted(entry) && (entry.missingSinceMs ?? 0) + lookAgainMs <= nowMs;
  return outcome === undefined || (isGivenUp(outcome) && outcome.endedAtMs + lookAgainMs <= nowMs);
}

/** The row once a look has listed the event: what was given up begins after all, what waited for that is as if it came now. */
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

/** The row without something that no look has listed, or not for long. There is no answer to it: it was not tried. */
export const givenUp = (row: InstanceRow, entry: Waiting, nowMs: number): InstanceRow =>
  withOutcome(withoutWaiting(row, entry.operationId), entry, { state: "Rejected" }, nowMs);

const isGivenUp = ({ state, answer: stored }: Outcome) => state === "Rejected" && stored === undefined;
