import type { Steering } from "../control/steering.ts";
import { subjectOf } from "../control/subject-of.ts";
import { verdictOn, verdictOnException } from "../control/verdict.ts";
import type { Found } from "../ledger/change.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import { isUnlisted } from "../ledger/unlisted.ts";
import type { Facts, Operation } from "../operations/operation.ts";
import { overStatuses } from "../remediation/answerable.ts";
import { isDue } from "./dispatch.ts";
import { dueOf, foundIn } from "./found-in.ts";
import { look, type Run, sweep } from "./sweep.ts";

/**
 * Compares the operations that wait in a row with the cloud's list of events, without a claim. An event that is over
 * ends its operation. If the event's time moved, the end of the question moves. A new plan replaces the stored one. It
 * writes only if something changed. First comes the run's list of what is pending. What that list does not decide is
 * looked at by name, in its turn: an event that is missing from a list may be over, or the list may lag.
 */
export async function lookAtWaiting(run: Run, instanceId: string, row: InstanceRow): Promise<InstanceRow> {
  const entries = Object.values(row.waiting).filter((entry) => isForEvent(entry, row, run));
  let latest = row;
  const left: Waiting[] = [];
  for (const seen of entries) {
    const found = await foundInList(run, instanceId, seen);
    if (found === undefined) left.push(seen);
    else latest = await note(run, instanceId, latest, seen, found);
  }
  return lookByName(run, instanceId, latest, left);
}

/** One look serves all that is left of a row. */
async function lookByName(run: Run, instanceId: string, row: InstanceRow, left: readonly Waiting[]) {
  const { steering } = run;
  const first = left.find((entry) => !isUnlisted(entry) || isDue(entry, steering, run.nowMs()));
  if (first === undefined || steering === undefined) return row;
  // A question that is about to end gets its look whatever else there is: the event's time may have moved.
  const urgentFor = left.some((entry) => isOutdated(entry, steering)) ? steering.serial : undefined;
  if (!left.some((entry) => isEnding(entry, run.nowMs())) && !run.mayLook(instanceId, urgentFor)) return row;
  const { operation, facts } = await look(run, first);
  let latest = row;
  for (const seen of left) {
    const found = foundOf(operation, seen, facts, instanceId, steering);
    latest = await note(run, instanceId, latest, seen, found);
  }
  return latest;
}

/** True iff it waits, or a person is asked, by the word of a policy that is not in force any more. */
function isOutdated({ wait, plan }: Waiting, steering: Steering): boolean {
  const serial = wait.for === "approval" ? plan?.policy : wait.serial;
  return serial !== undefined && serial !== steering.serial;
}

const isEnding = ({ wait }: Waiting, nowMs: number) => wait.for === "approval" && (wait.untilMs ?? 0) <= nowMs;

async function note(run: Run, instanceId: string, row: InstanceRow, seen: Waiting, found: Found): Promise<InstanceRow> {
  const change = { kind: "look", operationId: seen.operationId, seen, found } as const;
  return (await sweep(run, instanceId, row, change)) ?? row;
}

/** What the list of pending events says of an entry. Undefined if it decides nothing. A question does not end by a list. */
async function foundInList(run: Run, instanceId: string, seen: Waiting): Promise<Found | undefined> {
  const product = run.operations.get(seen.operation)?.product;
  const { steering } = run;
  if (product === undefined || seen.eventId === undefined || isEnding(seen, run.nowMs())) return undefined;
  if (steering === undefined) return undefined;
  const event = await run.lists.find(product, instanceId, seen.eventId);
  return event && foundIn(seen, event, product, steering);
}

/** True iff this look is for it. A call waits for no event. Its own function looks at what is due, unless it is unlisted. */
const isForEvent = (entry: Waiting, { current }: InstanceRow, { steering, nowMs }: Run) =>
  entry.eventId !== undefined &&
  entry.clientToken === undefined &&
  (isUnlisted(entry) || current !== undefined || !isDue(entry, steering, nowMs()));

/** The part of a look that is about the event of an entry. */
function foundOf(
  { product, event: { exception } }: Pick<Operation, "product" | "event">,
  seen: Waiting,
  facts: Facts,
  instanceId: string,
  steering: Steering,
): Found {
  const { serial } = steering;
  const event = facts.events.find((listed) => listed.eventId === seen.eventId);
  if (event === undefined) return { kind: "notListed", serial };
  const subject = subjectOf(product, instanceId, event, facts);
  if (exception?.(facts, seen.eventId) !== undefined) {
    const { operation, input, reason } = seen;
    const { planned: plan, ruled, mode } = verdictOnException(subject, { operation, input, reason }, steering);
    return { kind: "listed", plan, ...dueOf(event, steering), mode, serial, ruled };
  }
  if (overStatuses.includes(event.status)) return { kind: "over" };
  const { planned, ruled, mode } = verdictOn(subject, steering);
  const plan = event.simulated ? undefined : planned;
  return { kind: "listed", plan, ...dueOf(event, steering), mode, serial, ruled };
}
