import type { Dispatched } from "../command.ts";
import { isOfCalendar } from "../guards/held-by-time.ts";
import type { Limit } from "../guards/limits.ts";
import { isStop, type Stops, stopOf } from "../guards/stopped.ts";
import type { Wait } from "../ledger/progress.ts";
import type { Current, InstanceRow, Waiting } from "../ledger/row.ts";
import { isUnlisted } from "../ledger/unlisted.ts";

/** What people and a storm have stopped, and what the policy limits; undefined: it cannot be read. */
export type Steers = { readonly control: Stops; readonly limits: readonly Limit[] } | undefined;

export type DispatchNeeds = {
  /** Queues an operation on record. Its function reads all else from the row. `taskId` only keeps copies out of the queue. */
  readonly dispatch: (dispatched: Dispatched, taskId: string) => Promise<void>;
  readonly nowMs: () => number;
  readonly steering: Steers;
};

/** Queues what is due: the next step of a runbook, else the operations that wait, the first stored first. */
export async function dispatchDue(needs: DispatchNeeds, instanceId: string, row: InstanceRow): Promise<void> {
  await eachOf(
    dueIn(row, needs.steering, needs.nowMs()).map((stored) => () => dispatchOne(needs, instanceId, row, stored)),
  );
}

/** Makes each step, one after the other, even if one before it failed. Throws the first error in the end. */
export async function eachOf(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}

function dueIn({ current, waiting }: InstanceRow, steering: Steers, nowMs: number): readonly (Current | Waiting)[] {
  if (current !== undefined)
    // a runbook that has begun is judged by no guard
    return current.progress.state === "Waiting" && isOver(current.progress, nowMs) ? [current] : [];
  return Object.values(waiting)
    .filter((entry) => !isUnlisted(entry) && isDue(entry, steering, nowMs))
    .sort((a, b) => a.openSinceMs - b.openSinceMs);
}

/**
 * True iff it is to be tried now: its wait is over, and nothing that people or a storm have stopped holds it. So nothing is
 * dispatched to find out that it is held, and what was stopped goes on in the first run after a resume, whatever its time
 * said. Where something is limited, that run gives it a place first (`isForPlace`). If nobody knows what is stopped, nothing
 * is tried: its function would only find that out again, and then wait its turn.
 */
export const isDue = (entry: Waiting, steering: Steers, nowMs: number): boolean =>
  steering !== undefined && !queues(entry, steering) && isLetGo(entry, steering, nowMs);

/**
 * True iff it is to be given a place, and is tried then. Where something is limited, that is all that was held with others
 * until the same moment: a storm that is resumed, a window that opens. Else all of it would come at once, in any order.
 */
export const isForPlace = (entry: Waiting, steering: Steers, nowMs: number): boolean =>
  steering !== undefined && queues(entry, steering) && (entry.wait.for === "slot" || isLetGo(entry, steering, nowMs));

const queues = ({ wait }: Waiting, { limits }: NonNullable<Steers>) =>
  limits.length > 0 && (wait.for === "slot" || isStop(wait.code) || isOfCalendar(wait.code));

/** True iff what has held it holds it no more. */
const isLetGo = (entry: Waiting, steering: NonNullable<Steers>, nowMs: number) =>
  (entry.wait.for === "slot" || isStop(entry.wait.code) || isOver(entry.wait, nowMs)) &&
  stopOf(entry, steering.control, nowMs) === undefined;

/**
 * True iff the wait is over. A person ends an approval, and a look ends `policy`. A wait for `operation` is over here,
 * since this is asked of waiting operations only while nothing is current.
 */
export const isOver = ({ for: what, untilMs = 0 }: Wait, nowMs: number) =>
  what === "operation" || ((what === "time" || what === "attempt") && untilMs <= nowMs);

async function dispatchOne(
  { dispatch, nowMs }: DispatchNeeds,
  instanceId: string,
  { epoch, beside }: InstanceRow,
  { operation, operationId }: Current | Waiting,
): Promise<void> {
  await dispatch(
    { operation, operationId, instanceId },
    `d_${operationId}_${epoch}_${beside}_${fiveMinutesOf(nowMs())}`,
  );
}

/** One copy per five minutes. A task id stays taken: with one id for ever, a lost task would stop its operation. */
const fiveMinutesOf = (nowMs: number) => Math.floor(nowMs / 300_000);
