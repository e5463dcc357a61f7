import { StoreUnknown } from "./store.ts";

/** A clock (epoch ms), and a pause that lasts about half to all of `atMostMs`, drawn anew each time. */
export type Patience = {
  readonly nowMs: () => number;
  readonly pause: (atMostMs: number) => Promise<void>;
};

/** The first and the longest pause. A store that splits a partition refuses for some seconds (Tablestore, OTSServerBusy). */
const firstPauseMs = 25;
const longestPauseMs = 1_000;
/** So many tries take five to ten seconds. More would eat the time that the call itself may take. */
const maxTries = 12;

/**
 * Calls the store until it answers, with growing pauses, while there is time for another try. The call must be safe to
 * repeat. Throws the last `StoreUnknown`. Throws any other error at once.
 */
export async function patiently<T>(
  { nowMs, pause }: Patience,
  untilMs: number,
  call: (isRepeated: boolean) => Promise<T>,
): Promise<T> {
  let pauseMs = firstPauseMs;
  for (let tries = 1; ; tries++) {
    try {
      return await call(tries > 1);
    } catch (error) {
      const unknown = unknownOnly(error);
      if (tries === maxTries || nowMs() + pauseMs >= untilMs) throw unknown;
    }
    await pause(pauseMs);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }
}

/** Returns the error if it is a lost answer of the store. Throws any other error. */
function unknownOnly(error: unknown): StoreUnknown {
  if (error instanceof StoreUnknown) return error;
  throw error;
}
