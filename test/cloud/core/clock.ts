/**
 * The one clock of the local cloud: real time plus whatever a tester advanced. Function instances read the same
 * offset through `shared`, so `Date` inside a function, date checks on the wire, timers and tasks all agree.
 */
export type Clock = {
  /** World time, epoch milliseconds. */
  readonly nowMs: () => number;
  /** Runs `action` when the world reaches `dueMs`; the returned function cancels it. */
  readonly at: (dueMs: number, action: () => void | Promise<void>) => () => void;
  /** Runs `action` `delayMs` of world time from now. */
  readonly after: (delayMs: number, action: () => void | Promise<void>) => () => void;
  /** Moves the world forward; every timer due on the way has run, at its own time, when the promise resolves. */
  readonly advance: (advanceMs: number) => Promise<void>;
  /** Drops all timers and returns to real time. */
  readonly reset: () => void;
  /** A Float64Array over one number: the offset in milliseconds that was added to real time. */
  readonly shared: SharedArrayBuffer;
};

type Timer = { readonly dueMs: number; readonly order: number; readonly action: () => void | Promise<void> };

/** Creates the world's clock, in step with real time. */
export function createClock(): Clock {
  const shared = new SharedArrayBuffer(8);
  const offset = new Float64Array(shared);
  const timers = new Set<Timer>();
  let order = 0;
  let wake: NodeJS.Timeout | undefined;

  const nowMs = () => Date.now() + (offset[0] ?? 0);

  const next = (untilMs: number) =>
    [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];

  const arm = () => {
    clearTimeout(wake);
    const first = next(Number.POSITIVE_INFINITY);
    if (first === undefined) return;
    wake = setTimeout(
      () => void runDue(nowMs()).finally(arm),
      Math.min(Math.max(first.dueMs - nowMs(), 0), 2 ** 31 - 1),
    );
    wake.unref();
  };

  const runDue = async (untilMs: number) => {
    for (let timer = next(untilMs); timer !== undefined; timer = next(untilMs)) {
      timers.delete(timer);
      const lateMs = timer.dueMs - nowMs();
      if (lateMs > 0) offset[0] = (offset[0] ?? 0) + lateMs;
      await timer.action();
    }
  };

  const at: Clock["at"] = (dueMs, action) => {
    const timer = { dueMs, order: order++, action };
    timers.add(timer);
    arm();
    return () => void timers.delete(timer);
  };

  return {
    nowMs,
    at,
    after: (delayMs, action) => at(nowMs() + delayMs, action),
    advance: async (advanceMs) => {
      const targetMs = nowMs() + advanceMs;
      await runDue(targetMs);
      offset[0] = (offset[0] ?? 0) + Math.max(targetMs - nowMs(), 0);
      arm();
    },
    reset: () => {
      clearTimeout(wake);
      timers.clear();
      offset[0] = 0;
    },
    shared,
  };
}
