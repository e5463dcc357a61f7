import type { Control } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { countsFrom, tripped } from "../guards/breaker.ts";
import { ownIdOf } from "../ledger/owned.ts";
import type { Current, InstanceRow, Waiting } from "../ledger/row.ts";
import { keyOf } from "./pending-lists.ts";
import { steer } from "./steer.ts";
import type { Run } from "./sweep.ts";

/**
 * Counts the events of the last minutes, by when their operations were opened, and trips the breaker if they are a storm.
 * Calls do not count, however many there are. Neither does what no look and no list has shown: it may be made up. A policy
 * that only observes begins nothing that could be stopped.
 */
export async function tripBreaker(run: Run): Promise<void> {
  const { steering, arrivals } = run;
  if (steering?.breaker === undefined || steering.mode === "observe" || steering.control.breaker.tripped) return;
  for (const [instanceId, row] of run.rows) await noteEvents(run, instanceId, row);
  let events = 0;
  const change = async ({ breaker: limit, control }: Steering): Promise<Control | undefined> => {
    if (limit === undefined) return undefined;
    const nowMs = run.nowMs();
    events = arrivals.countAfter(countsFrom(control.breaker, limit, nowMs));
    const breaker = tripped(control.breaker, limit, events, nowMs);
    return breaker && { ...control, rev: control.rev + 1, breaker };
  };
  const { isMade } = await steer(run, steering, change);
  if (isMade) run.report("breaker", `${events} events have stopped automation, until somebody resumes it`);
}

type Stored = Pick<Current | Waiting, "operation" | "operationId" | "eventId" | "clientToken">;

async function noteEvents(run: Run, instanceId: string, { current, waiting }: InstanceRow): Promise<void> {
  for (const entry of [...(current === undefined ? [] : [current]), ...Object.values(waiting)])
    if (entry.eventId !== undefined && isOwn(run, instanceId, entry)) {
      const key = keyOf({ instanceId, eventId: entry.eventId });
      const isShown = entry === current || entry.plan !== undefined || (await isListed(run, instanceId, entry));
      if (isShown) run.arrivals.note(key, entry.openSinceMs);
    }
}

/** True iff the event began it by itself, for the first time: neither a call nor a further try is a new event. */
const isOwn = ({ scope }: Run, instanceId: string, { operationId, eventId, clientToken }: Stored) =>
  clientToken === undefined && eventId !== undefined && operationId === ownIdOf(scope, instanceId, eventId);

async function isListed({ operations, lists }: Run, instanceId: string, { operation, eventId = "" }: Stored) {
  const product = operations.get(operation)?.product;
  return product !== undefined && (await lists.find(product, instanceId, eventId)) !== undefined;
}
