import { waitingFor } from "./arrival.ts";
import type { NewOperation } from "./change.ts";
import type { Current, InstanceRow } from "./row.ts";
import { boundTo, keyFor, type Standing } from "./standing.ts";
import { isUnlisted } from "./unlisted.ts";

/**
 * The standing of an event whose notice comes again while it waits in a queue: for a place, or behind another operation. Nothing
 * of it changes, and who is noticed once more does not go ahead: `reconcile` serves them in the order of deadlines. So a repeated
 * delivery costs one read. For example: 5,000 machines wait for a place, and the bus brings each of their events three times.
 * Undefined for every other wait: a notice is a reason to look. For example: it lacked a right, and whoever gave the right sends
 * the notice again.
 */
export function standingOfNotice(
  row: InstanceRow,
  { operationId, eventId, clientToken, isDispatch }: NewOperation,
  nowMs: number,
): Standing | undefined {
  const entry = row.waiting[operationId];
  if (entry === undefined || eventId === undefined || clientToken !== undefined || isDispatch) return undefined;
  if (isUnlisted(entry) || boundTo(row, keyFor(entry), operationId) !== undefined) return undefined;
  const isQueued = row.current === undefined ? entry.wait.for === "slot" : isAtWork(row.current, nowMs);
  return isQueued ? waitingFor(entry, row.current) : undefined;
}

/** A claim whose lease is over holds nobody up. */
const isAtWork = ({ progress }: Current, nowMs: number) =>
  !(progress.state === "Claimed" && progress.leaseUntilMs <= nowMs);
