import { edit, type Mutant, product } from "./mutant.ts";

const dispatch = "reconcile/dispatch.ts";
const heldBack = "attempt/held-back.ts";
const pausing = "control/pausing.ts";
const changing = "control/change-control.ts";
const breaker = "reconcile/trip-breaker.ts";

/** What people and a storm stop, and let go. */
export const stops: readonly Mutant[] = [
  product(
    "pause-unseen",
    "an attempt does not ask for what is paused",
    "stopHolds",
    edit("guards/stopped.ts", "pausedBy(pauses, asked, nowMs) ??", ""),
  ),
  product(
    "right-unseen",
    "an attempt does not ask whether another stack has the right to act",
    "stopHolds",
    edit("guards/stopped.ts", "heldByRight(right, asked.operation) ??", ""),
  ),
  product(
    "zone-pause-unseen",
    "a pause is not asked for once the machine is known",
    "stopHolds",
    edit(heldBack, "stoppedBy(steering.control, { operation, clientToken, zone, tags }, nowMs) ??", ""),
  ),
  product(
    "breaker-unseen",
    "an event is answered though the breaker is open",
    "stopHolds",
    edit("guards/stopped.ts", "(asked.clientToken === undefined ? heldByBreaker(breaker) : undefined)", "undefined"),
  ),
  product(
    "dispatched-while-stopped",
    "what is stopped is dispatched to find out that it is",
    "stopHolds",
    edit(
      dispatch,
      "isOver(entry.wait, nowMs)) &&\n  stopOf(entry, steering.control, nowMs) === undefined;",
      "isOver(entry.wait, nowMs)) && (!isStop(entry.wait.code) || stopOf(entry, steering.control, nowMs) === undefined);",
    ),
  ),
  product(
    "resume-forgets",
    "what a pause has held is not taken up after it",
    "bySelf",
    edit(
      dispatch,
      "steering !== undefined && !queues(entry, steering) && isLetGo(entry, steering, nowMs);",
      "steering !== undefined && !queues(entry, steering) && !isStop(entry.wait.code) && isLetGo(entry, steering, nowMs);",
    ),
  ),
  product(
    "resume-forgets-places",
    "what was held gets no place once it is let go",
    "bySelf",
    edit(dispatch, '(entry.wait.for === "slot" || isLetGo(entry, steering, nowMs));', 'entry.wait.for === "slot";'),
  ),
  product(
    "pause-lost",
    "a pause that another writer of the control row was faster than is told as made",
    "stopTold",
    edit(changing, '? whole : ("refused" as const)', "? whole : whole"),
  ),
  product(
    "pause-lost-unknown",
    "a pause whose write got no answer is told as made",
    "stopTold",
    edit(
      changing,
      "if (error instanceof StoreUnknown) return error;",
      "if (error instanceof StoreUnknown) return whole;",
    ),
  ),
  product(
    "attempt-resumes",
    "an attempt that takes a place writes the control row as it was before the pause",
    "letGoByPeople",
    edit(
      "guards/with-entry.ts",
      "  ...control,\n  rev: control.rev + 1,",
      "  ...control,\n  pauses: [],\n  rev: control.rev + 1,",
    ),
  ),
  product(
    "breaker-from-calls",
    "calls trip the breaker",
    "breakerCounts",
    edit(
      breaker,
      "clientToken === undefined && eventId !== undefined && operationId === ownIdOf(scope, instanceId, eventId)",
      "Boolean(scope && eventId && operationId && instanceId) || clientToken === undefined",
    ),
  ),
  product(
    "breaker-counts-before-resume",
    "what came before a resume trips the breaker again",
    "breakerCounts",
    edit(pausing, "Math.max(read.breaker.countsFromMs ?? 0, fromMs)", "0"),
    edit(pausing, "(breaker.countsFromMs ?? 0) >= fromMs", "breaker.tripped === undefined"),
  ),
];
