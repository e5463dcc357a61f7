import type { ClaimChange, NewOperation } from "./change.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { type Decision, keyFor, type Standing, standingOfOther } from "./standing.ts";
import { answer, write } from "./write.ts";

/** An operation that no invocation has claimed yet. */
export type Unclaimed = Omit<Current, "progress">;

/** The operation as it was asked for, before its first attempt. */
export function begun(
  { notAfterMs, approval: _, isDispatch: __, mayRunLater, oneShot, runbook, ...asked }: NewOperation,
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

/** At most this many operations of a row wait because they met another one. An instance rarely has more than two events. */
const maxArrivals = 16;
const isArrival = ({ wait }: Waiting) => wait.for === "operation";

/**
 * An operation arrives while another one is current. A caller who waits for the answer is refused, or gets the answer
 * for the same event. An event or a queued call is kept in `waiting`. For example: a reboot is at work when a notice
 * comes. The event's operation waits, and is dispatched once the reboot has ended. `stored`: the row before the look of
 * this arrival changed it.
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
  // The current operation may still fail. So only a call takes its answer; an event waits until it has ended.
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

/** The standing of an operation that waits. While another one is current, it waits for that one first of all. */
export const waitingFor = ({ operationId, wait }: Waiting, current: Current | undefined): Standing => ({
  kind: "waiting",
  operationId,
  wait: current === undefined ? wait : { for: "operation", code: wait.code },
  behind: current?.operationId,
});
