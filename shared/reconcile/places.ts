import type { Steering } from "../control/steering.ts";
import { fillPlaces } from "./fill-places.ts";
import { freeablePlaces } from "./freeable-places.ts";
import { handOver } from "./hand-over.ts";
import { noteStand } from "./note-stand.ts";
import type { Run } from "./sweep.ts";
import { waitingForPlace } from "./waiting-for-place.ts";

/**
 * Keeps the places of what is in flight true, once the open rows were attended to: who is in flight without a place gets
 * one, who holds nothing any more gives its place away, and what is free goes to those that wait. Then it notes for people how
 * the stack stands. Without limits, places and such waits it costs nothing.
 *
 * A place is read before the row of its instance. So if nobody has written it since, nobody has begun anything on it.
 * `walkBeganMs`: when the walk of all open rows began; undefined while it is not whole. Returns true iff everything in flight
 * that this run has seen has a place: if not, a walk that goes on from here has not counted all.
 */
export async function keepPlaces(run: Run, walkBeganMs: number | undefined, untilMs: number): Promise<boolean> {
  const { steering } = run;
  if (steering === undefined) return false;
  const waiting = await waitingForPlace(run, steering);
  const isPart = walkBeganMs === undefined;
  const note = (left: Steering) => safely(run, () => noteStand(run, waiting, left, isPart));
  if (waiting.length === 0 && isUnlimited(steering)) {
    await note(steering);
    return true;
  }
  const freeable = await freeablePlaces(run, steering);
  const isCounted = await safely(run, () => fillPlaces(run, steering, walkBeganMs));
  const left = await safely(run, () => handOver(run, waiting, freeable, untilMs));
  await note(left ?? steering);
  return isCounted === true;
}

const isUnlimited = ({ limits, control }: Steering) => limits.length === 0 && Object.keys(control.entries).length === 0;

async function safely<T>({ report }: Run, step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    report("places", "failed", error);
    return undefined;
  }
}
