import type { Steering } from "../control/steering.ts";
import { type Entry, isOf, type Limit } from "../guards/limits.ts";
import { isStop } from "../guards/stopped.ts";
import { keepsPlace } from "../ledger/hooks-of-row.ts";
import { pastOf } from "../ledger/past.ts";
import { emptyRow, type InstanceRow, type Waiting } from "../ledger/row.ts";
import { isOver } from "./dispatch.ts";
import type { Run } from "./sweep.ts";

/** So many rows are read at once, as by the sweep of open rows. */
const groupSize = 8;
/** So many are found free in one run, or some more: one write takes them all out, and Tablestore takes 1,024 columns in a write. */
const mostFreed = 300;
/** A place that was handed over is kept for so long while its operation is not under way, milliseconds (RULES H3). */
export const handedForMs = 120_000;

/**
 * The places that nobody holds, each as it was read before the row of its instance. Whose row has shown an operation at
 * work in this run is not asked again: if it has ended since, its place is free in the next run.
 */
export async function freeablePlaces(run: Run, { control, limits }: Steering): Promise<ReadonlyMap<string, Entry>> {
  const freeable = new Map<string, Entry>();
  const entries = Object.entries(control.entries).filter(([id]) => run.rows.get(id)?.current === undefined);
  while (entries.length > 0 && freeable.size < mostFreed) {
    const group = entries.splice(0, groupSize);
    await Promise.all(
      group.map(async ([instanceId, entry]) => {
        const row = await readAfter(run, instanceId);
        if (row !== undefined && isFree(row, entry, limits, run.nowMs())) freeable.set(instanceId, entry);
      }),
    );
  }
  return freeable;
}

/**
 * The row, read after the place was: nobody has begun anything on it by then whom the place does not show. Undefined if it
 * cannot be read: then nobody knows who holds the place.
 */
async function readAfter({ store, report }: Run, instanceId: string): Promise<InstanceRow | undefined> {
  try {
    return (await store.readInstance(instanceId)) ?? emptyRow;
  } catch (error) {
    report(instanceId, "failed", error);
    return undefined;
  }
}

/** True iff nothing holds the place: no operation is current, no hook of its machine is asked or owed, its rest is over, and it waits for nobody whom it was handed to. */
function isFree(row: InstanceRow, entry: Entry, limits: readonly Limit[], nowMs: number): boolean {
  if (row.current !== undefined || isForHook(row)) return false;
  const isAwaited = entry.handed === true && isUntried(row.waiting[entry.operationId], entry);
  if (isAwaited && nowMs < entry.atMs + handedForMs) return false;
  // Whatever has the place by now: it rests after the last operation that was sent.
  const { lastEndedMs } = pastOf(row);
  return lastEndedMs === undefined || lastEndedMs + restOf(entry, limits) <= nowMs;
}

/** True iff a hook is asked about its machine, or may have drained it. */
const isForHook = (row: InstanceRow) => Object.keys(row.hooks).some((id) => keepsPlace(row, id));

/** True iff it waits as it did when it was given the place: for one, or as it was stopped. */
const isUntried = (entry: Waiting | undefined, { atMs }: Entry) =>
  entry !== undefined && (isForPlaceAt(entry.wait, atMs) || isStop(entry.wait.code));

const isForPlaceAt = (wait: Waiting["wait"], atMs: number) => wait.for === "slot" || isOver(wait, atMs);

/** The longest rest of its scopes. */
const restOf = ({ scopes }: Entry, limits: readonly Limit[]) =>
  Math.max(
    0,
    ...limits.filter(({ per }) => scopes.some((scope) => isOf(per, scope))).map(({ restsForMs }) => restsForMs),
  );
