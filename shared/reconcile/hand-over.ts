import type { Steering } from "../control/steering.ts";
import type { Entry } from "../guards/limits.ts";
import { type Offer, offered, type Places, withoutFreeable } from "./offered.ts";
import { createScopes, type Scopes } from "./scopes.ts";
import { steer } from "./steer.ts";
import type { Run } from "./sweep.ts";
import type { WaitingForPlace } from "./waiting-for-place.ts";

/**
 * Gives what is free to those that wait, the first deadline first, and dispatches each. What does not fit is passed over, and
 * nothing is dispatched to find a scope full. A place goes from one instance to the other in one write, so no newcomer takes
 * it in between. What nobody waits for is just freed. It works until `untilMs`: what is left is served in the next run.
 * Returns what steers as it is known to be afterwards; undefined if there was nothing to do.
 */
export async function handOver(
  run: Run,
  waiting: readonly WaitingForPlace[],
  freeable: ReadonlyMap<string, Entry>,
  untilMs: number,
): Promise<Steering | undefined> {
  if (waiting.length === 0 && freeable.size === 0) return undefined;
  const scopes = createScopes(run, waiting);
  let places: Places = { steering: await run.steerAnew(), freeable };
  for (const next of waiting) if (run.nowMs() < untilMs) places = await give(run, places, next, scopes);
  for (const [instanceId, { mark }] of places.freeable) if (run.nowMs() < untilMs) await free(run, instanceId, mark);
  const { steering } = places;
  const entries = withoutFreeable(steering.control.entries, places.freeable);
  return { ...steering, control: { ...steering.control, entries } };
}

async function free({ control, report }: Run, instanceId: string, mark: string): Promise<void> {
  if ((await control.removeEntry(instanceId, mark)) === "applied") report(instanceId, "its place is free");
}

/** Gives a place to one operation if there is one. Returns the places as they are known to be afterwards. */
async function give(run: Run, places: Places, waiting: WaitingForPlace, scopes: Scopes): Promise<Places> {
  let offer: Offer | undefined;
  const { steering, isMade } = await steer(run, places.steering, async (now) => {
    offer = await offered({ ...places, steering: now }, waiting, scopes, { mark: run.newId(), nowMs: run.nowMs() });
    return offer?.next;
  });
  if (offer !== undefined && (isMade || offer.next === undefined)) await dispatch(run, waiting, offer.mark);
  return { steering, freeable: isMade ? new Map() : places.freeable };
}

/** Queues it by the mark of its place: once for each place that it gets, however often a run comes by. */
async function dispatch(run: Run, { instanceId, entry }: WaitingForPlace, mark: string): Promise<void> {
  const { operation, operationId } = entry;
  try {
    await run.dispatch({ operation, operationId, instanceId }, `h_${operationId}_${mark}`);
  } catch (error) {
    run.report(instanceId, "failed", error); // its place is kept for the next runs, which dispatch it again
  }
}
