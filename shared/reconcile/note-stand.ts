import { absenceProvableAtMs } from "../bounds.ts";
import type { Steering } from "../control/steering.ts";
import type { ForPlace, Holder } from "../forecast/stand.ts";
import { untripped } from "../guards/breaker.ts";
import { lastMomentFor } from "../guards/last-moment.ts";
import { startsIn } from "../guards/limits.ts";
import { isInFlight } from "../ledger/in-flight.ts";
import type { Current } from "../ledger/row.ts";
import type { NotedStand } from "./books.ts";
import { underWaySinceMs } from "./ended-in.ts";
import { heldOf } from "./offered.ts";
import type { Run } from "./sweep.ts";
import { type WaitingForPlace, waitingForPlace } from "./waiting-for-place.ts";

/**
 * Notes for people how the stack stands once a run has given away what was free: who has a place, and who waits for one; and
 * while a storm has stopped automation, how it would stand after a resume. `left`: what steers, as the run knows it then.
 * `isPart`: not all open rows were read.
 */
export async function noteStand(run: Run, waiting: readonly WaitingForPlace[], left: Steering, isPart: boolean) {
  run.books.noteStand(standOf(run, waiting, left, isPart));
  if (left.control.breaker.tripped === undefined) return;
  const resumed = { ...left, control: { ...left.control, breaker: untripped } };
  run.books.noteResumed(standOf(run, await waitingForPlace(run, resumed), resumed, isPart));
}

function standOf(run: Run, waiting: readonly WaitingForPlace[], left: Steering, isPart: boolean): NotedStand {
  const { control, limits } = left;
  const still = waiting.filter(
    ({ instanceId, entry }) => control.entries[instanceId]?.operationId !== entry.operationId,
  );
  return {
    ...{ limits, hour: startsIn(control), filled: control.filled, isPart },
    holders: holdersIn(run, control.entries),
    waiting: still.map((one) => forPlace(one, left, run.nowMs())),
  };
}

/** Who has a place, and who is in flight without one: without limits there are no places. */
function holdersIn(run: Run, entries: Steering["control"]["entries"]): readonly Holder[] {
  const without = [...run.rows].flatMap(([instanceId, { current }]) =>
    entries[instanceId] === undefined && current !== undefined && isInFlight(current) ? [instanceId] : [],
  );
  return [...Object.keys(entries), ...without].map((instanceId) => {
    const current = run.rows.get(instanceId)?.current;
    const place = entries[instanceId];
    const sinceMs = (current && underWaySinceMs(current, place)) ?? place?.atMs ?? run.nowMs();
    const isResting = current === undefined && place?.handed !== true;
    const untilMs = current && keptUntilMs(run, current);
    return { instanceId, scopes: place?.scopes ?? [], sinceMs, untilMs, isResting };
  });
}

/** When an attempt in doubt is decided by evidence; infinity: only a person ends it. */
function keptUntilMs({ bounds, nowMs }: Run, { progress }: Current): number | undefined {
  if (progress.state === "Unproven" || progress.state === "NeedsHuman") return Number.POSITIVE_INFINITY;
  const isInDoubt = progress.state === "Sending" && progress.leaseUntilMs <= nowMs();
  return isInDoubt ? absenceProvableAtMs(progress.signedAtMs, bounds) : undefined;
}

function forPlace(waiting: WaitingForPlace, left: Steering, nowMs: number): ForPlace {
  const { instanceId, deadlineMs, isNamed } = waiting;
  const { operationId, operation, wait } = waiting.entry;
  const hold = heldOf(left, waiting, nowMs);
  return {
    ...{ instanceId, operationId, operation },
    scopes: wait.serial === left.serial ? wait.scopes : undefined,
    ...{ deadlineMs: isNamed ? deadlineMs : undefined, lastMs: lastMsOf(waiting, left) },
    fromMs: hold === undefined ? nowMs : (hold.untilMs ?? Number.POSITIVE_INFINITY),
  };
}

/** From when on it is not begun any more. The guard band is for what automation begins. */
function lastMsOf({ entry, event, deadlineMs, isNamed }: WaitingForPlace, { guardBandMs }: Steering): number {
  if (!isNamed) return Number.POSITIVE_INFINITY;
  const ownMs = event && entry.clientToken === undefined ? lastMomentFor(event, { guardBandMs }) : undefined;
  return Math.min(deadlineMs, ownMs ?? deadlineMs);
}
