/** Counts real time towards a limit, except while paused. */
export type Stopwatch = {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Real milliseconds counted so far. */
  readonly elapsedMs: () => number;
};

/** Starts a stopwatch that calls `onLimit` once `limitMs` of unpaused real time have passed. */
export function startStopwatch(limitMs: number, onLimit: () => void): Stopwatch {
  let countedMs = 0;
  let sinceMs: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const elapsedMs = () => countedMs + (sinceMs === undefined ? 0 : performance.now() - sinceMs);
  const pause = () => {
    clearTimeout(timer);
    countedMs = elapsedMs();
    sinceMs = undefined;
  };
  const resume = () => {
    pause();
    sinceMs = performance.now();
    timer = setTimeout(onLimit, Math.min(limitMs - countedMs, 2 ** 31 - 1));
    timer.unref();
  };

  resume();
  return { pause, resume, elapsedMs };
}
