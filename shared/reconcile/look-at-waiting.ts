import type { Found } from "../ledger/change.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import { isUnlisted } from "../ledger/unlisted.ts";
import type { Facts, Operation } from "../operations/operation.ts";
import { type Planning, plannedFor } from "../operations/planned.ts";
import { overStatuses } from "../remediation/answerable.ts";
import { isDue } from "./dispatch.ts";
import { look, type ReconcileNeeds, sweep } from "./sweep.ts";

/**
 * Holds what waits in a row against the cloud's list of events: what is over ends, a time that moved moves its question,
 * another plan takes the place of the one that was stored. One look for the whole row, without a claim; a write only if
 * something changed.
 */
export async function lookAtWaiting(needs: ReconcileNeeds, instanceId: string, row: InstanceRow): Promise<InstanceRow> {
  const entries = Object.values(row.waiting).filter((entry) => isForEvent(entry, row, needs.nowMs()));
  const first = entries.find((entry) => !isUnlisted(entry) || isDue(entry.wait, needs.nowMs()));
  if (first === undefined) return row;
  // A question that is about to end is worth a look of its own: the event's time may have moved.
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

/** A call has no event to wait for; what is due is looked at by its own function, unless no look has listed it. */
const isForEvent = (entry: Waiting, { current }: InstanceRow, nowMs: number) =>
  entry.eventId !== undefined &&
  entry.clientToken === undefined &&
  (isUnlisted(entry) || current !== undefined || !isDue(entry.wait, nowMs));

/** What a look shows of the event that an entry is for. */
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
