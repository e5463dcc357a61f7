import type { Found } from "../ledger/change.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import { isUnlisted } from "../ledger/unlisted.ts";
import type { Facts, Operation } from "../operations/operation.ts";
import { type Planning, plannedFor } from "../operations/planned.ts";
import { overStatuses } from "../remediation/answerable.ts";
import { isDue } from "./dispatch.ts";
import { look, type ReconcileNeeds, sweep } from "./sweep.ts";

/**
 * Compares the operations that wait in a row with the cloud's list of events. An event that is over ends its operation.
 * If the event's time moved, the end of the question moves. A new plan replaces the stored one. One look serves the
 * whole row, without a claim. It writes only if something changed.
 */
export async function lookAtWaiting(needs: ReconcileNeeds, instanceId: string, row: InstanceRow): Promise<InstanceRow> {
  const entries = Object.values(row.waiting).filter((entry) => isForEvent(entry, row, needs.nowMs()));
  const first = entries.find((entry) => !isUnlisted(entry) || isDue(entry.wait, needs.nowMs()));
  if (first === undefined) return row;
  // A question that is about to end gets a look out of turn: the event's time may have moved.
  const isEnding = entries.some(({ wait }) => wait.for === "approval" && (wait.untilMs ?? 0) <= needs.nowMs());
  if (!needs.mayLook(instanceId) && !isEnding) return row;
  const { operation, facts } = await look(needs, first);
  let latest = row;
  for (const seen of entries) {
    const found = foundOf(operation, seen, facts, instanceId, needs.planning);
    const change = { kind: "look", operationId: seen.operationId, seen, found } as const;
    latest = (await sweep(needs, instanceId, latest, change)) ?? latest;
  }
  return latest;
}

/** True iff this look is for it. A call waits for no event. Its own function looks at what is due, unless it is unlisted. */
const isForEvent = (entry: Waiting, { current }: InstanceRow, nowMs: number) =>
  entry.eventId !== undefined &&
  entry.clientToken === undefined &&
  (isUnlisted(entry) || current !== undefined || !isDue(entry.wait, nowMs));

/** The part of a look that is about the event of an entry. */
function foundOf(
  { product, event: { exception } }: Pick<Operation, "product" | "event">,
  seen: Waiting,
  facts: Facts,
  instanceId: string,
  planning: Planning,
): Found {
  const event = facts.events.find((listed) => listed.eventId === seen.eventId);
  if (event === undefined) return { kind: "notListed" };
  if (exception?.(facts, seen.eventId) !== undefined) {
    const { operation, input, reason } = seen;
    return { kind: "listed", plan: { operation, input, reason }, dueMs: undefined };
  }
  if (overStatuses.includes(event.status)) return { kind: "over" };
  const { type, status, simulated, notBeforeMs: dueMs } = event;
  const notice = { product, eventId: event.eventId, instanceId, type, status };
  const plan = simulated ? undefined : plannedFor(notice, facts.hasLocalDisks, planning);
  return { kind: "listed", plan, dueMs };
}
