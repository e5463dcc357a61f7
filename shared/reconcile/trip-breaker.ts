import { createHash } from "node:crypto";
import type { Control } from "../control/control.ts";
import type { RunRow } from "../control/run-store.ts";
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
 * that only observes begins nothing that could be stopped. What has ended meanwhile stands in no open row any more: so each
 * run writes down what came, for the next one, whichever instance of the function that is.
 */
export async function tripBreaker(run: Run): Promise<void> {
  const { steering } = run;
  if (steering?.breaker === undefined || steering.mode === "observe" || steering.control.breaker.tripped) return;
  const known = await knownBefore(run);
  const cameMs = { ...known, ...(await arrivalsIn(run)) };
  let events = 0;
  const change = async ({ breaker: limit, control }: Steering): Promise<Control | undefined> => {
    if (limit === undefined) return undefined;
    const nowMs = run.nowMs();
    const fromMs = countsFrom(control.breaker, limit, nowMs);
    events = Object.values(cameMs).filter((atMs) => atMs > fromMs).length;
    const breaker = tripped(control.breaker, limit, events, nowMs);
    return breaker && { ...control, rev: control.rev + 1, breaker };
  };
  if (known !== undefined) run.books.noteArrivals(newest(cameMs, steering, run.nowMs()));
  const { isMade } = await steer(run, steering, change);
  if (isMade) run.report("breaker", `${events} events have stopped automation, until somebody resumes it`);
}

type Arrivals = NonNullable<RunRow["arrivals"]>;

/** What came before this run. Undefined if it cannot be read: then what is open counts, and nothing is written over it. */
async function knownBefore({ lastRun, report }: Run): Promise<Arrivals | undefined> {
  try {
    return (await lastRun())?.arrivals ?? {};
  } catch (error) {
    report("breaker", "what came before is not known", error);
    return undefined;
  }
}

/** Enough of them for the next run to count to the limit. */
function newest(cameMs: Arrivals, { breaker, control }: Steering, nowMs: number): Arrivals {
  if (breaker === undefined) return {};
  const fromMs = countsFrom(control.breaker, breaker, nowMs);
  const counted = Object.entries(cameMs).filter(([, atMs]) => atMs > fromMs);
  return Object.fromEntries(counted.sort(([, a], [, b]) => b - a).slice(0, breaker.events));
}

/** The events in the rows of this run, and when they came. */
async function arrivalsIn(run: Run): Promise<Arrivals> {
  const all = await Promise.all([...run.rows].map(([instanceId, row]) => arrivalsOf(run, instanceId, row)));
  return Object.fromEntries(all.flat());
}

type Stored = Pick<Current | Waiting, "operation" | "operationId" | "eventId" | "clientToken">;

async function arrivalsOf(run: Run, instanceId: string, { current, waiting }: InstanceRow) {
  const came: [string, number][] = [];
  for (const entry of [...(current === undefined ? [] : [current]), ...Object.values(waiting)])
    if (entry.eventId !== undefined && isOwn(run, instanceId, entry)) {
      const isShown = entry === current || entry.plan !== undefined || (await isListed(run, instanceId, entry));
      if (isShown) came.push([markOf(keyOf({ instanceId, eventId: entry.eventId })), entry.openSinceMs]);
    }
  return came;
}

/** 66 bits: of 10,000 events no two are the same. */
const markOf = (key: string) => createHash("sha256").update(key).digest("base64url").slice(0, 11);

/** True iff the event began it by itself, for the first time: neither a call nor a further try is a new event. */
const isOwn = ({ scope }: Run, instanceId: string, { operationId, eventId, clientToken }: Stored) =>
  clientToken === undefined && eventId !== undefined && operationId === ownIdOf(scope, instanceId, eventId);

async function isListed({ operations, lists }: Run, instanceId: string, { operation, eventId = "" }: Stored) {
  const product = operations.get(operation)?.product;
  return product !== undefined && (await lists.find(product, instanceId, eventId)) !== undefined;
}
