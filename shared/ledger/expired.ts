import { isStale } from "./decide-attempt.ts";
import { nobody } from "./outcome.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import { withOutcome, withoutWaiting } from "./transition.ts";

/** An operation that gets to no send is tried for this long: as long as the cloud lists a finished event. */
const maxOpenMs = 30 * 86_400_000;

/** True iff nothing is sent for it any more, and nobody is asked. */
export const isExpired = (entry: Waiting, nowMs: number) =>
  isStale(entry, nowMs) || entry.openSinceMs + maxOpenMs <= nowMs || isUnanswered(entry, nowMs);

/** True iff it is a question, and its time is over. */
export const isUnanswered = ({ wait }: Waiting, nowMs: number) =>
  wait.for === "approval" && (wait.untilMs ?? Number.POSITIVE_INFINITY) <= nowMs;

/** The row after an operation that waited has ended by its time. */
export function withExpired(row: InstanceRow, entry: Waiting, nowMs: number): InstanceRow {
  const end = { state: "Expired", ...(entry.wait.for === "approval" && { by: nobody }) } as const;
  return withOutcome(withoutWaiting(row, entry.operationId), entry, end, nowMs);
}
