import type { Control } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { StoreUnknown } from "../ledger/store.ts";
import type { Run } from "./sweep.ts";

/** So often the control row is read again if others write it meanwhile (invented). The next run goes on. */
const maxTries = 4;

/**
 * Makes one change of the control row, on the row as it was read. If somebody else was faster, or nobody knows, the row is
 * read again and the change is decided anew. `change`: the next row; undefined if there is nothing to change (any more).
 * Returns the row as it is known to be, and whether this very change was made.
 */
export async function steer(
  run: Run,
  read: Steering,
  change: (steering: Steering) => Promise<Control | undefined>,
): Promise<{ readonly steering: Steering; readonly isMade: boolean }> {
  let steering = read;
  for (let tries = 1; tries <= maxTries; tries++) {
    const next = await change(steering);
    if (next === undefined) return { steering, isMade: false };
    if (await isWritten(run, steering.control, next)) return { steering: { ...steering, control: next }, isMade: true };
    await run.pause(10 * 2 ** tries); // random: those who met would meet again
    steering = await run.steerAnew();
  }
  return { steering, isMade: false };
}

async function isWritten({ control }: Run, before: Control, next: Control): Promise<boolean> {
  try {
    return (await control.writeControl(before, next)) === "applied";
  } catch (error) {
    if (error instanceof StoreUnknown) return false; // the row that is read next shows whether it was applied
    throw error;
  }
}
