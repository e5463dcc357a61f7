import { waitingFor } from "./arrival.ts";
import type { NewOperation } from "./change.ts";
import type { Wait } from "./progress.ts";
import type { Current, InstanceRow } from "./row.ts";
import { boundTo, keyFor, type Standing } from "./standing.ts";
import { isUnlisted } from "./unlisted.ts";

/**
 * The standing of an event whose notice comes again while it waits for its turn: nothing of it changes, and `reconcile` tries it
 * when its turn comes. So a repeated delivery costs one read. For example: 5,000 machines wait for a place, and the bus brings
 * each of their events three times. Undefined if it may be tried now, or if a notice is a reason to look: it waits for a person,
 * another plan, or to be listed.
 */
export function standingOfNotice(
  row: InstanceRow,
  { operationId, eventId, clientToken, isDispatch }: NewOperation,
  nowMs: number,
): Standing | undefined {
  const entry = row.waiting[operationId];
  if (entry === undefined || eventId === undefined || clientToken !== undefined || isDispatch) return undefined;
  if (isUnlisted(entry) || boundTo(row, keyFor(entry), operationId) !== undefined) return undefined;
  return isBehind(row.current, nowMs) || (row.current === undefined && isBeforeItsTurn(entry.wait, nowMs))
    ? waitingFor(entry, row.current)
    : undefined;
}

/** True iff another operation is at work. A claim whose lease is over holds nobody up. */
const isBehind = (current: Current | undefined, nowMs: number) =>
  current !== undefined && !(current.progress.state === "Claimed" && current.progress.leaseUntilMs <= nowMs);

/** Who waits for a place gets it from `reconcile`, in the order of deadlines: who is noticed once more does not go ahead. */
const isBeforeItsTurn = ({ for: what, untilMs = 0 }: Wait, nowMs: number) =>
  what === "slot" || ((what === "time" || what === "attempt") && untilMs > nowMs);
