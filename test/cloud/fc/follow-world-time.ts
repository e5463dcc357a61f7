import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { type WorldTime, worldTimeOver } from "../core/world-time.ts";

/** Makes `Date` tell the world's time in this thread; `slept` is told when a pause of the thread has moved the world. */
export function followWorldTime(shared: SharedArrayBuffer, slept: () => void): void {
  const RealDate = globalThis.Date;
  const time = worldTimeOver(shared, RealDate.now);
  RealDate.now = time.nowMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, sent, newTarget) =>
      Reflect.construct(target, sent.length === 0 ? [time.nowMs()] : sent, newTarget),
    apply: () => new RealDate(time.nowMs()).toString(),
  });
  RealDate.prototype.constructor = globalThis.Date;
  if (!time.runs) moveWorldByPauses(time, slept);
}

/**
 * What a function has slept through has passed in a world that stands; else one that tries again until its time is up
 * would never end. The sleep itself takes real time, but by how much the world moves is what the function asked for.
 */
function moveWorldByPauses({ nowMs, moveTo }: WorldTime, slept: () => void): void {
  const passed = (untilMs: number) => {
    moveTo(untilMs);
    slept();
  };
  const realTimeout = globalThis.setTimeout;
  const realDelay = timersPromises.setTimeout;
  const delay: typeof realDelay = async (delayMs = 0, ...rest) => {
    const untilMs = nowMs() + delayMs;
    const value = await realDelay(delayMs, ...rest);
    passed(untilMs);
    return value;
  };
  const timeout = (action: (...values: unknown[]) => void, delayMs = 0, ...values: unknown[]) => {
    const untilMs = nowMs() + delayMs;
    const fire = () => {
      passed(untilMs);
      action(...values);
    };
    return realTimeout(fire, delayMs);
  };
  Object.assign(timersPromises, { setTimeout: delay });
  Object.assign(timeout, { [promisify.custom]: delay });
  Object.assign(timers, { setTimeout: timeout });
  Object.assign(globalThis, { setTimeout: timeout });
}
