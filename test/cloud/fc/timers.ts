import type { Clock } from "../core/clock.ts";
import type { Holds } from "../core/guesses.ts";
import type { FunctionDefinition } from "./serverless-yaml.ts";

/** One timer trigger. */
type Timer = {
  readonly definition: FunctionDefinition;
  readonly triggerName: string;
  readonly everyMs: number;
  readonly payload: string;
};

type TimersOptions = {
  readonly clock: Pick<Clock, "nowMs" | "at">;
  readonly definitions: readonly FunctionDefinition[];
  /** Queues the invocation; true in the answer while that run is neither finished nor frozen. */
  readonly fire: (timer: Timer, payload: Buffer) => () => boolean;
  readonly holds: Holds;
};

/**
 * Fires the timer triggers of all functions on the world's clock until the returned function is called; the first time
 * one interval from now (invented). A timer whose last run is still going on skips a turn (invented: it keeps an
 * advance of a day from starting a thousand runs at once); a frozen run does not hold it up.
 */
export function startTimers({ clock, definitions, fire, holds }: TimersOptions): () => void {
  const stops = new Map<Timer, () => void>();

  const arm = (timer: Timer, dueMs: number, running: () => boolean) => {
    const stop = clock.at(dueMs, () => {
      const next = running() ? running : fire(timer, timerEvent(timer, dueMs));
      arm(timer, dueMs + timer.everyMs, next);
    });
    stops.set(timer, stop);
  };

  const firstMs = ({ everyMs }: Timer) => clock.nowMs() + (holds("fc.timer-start") ? everyMs : 0);
  for (const timer of definitions.flatMap(timersOf)) arm(timer, firstMs(timer), () => false);
  return () => {
    for (const stop of stops.values()) stop();
  };
}

function timersOf(definition: FunctionDefinition): readonly Timer[] {
  return definition.triggers.flatMap((trigger) => {
    if (trigger.triggerType !== "timer" || !trigger.triggerConfig.enable) return [];
    const { cronExpression: everyMs, payload = "" } = trigger.triggerConfig;
    return [{ definition, triggerName: trigger.triggerName, everyMs, payload }];
  });
}

/** The event of a timer trigger (AC/functioncompute/fc/time-triggers): all strings, the time without milliseconds. */
const timerEvent = ({ triggerName, payload }: Timer, dueMs: number) =>
  Buffer.from(JSON.stringify({ triggerTime: `${new Date(dueMs).toISOString().slice(0, 19)}Z`, triggerName, payload }));
