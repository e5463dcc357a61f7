import { type LimitTime, type Stopwatch, startStopwatch } from "./stopwatch.ts";

/** Waits for one answer at a time, with a limit whose time does not run while paused. */
export type Awaiter<Answer> = {
  /** The next answer; after `limitMs`, `atLimit` is called, which has to see to an answer. */
  readonly next: (limitMs: number, atLimit: () => void) => Promise<Timed<Answer>>;
  /** Gives the answer, if one is awaited. */
  readonly give: (answer: Answer) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Milliseconds of the present wait, pauses left out. */
  readonly elapsedMs: () => number;
};

type Timed<Answer> = { readonly answer: Answer; readonly durationMs: number };

/** Creates an awaiter that is not paused. */
export function createAwaiter<Answer>(time: LimitTime): Awaiter<Answer> {
  let paused = false;
  let waiting: { readonly stopwatch: Stopwatch; readonly give: (answer: Answer) => void } | undefined;
  return {
    next: (limitMs, atLimit) =>
      new Promise((resolve) => {
        const stopwatch = startStopwatch(time, limitMs, atLimit);
        if (paused) stopwatch.pause();
        const give = (answer: Answer) => {
          const durationMs = stopwatch.elapsedMs();
          stopwatch.pause();
          waiting = undefined;
          resolve({ answer, durationMs });
        };
        waiting = { stopwatch, give };
      }),
    give: (answer) => waiting?.give(answer),
    pause: () => {
      paused = true;
      waiting?.stopwatch.pause();
    },
    resume: () => {
      paused = false;
      waiting?.stopwatch.resume();
    },
    elapsedMs: () => waiting?.stopwatch.elapsedMs() ?? 0,
  };
}
