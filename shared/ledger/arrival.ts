import type { ClaimChange, NewOperation } from "./change.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { type Decision, keyFor, type Standing, standingOfOther } from "./standing.ts";
import { answer, write } from "./write.ts";

/** An operation that nobody has claimed yet. */
export type Unclaimed = Omit<Current, "progress">;

/** What was asked for, with nothing done about it yet. */
export function begun(
  { notAfterMs, consent: _, isOnRecord: __, mayRunLater, oneShot, runbook, ...asked }: NewOperation,
  nowMs: number,
): Unclaimed {
  return {
    ...asked,
    ...(notAfterMs !== undefined && { notAfterMs }),
    ...(oneShot && { oneShot }),
    ...(runbook && { runbook }),
    attempt: 0,
    fruitless: 0,
    openSinceMs: nowMs,
    promised: mayRunLater,
  };
}

/** A row keeps at most this many that wait because they met another operation; an instance rarely has more than two events. */
const maxArrivals = 16;
const isArrival = ({ wait }: Waiting) => wait.for === "operation";

/**
 * Another operation is current. Who waits for the answer is refused; anything else is kept beside it, and never
 * overwritten. `stored`: the row without what the look of this arrival changed in it.
 */
export function meet(
  stored: InstanceRow,
  row: InstanceRow,
  current: Current,
  { operation: asked, owner }: ClaimChange,
  nowMs: number,
): Decision {
  const entry = row.waiting[asked.operationId];
  if (entry !== undefined) {
    const told = waitingFor(entry, current);
    return row === stored ? answer(told) : { ...write(stored, owner, row, nowMs), standing: told };
  }
  const standing = standingOfOther(row, current, asked, keyFor(asked));
  // What is being done for an event may fail: only a call is content with the answer of another one.
  const isKept =
    asked.mayRunLater && !asked.oneShot && (standing.kind === "conflict" || asked.clientToken === undefined);
  if (!isKept) return answer(standing);
  if (Object.values(row.waiting).filter(isArrival).length >= maxArrivals) return answer({ kind: "full" });
  const { promised: _, ...kept } = begun(asked, nowMs);
  const arrival: Waiting = { ...kept, wait: { for: "operation", code: "OperationConflict" } };
  const next = { ...row, waiting: { ...row.waiting, [asked.operationId]: arrival } };
  const told = standing.kind === "conflict" ? waitingFor(arrival, current) : standing;
  return { ...write(row, owner, next, nowMs), standing: told };
}

/** What waits while something else is current waits for that one, whatever else. */
export const waitingFor = ({ operationId, wait }: Waiting, current: Current | undefined): Standing => ({
  kind: "waiting",
  operationId,
  wait: current === undefined ? wait : { for: "operation", code: wait.code },
  behind: current?.operationId,
});
