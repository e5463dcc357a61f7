import { OpError } from "../errors.ts";
import { StoreUnknown } from "../ledger/store.ts";
import type { Control, ControlStore } from "./control.ts";

export type ChangeNeeds = {
  readonly control: Pick<ControlStore, "readControl" | "writeControl">;
  readonly nowMs: () => number;
  readonly pause: (atMostMs: number) => Promise<void>;
};

type Change = {
  /** The row as it is to be, `rev` apart; undefined if nothing is to be changed. Throws what refuses the change. */
  readonly next: (read: Control) => Omit<Control, "rev"> | undefined;
  /** True iff the row shows this very change: so a write whose answer was lost is known. */
  readonly isMade: (read: Control) => boolean;
};

/** The first pause before the row is read again, and the longest, milliseconds (invented: a write takes some of them). */
const firstPauseMs = 20;
const longestPauseMs = 1_000;

/**
 * Changes the control row, if it is still the one that was read; else it reads and decides again, until `untilMs`. Returns
 * the row as it was left. A write whose answer was lost is looked for, and then made again: both rest on one `rev`, so one
 * of them alone can be applied. Throws `OpError` (`conflict`) if others were always faster: nothing was changed then; and
 * `StoreUnknown` if that cannot be known.
 */
export async function changeControl(needs: ChangeNeeds, change: Change, untilMs: number): Promise<Control> {
  let lost: StoreUnknown | undefined;
  for (let tries = 1; ; tries++) {
    const made = await tryOnce(needs, change, lost !== undefined);
    if (made instanceof StoreUnknown) lost = made;
    else if (made !== "refused") return made;
    if (needs.nowMs() >= untilMs) throw lost ?? busy();
    await needs.pause(Math.min(firstPauseMs * 2 ** tries, longestPauseMs)); // random: those who met would meet again
  }
}

/** The row as it is now; or that the write was refused, or that nobody knows what became of it. */
async function tryOnce({ control }: ChangeNeeds, { next, isMade }: Change, mayBeMade: boolean) {
  const read = await control.readControl();
  const wanted = mayBeMade && isMade(read) ? undefined : next(read);
  if (wanted === undefined) return read;
  const whole = { ...wanted, rev: read.rev + 1 };
  try {
    return (await control.writeControl(read, whole)) === "applied" ? whole : ("refused" as const);
  } catch (error) {
    if (error instanceof StoreUnknown) return error;
    throw error;
  }
}

const busy = () =>
  new OpError(
    "conflict",
    "ControlRowBusy",
    "Others have changed the control row at each try. Nothing was changed; ask again at once.",
    { retryAfterSeconds: 1 },
  );
