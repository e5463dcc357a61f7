import type { Clock } from "../core/clock.ts";
import type { Holds } from "../core/guesses.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import type { Registry } from "./registry.ts";

/** One timer trigger. */
type Timer = {
  readonly functionName: string;
  readonly triggerName: string;
  readonly everyMs: number;
  readonly payload: string;
};

export type TimersOptions = {
  readonly clock: Pick<Clock, "nowMs" | "at">;
  readonly registry: Pick<Registry, "all" | "onChange">;
  /** Queues the invocation; true in the answer while that run is neither finished nor frozen. */
  readonly fire: (timer: Timer, payload: Buffer) => () => boolean;
  readonly holds: Holds;
};

export type Timers = {
  /** Starts the timers that are new or changed, and stops those that are not there any more; after each change by itself. */
  readonly follow: () => void;
  readonly stop: () => void;
};

/**
 * Fires the timer triggers of all functions on the world's clock; the first time one interval from now (invented). A timer
 * whose last run is still going on skips a turn (invented: it keeps an advance of a day from starting a thousand runs at
 * once); a frozen run does not hold it up.
 */
export function createTimers({ clock, registry, fire, holds }: TimersOptions): Timers {
  const stops = new Map<string, () => void>();

  const arm = (timer: Timer, dueMs: number, running: () => boolean) => {
    const stop = clock.at(dueMs, () => {
      const next = running() ? running : fire(timer, timerEvent(timer, dueMs));
      arm(timer, dueMs + timer.everyMs, next);
    });
    stops.set(keyOf(timer), stop);
  };

  const firstMs = ({ everyMs }: Timer) => clock.nowMs() + (holds("fc.timer-start") ? everyMs : 0);
  const follow = () => {
    const all = registry.all().flatMap(({ definition }) => timersOf(definition));
    const timers = new Map(all.map((timer) => [keyOf(timer), timer] as const));
    for (const [key, stop] of stops) {
      if (timers.has(key)) continue;
      stop();
      stops.delete(key);
    }
    for (const [key, timer] of timers) if (!stops.has(key)) arm(timer, firstMs(timer), () => false);
  };
  follow();
  registry.onChange(follow);
  return {
    follow,
    stop: () => {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}

/** Timers with the same key are the same: a change of the rest of their function does not touch them. */
const keyOf = ({ functionName, triggerName, everyMs, payload }: Timer) =>
  JSON.stringify([functionName, triggerName, everyMs, payload]);

function timersOf({ functionName, triggers }: FunctionDefinition): readonly Timer[] {
  return triggers.flatMap((trigger) => {
    if (trigger.triggerType !== "timer" || !trigger.triggerConfig.enable) return [];
    const { cronExpression: everyMs, payload = "" } = trigger.triggerConfig;
    return [{ functionName, triggerName: trigger.triggerName, everyMs, payload }];
  });
}

/** The event of a timer trigger (AC/functioncompute/fc/time-triggers): all strings, the time without milliseconds. */
const timerEvent = ({ triggerName, payload }: Timer, dueMs: number) =>
  Buffer.from(JSON.stringify({ triggerTime: `${new Date(dueMs).toISOString().slice(0, 19)}Z`, triggerName, payload }));
