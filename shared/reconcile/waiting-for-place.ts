import type { InstanceRow, Waiting } from "../ledger/row.ts";
import { isLetGo } from "./dispatch.ts";
import type { Run } from "./sweep.ts";

/** An operation that waits for a place among those in flight. */
export type WaitingForPlace = {
  readonly instanceId: string;
  readonly entry: Waiting;
  /** By when it should have begun, epoch milliseconds: the platform's own time, the end of a call, or a day after it came. */
  readonly deadlineMs: number;
};

/** What names no time is served as if its time were a day after it came (RULES H3). */
const dayMs = 86_400_000;

/** What waits for a place in the rows that this run has seen, the first deadline first. */
export async function waitingForPlace(run: Run): Promise<readonly WaitingForPlace[]> {
  const found = await Promise.all([...run.rows].map(([instanceId, row]) => firstIn(run, instanceId, row)));
  return found
    .flatMap((waiting) => waiting ?? [])
    .sort((a, b) => a.deadlineMs - b.deadlineMs || a.entry.openSinceMs - b.entry.openSinceMs);
}

/** Of one instance the operation with the first deadline. What another operation is at work on gets no place besides. */
async function firstIn(run: Run, instanceId: string, { current, waiting }: InstanceRow) {
  if (current !== undefined) return undefined;
  const entries = Object.values(waiting).filter((entry) => isForPlace(run, entry));
  const all = await Promise.all(
    entries.map(async (entry) => ({ instanceId, entry, deadlineMs: await deadlineOf(run, instanceId, entry) })),
  );
  return all.sort((a, b) => a.deadlineMs - b.deadlineMs)[0];
}

/** What was stopped and is let go gets a place before it is tried: else a storm that is resumed would come at once. */
const isForPlace = ({ steering, nowMs }: Run, entry: Waiting) =>
  entry.wait.for === "slot" ||
  (steering !== undefined && steering.limits.length > 0 && isLetGo(entry, steering, nowMs()));

async function deadlineOf({ operations, lists }: Run, instanceId: string, entry: Waiting): Promise<number> {
  const { eventId, wait, notAfterMs, openSinceMs, operation } = entry;
  const product = operations.get(operation)?.product;
  const listed =
    eventId === undefined || product === undefined ? undefined : await lists.find(product, instanceId, eventId);
  const times = [listed?.notBeforeMs ?? wait.deadlineMs, notAfterMs].filter((time) => time !== undefined);
  return times.length === 0 ? openSinceMs + dayMs : Math.min(...times);
}
