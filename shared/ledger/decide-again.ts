import { waitingFor } from "./arrival.ts";
import type { PlanAgain } from "./change.ts";
import { openFor } from "./owned.ts";
import { dueNow } from "./progress.ts";
import { withRoom } from "./room.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import {
  type Decision,
  holderOf,
  keyFor,
  type Standing,
  standingOf,
  standingOfBound,
  standingOfOutcome,
} from "./standing.ts";
import { answer, write } from "./write.ts";

/** How a further operation for an event waits until its first dispatch. */
export const plannedAgain = "PlannedAgain";

/**
 * A person has an event planned once more whose operation has ended without an answer to it: it was refused, denied, its
 * time was over, or what was done has failed. The further operation has an id of its own, and is planned as if its event
 * came now. For example: the redeploy of e-1 was refused, since the function lacked a right. The right is given, and a
 * person says so. An event that an operation holds has been answered, or is about to be: nothing is planned. The person
 * names the operation that has ended: the same word that comes once more finds another one.
 */
export function decideAgain(row: InstanceRow, { owner, ids, after, ...asked }: PlanAgain, nowMs: number): Decision {
  const known = ids.findLastIndex((id) => row.outcomes[id] !== undefined);
  const standing = standingOfOwner(row, asked.eventId, nowMs) ?? standingOfLater(row, ids[known], after);
  if (standing !== undefined) return answer(standing);
  const operationId = ids[known + 1];
  if (known === -1 || operationId === undefined) return answer({ kind: "notFound" });
  const room = withRoom(row, nowMs);
  if (room === undefined) return answer({ kind: "full" });
  const { kind: _, ...operation } = asked;
  const rest = { attempt: 0, fruitless: 0, openSinceMs: nowMs, wait: dueNow(plannedAgain, nowMs) };
  const entry: Waiting = { ...operation, operationId, ...rest };
  return write(row, owner, { ...room, waiting: { ...room.waiting, [operationId]: entry } }, nowMs);
}

/** The standing of the operation that has the event in hand, or has answered it. */
function standingOfOwner(row: InstanceRow, eventId: string, nowMs: number): Standing | undefined {
  const { current } = row;
  const holder = holderOf(row, keyFor({ eventId }));
  if (current !== undefined && current.operationId === holder) return standingOf(current, nowMs);
  if (holder !== undefined) return standingOfBound(row, holder);
  const open = openFor(row, eventId);
  if (open === undefined) return undefined;
  return "progress" in open ? standingOf(open, nowMs) : waitingFor(open, row.current);
}

/** The standing of the last operation of the event, if that is another one than the person has seen. */
function standingOfLater(row: InstanceRow, last: string | undefined, after: string): Standing | undefined {
  const outcome = last === undefined ? undefined : row.outcomes[last];
  return last === undefined || last === after || outcome === undefined
    ? undefined
    : standingOfOutcome(outcome, last, "event");
}
