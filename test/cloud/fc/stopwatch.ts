import type { Clock } from "../core/clock.ts";

/** Counts towards a limit, except while paused. */
export type Stopwatch = {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Milliseconds counted so far. */
  readonly elapsedMs: () => number;
};

/** The time that limits are counted in. */
export type LimitTime = Pick<Clock, "nowMs" | "after">;

/** Starts a stopwatch that calls `onLimit` once `limitMs` of unpaused time have passed. */
export function startStopwatch({ nowMs, after }: LimitTime, limitMs: number, onLimit: () => void): Stopwatch {
  let countedMs = 0;
  let sinceMs: number | undefined;
  let cancel = () => {};

  const elapsedMs = () => countedMs + (sinceMs === undefined ? 0 : nowMs() - sinceMs);
  const pause = () => {
    cancel();
    countedMs = elapsedMs();
    sinceMs = undefined;
  };
  const resume = () => {
    pause();
    sinceMs = nowMs();
    cancel = after(limitMs - countedMs, onLimit);
  };

  resume();
  return { pause, resume, elapsedMs };
}
