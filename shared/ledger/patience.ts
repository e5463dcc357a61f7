import { StoreUnknown } from "./store.ts";

/** What trying again needs: a clock (epoch ms), and a pause of about half to all of a time (ms), drawn anew each time. */
export type Patience = {
  readonly nowMs: () => number;
  readonly pause: (atMostMs: number) => Promise<void>;
};

/** The first pause, and the longest. A store that splits a partition refuses for some seconds (Tablestore, OTSServerBusy). */
const firstPauseMs = 25;
const longestPauseMs = 1_000;
/** With these pauses five to ten seconds: more would eat what the call itself may take. */
const maxTries = 12;

/**
 * Calls the store until it answers, with growing pauses, while there is time for another try. A call must be one that
 * may be repeated. Throws the last `StoreUnknown`; any other error goes on at once.
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

/** Lets only a lost answer pass as one; any other error goes on. */
function unknownOnly(error: unknown): StoreUnknown {
  if (error instanceof StoreUnknown) return error;
  throw error;
}
