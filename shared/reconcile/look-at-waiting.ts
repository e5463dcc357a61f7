import type { Found } from "../ledger/request.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
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
  const entries = Object.values(row.waiting).filter((entry) => wantsLook(entry, row, needs.nowMs()));
  const [first] = entries;
  if (first === undefined) return row;
  // A question that is about to end is worth a look of its own: the event's time may have moved.
  const isEnding = entries.some(({ wait }) => wait.for === "approval" && (wait.untilMs ?? 0) <= needs.nowMs());
  if (!needs.mayLook(instanceId) && !isEnding) return row;
  const { operation, facts } = await look(needs, first);
  let latest = row;
  for (const seen of entries) {
    const found = foundOf(operation, seen, facts, instanceId, needs.planning);
    if (found === undefined) continue;
    const request = { kind: "look", operationId: seen.operationId, seen, found } as const;
    latest = (await sweep(needs, instanceId, latest, request)) ?? latest;
  }
  return latest;
}

/** A call has no event to wait for; what is due is looked at by its own function. */
const wantsLook = ({ eventId, clientToken, wait }: Waiting, { current }: InstanceRow, nowMs: number) =>
  eventId !== undefined && clientToken === undefined && (current !== undefined || !isDue(wait, nowMs));

/** What a look shows of the event that an entry is for; undefined if that changes nothing. */
function foundOf(
  { product, exception }: Pick<Operation, "product" | "exception">,
  { eventId }: Waiting,
  facts: Facts,
  instanceId: string,
  planning: Planning,
): Found | undefined {
  const event = facts.events.find((listed) => listed.eventId === eventId);
  if (event === undefined) return { is: "notListed" };
  if (exception?.(facts, eventId) !== undefined) return undefined;
  if (overStatuses.includes(event.status)) return { is: "over" };
  const { type, status, simulated, notBeforeMs: dueMs } = event;
  const notice = { product, eventId: event.eventId, instanceId, type, status };
  const plan = simulated ? undefined : plannedFor(notice, facts.hasLocalDisks, planning);
  return { is: "listed", plan, dueMs };
}
