import type { PlanAgain } from "./change.ts";
import { dueNow } from "./progress.ts";
import { withRoom } from "./room.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import { boundTo, type Decision, keyFor, standingOf, standingOfBound } from "./standing.ts";
import { answer, write } from "./write.ts";

/** How a further operation for an event waits until its first dispatch. */
export const plannedAgain = "PlannedAgain";

/**
 * A person has an event planned once more whose operation has ended without an answer to it: it was refused, denied, its
 * time was over, or what was done has failed. The further operation has an id of its own, and is planned as if its event
 * came now. For example: the redeploy of e-1 was refused, since the function lacked a right. The right is given, and a
 * person says so. An event that an operation holds has been answered, or is about to be: nothing is planned.
 */
export function decideAgain(row: InstanceRow, { owner, ids, ...asked }: PlanAgain, nowMs: number): Decision {
  const key = keyFor(asked);
  const by = boundTo(row, key, "");
  if (by !== undefined && by !== row.current?.operationId) return answer(standingOfBound(row, by));
  const { current } = row;
  if (current !== undefined && (current.operationId === by || isFor(current, asked.eventId)))
    return answer(standingOf(current, nowMs));
  const open = Object.values(row.waiting).find((entry) => isFor(entry, asked.eventId));
  if (open !== undefined) return answer({ kind: "waiting", operationId: open.operationId, wait: open.wait });
  const operationId = nextOf(ids, row);
  if (operationId === undefined) return answer({ kind: "notFound" });
  const room = withRoom(row, nowMs);
  if (room === undefined) return answer({ kind: "full" });
  const rest = { attempt: 0, fruitless: 0, openSinceMs: nowMs, wait: dueNow(plannedAgain, nowMs) };
  const { kind: _, ...operation } = asked;
  const entry: Waiting = { ...operation, operationId, ...rest };
  return write(row, owner, { ...room, waiting: { ...room.waiting, [operationId]: entry } }, nowMs);
}

/** True iff an operation is the event's own. A call for the event is not: its token is answered by itself. */
const isFor = (
  { eventId, clientToken }: { readonly eventId?: string | undefined; readonly clientToken?: string | undefined },
  wanted: string | undefined,
) => eventId === wanted && clientToken === undefined;

/**
 * The id after the last one that the row remembers. Undefined if it remembers none, so that nobody has looked at the event
 * yet, or if all were used.
 */
function nextOf(ids: readonly string[], { outcomes }: InstanceRow): string | undefined {
  const last = ids.findLastIndex((id) => outcomes[id] !== undefined);
  return last === -1 ? undefined : ids[last + 1];
}
