import type { InstanceRow, Waiting } from "../ledger/row.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import { isForPlace, type Steers } from "./dispatch.ts";
import type { Run } from "./sweep.ts";

/** An operation that waits for a place among those in flight. */
export type WaitingForPlace = {
  readonly instanceId: string;
  readonly entry: Waiting;
  /** By when it should have begun, epoch milliseconds: the platform's own time, the end of a call, or a day after it came. */
  readonly deadlineMs: number;
  /** The event that it answers, if the list of this run has it. */
  readonly event: PendingEvent | undefined;
  /** True iff a hook has drained its machine: it is in flight already, whatever the limits say now. */
  readonly isDrained: boolean;
  /** False if nobody named a time. */
  readonly isNamed: boolean;
};

/** What names no time is served as if its time were a day after it came (RULES H3). */
const dayMs = 86_400_000;

/** What waits for a place in the rows that this run has seen, under what steers, the first deadline first. */
export async function waitingForPlace(run: Run, steering: Steers): Promise<readonly WaitingForPlace[]> {
  const found = await Promise.all([...run.rows].map(([instanceId, row]) => firstIn(run, instanceId, row, steering)));
  return found
    .flatMap((waiting) => waiting ?? [])
    .sort((a, b) => a.deadlineMs - b.deadlineMs || a.entry.openSinceMs - b.entry.openSinceMs);
}

/** Of one instance the operation with the first deadline. What another operation is at work on gets no place besides. */
async function firstIn(run: Run, instanceId: string, { current, waiting, hooks }: InstanceRow, steering: Steers) {
  if (current !== undefined) return undefined;
  const entries = Object.values(waiting).filter((entry) => isForPlace(entry, steering, run.nowMs()));
  const all = await Promise.all(
    entries.map(async (entry) => {
      const event = await eventIn(run, instanceId, entry);
      const isDrained = hooks[entry.operationId]?.owedSinceMs !== undefined;
      return { instanceId, entry, event, isDrained, ...deadlineOf(entry, event) };
    }),
  );
  return all.sort((a, b) => a.deadlineMs - b.deadlineMs)[0];
}

async function eventIn({ operations, lists }: Run, instanceId: string, { operation, eventId }: Waiting) {
  const product = operations.get(operation)?.product;
  return eventId === undefined || product === undefined ? undefined : lists.find(product, instanceId, eventId);
}

function deadlineOf({ wait, notAfterMs, openSinceMs }: Waiting, event: PendingEvent | undefined) {
  const times = [event?.notBeforeMs ?? wait.deadlineMs, notAfterMs].filter((time) => time !== undefined);
  const isNamed = times.length > 0;
  return { isNamed, deadlineMs: isNamed ? Math.min(...times) : openSinceMs + dayMs };
}
