import { isDeepStrictEqual } from "node:util";
import { OpError } from "../errors.ts";
import { isOn, type Pause } from "../guards/pause.ts";
import { type ChangeNeeds, changeControl } from "./change-control.ts";
import type { Control } from "./control.ts";

/** So many pauses may stand at once (invented): more than anybody keeps in mind. */
const mostPauses = 50;

/** So long a person waits for a control row that others write, milliseconds. */
const patienceMs = 10_000;

/**
 * Writes a pause into the control row. What is over by itself goes with this write. Said once more with the same end by the
 * same person it is the one that stands: nothing is written. Throws as `changeControl` does.
 */
export const addPause = (needs: ChangeNeeds, pause: Pause): Promise<Control> =>
  changeControl(
    needs,
    {
      next: (read) => {
        const standing = read.pauses.filter((one) => isOn(one, pause.atMs));
        if (standing.some((one) => isSaidAgain(one, pause))) return undefined;
        if (standing.length >= mostPauses) throw tooMany(standing.length);
        return { ...read, pauses: [...standing, pause] };
      },
      isMade: ({ pauses }) => pauses.some(({ id }) => id === pause.id),
    },
    needs.nowMs() + patienceMs,
  );

/** True iff it is the same but for when it was said. */
export const isSaidAgain = (one: Pause, { id, atMs, ...said }: Pause) =>
  isDeepStrictEqual(one, { ...said, id: one.id, atMs: one.atMs });

const tooMany = (standing: number) =>
  new OpError(
    "conflict",
    "TooManyPauses",
    `There are ${standing} pauses, and there may be ${mostPauses}. Nothing was changed; resume some of them, or pause all.`,
  );

/** What a resume lets go: the pauses that it names, and the breaker. */
export type Resuming = {
  readonly ends: (pause: Pause) => boolean;
  /** True iff it names one pause by its id: nobody can name one that is not there yet. */
  readonly byId?: boolean | undefined;
  readonly letsBreakerGo: boolean;
  readonly atMs: number;
  /** What was stopped after this time was not meant: the word may come late, or once more. */
  readonly saidAtMs?: number | undefined;
};

/** What was let go, and the control row as it was left. */
export type Resumed = {
  readonly ended: readonly Pause[];
  readonly breaker: Control["breaker"]["tripped"];
  readonly left: Control;
};

/**
 * Ends pauses and lets the breaker go, which counts anew from when that was said: what has come since is a storm's. Throws as
 * `changeControl` does. Whoever asks once more after a lost answer finds what is left.
 */
export async function resume(
  needs: ChangeNeeds,
  { letsBreakerGo, atMs, saidAtMs = atMs, byId = false, ...what }: Resuming,
): Promise<Resumed> {
  let before: Control | undefined;
  const ends = (pause: Pause) => (byId || pause.atMs <= saidAtMs) && what.ends(pause);
  const fromMs = Math.min(saidAtMs, atMs);
  const letsGo = ({ breaker }: Control) => letsBreakerGo && (breaker.tripped?.atMs ?? 0) <= saidAtMs;
  const left = await changeControl(
    needs,
    {
      next: (read) => {
        before = read;
        const pauses = read.pauses.filter((pause) => isOn(pause, atMs) && !ends(pause));
        const breaker = letsGo(read)
          ? { countsFromMs: Math.max(read.breaker.countsFromMs ?? 0, fromMs) }
          : read.breaker;
        const isSame = pauses.length === read.pauses.length && isDeepStrictEqual(breaker, read.breaker);
        return isSame ? undefined : { ...read, pauses, breaker };
      },
      isMade: ({ pauses, breaker }) => !pauses.some(ends) && (!letsBreakerGo || (breaker.countsFromMs ?? 0) >= fromMs),
    },
    needs.nowMs() + patienceMs,
  );
  const { pauses = [], breaker } = before ?? {};
  const ended = pauses.filter((pause) => isOn(pause, atMs) && ends(pause));
  return { ended, breaker: before && letsGo(before) ? breaker?.tripped : undefined, left };
}
