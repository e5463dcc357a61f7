import { begun, waitingFor } from "./arrival.ts";
import type { ClaimChange } from "./change.ts";
import type { Wait } from "./progress.ts";
import { withRoom } from "./room.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import type { Decision } from "./standing.ts";
import { waits } from "./transition.ts";
import { answer, write } from "./write.ts";

/**
 * An operation comes that something holds back, whatever its machine is: a pause, the breaker, a region still full. So it waits
 * without a claim and without a look. For example: 10,000 events come while automation is stopped. Each is one write, and
 * the cloud is not read. What waits for something else already waits for that.
 */
export function decideHeld(
  row: InstanceRow,
  own: Current | undefined,
  { operation: asked, owner }: ClaimChange,
  hold: Wait,
  nowMs: number,
): Decision {
  if (own !== undefined) return givenBack(row, own, owner, hold, nowMs);
  const stored = row.waiting[asked.operationId];
  if (stored === undefined && asked.isDispatch) return answer({ kind: "notFound" });
  if (stored !== undefined && !isDueBut(stored, row.current, hold, nowMs))
    return answer(waitingFor(stored, row.current));
  const room = stored === undefined ? withRoom(row, nowMs) : row;
  if (room === undefined) return answer({ kind: "full" });
  const { promised: _, ...kept } = begun(asked, nowMs);
  const entry: Waiting = { ...(stored ?? kept), wait: hold };
  const next = { ...room, waiting: { ...room.waiting, [asked.operationId]: entry } };
  return { ...write(row, owner, next, nowMs), standing: waitingFor(entry, row.current) };
}

/** A claim whose lease is over waits again. What only its own caller can send ends instead. */
function givenBack(row: InstanceRow, own: Current, owner: string, hold: Wait, nowMs: number): Decision {
  const { operationId } = own;
  const next = waits(row, own, hold, nowMs);
  const entry = next.waiting[operationId];
  const ended = { kind: "ended", by: "token", state: "Expired", operationId } as const;
  return { ...write(row, owner, next, nowMs), standing: entry === undefined ? ended : waitingFor(entry, undefined) };
}

/** True iff it would be tried now if it were not held, and does not say so yet. What waits for another one does so until that ends. */
function isDueBut(
  { wait: { for: what, untilMs = 0, code } }: Waiting,
  current: Current | undefined,
  hold: Wait,
  nowMs: number,
): boolean {
  if (what === "operation") return current === undefined;
  return code !== hold.code && ["time", "attempt", "slot"].includes(what) && untilMs <= nowMs;
}
