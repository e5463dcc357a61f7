import { newWorldTime, worldTimeOver } from "./world-time.ts";

/**
 * The one clock of the local cloud. It stands still until somebody advances it, unless it is told to run with real time.
 * Function instances read the same memory, so `Date` inside a function, date checks on the wire, timers and tasks agree.
 */
export type Clock = {
  /** World time, epoch milliseconds. */
  readonly nowMs: () => number;
  /**
   * Runs `action` when the world reaches `dueMs`, or `dropped` if the world is reset before; the returned function
   * cancels both.
   */
  readonly at: (dueMs: number, action: Action, dropped?: () => void) => () => void;
  /** Runs `action` `delayMs` of world time from now. */
  readonly after: (delayMs: number, action: Action, dropped?: () => void) => () => void;
  /** Moves the world forward; every timer due on the way has run, at its own time, when the promise resolves. */
  readonly advance: (advanceMs: number) => Promise<void>;
  /** Runs what is due, after a function instance has moved the world. */
  readonly catchUp: () => Promise<void>;
  /** Drops all timers and returns to real time. */
  readonly reset: () => void;
  /** What function instances read the time from; see world-time.ts. */
  readonly shared: SharedArrayBuffer;
};

type Action = () => void | Promise<void>;
type Timer = { readonly dueMs: number; readonly order: number; readonly action: Action; readonly dropped: () => void };

/** Creates the world's clock: at real time, and standing there unless it `runs`. */
export function createClock({ runs = false }: { readonly runs?: boolean } = {}): Clock {
  const shared = newWorldTime(runs);
  const time = worldTimeOver(shared, Date.now);
  const timers = new Set<Timer>();
  let order = 0;
  let wake: NodeJS.Timeout | undefined;

  const next = (untilMs: number) =>
    [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];

  /** A world that runs has to be woken when its next timer is due. */
  const arm = () => {
    clearTimeout(wake);
    const first = runs ? next(Number.POSITIVE_INFINITY) : undefined;
    if (first === undefined) return;
    const delayMs = Math.min(Math.max(first.dueMs - time.nowMs(), 0), 2 ** 31 - 1);
    wake = setTimeout(() => void runDue(time.nowMs()).finally(arm), delayMs);
    wake.unref();
  };

  const runDue = async (untilMs: number) => {
    for (let timer = next(untilMs); timer !== undefined; timer = next(untilMs)) {
      timers.delete(timer);
      time.moveTo(timer.dueMs);
      await timer.action();
    }
  };

  const at: Clock["at"] = (dueMs, action, dropped = () => undefined) => {
    const timer = { dueMs, order: order++, action, dropped };
    timers.add(timer);
    arm();
    return () => void timers.delete(timer);
  };

  const begin = () => time.set(runs ? 0 : startOfStand(Date.now()));

  begin();
  return {
    nowMs: time.nowMs,
    at,
    after: (delayMs, action, dropped) => at(time.nowMs() + delayMs, action, dropped),
    advance: async (advanceMs) => {
      const targetMs = time.nowMs() + advanceMs;
      await runDue(targetMs);
      time.moveTo(targetMs);
      arm();
    },
    catchUp: () => runDue(time.nowMs()),
    reset: () => {
      clearTimeout(wake);
      const forgotten = [...timers];
      timers.clear();
      begin();
      for (const { dropped } of forgotten) dropped();
    },
    shared,
  };
}

/**
 * A world that stands begins in the present minute, since SDKs outside of it sign with real time, and always at the
 * same place in that minute: what has a resolution of minutes or seconds comes out the same in every run. Any place
 * would do; it is no whole second, so that what is cut off shows.
 */
const startOfStand = (realMs: number) => Math.floor(realMs / 60_000) * 60_000 + 17_123;
