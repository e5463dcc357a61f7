import { type ClockMs, clockAt, momentAt } from "./local-time.ts";

/** When planned maintenance may begin, as a policy has it. */
export type Window = {
  /** The days on which it opens, such as `mon`. */
  readonly days: readonly string[];
  /** Clock times such as `01:00`. One that closes before it opens closes on the next day. */
  readonly open: string;
  readonly close: string;
  /** Nothing is begun so long before it closes, milliseconds. */
  readonly cutoffMs: number;
};

const dayMs = 86_400_000;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** A window opens once a week at least. A change of the clock may leave one without a minute, and the next one is whole. */
const searchedDays = 15;

/**
 * The first moment from then on at which a window lets something begin, epoch milliseconds; pure. It is the given one while the window
 * is open. Undefined if it opens on no day.
 */
export function opensAt(window: Window, timeZone: string, fromMs: number): number | undefined {
  const clockMs = clockAt(fromMs, timeZone);
  const today = clockMs - (clockMs % dayMs);
  for (let day = -1; day <= searchedDays; day++) {
    const spanMs = spanOn(window, today + day * dayMs, timeZone); // yesterday's may not have closed yet
    if (spanMs !== undefined && fromMs < spanMs.closes) return Math.max(fromMs, spanMs.opens);
  }
  return undefined;
}

/** From when to when it lets something begin, if it opens on this day and is open for a while. */
function spanOn({ days, open, close, cutoffMs }: Window, day: ClockMs, timeZone: string) {
  const weekday = weekdays[new Date(day).getUTCDay()];
  if (weekday === undefined || !days.includes(weekday)) return undefined;
  const opens = momentAt(day + clockMsOf(open), timeZone);
  const closes = momentAt((close > open ? day : day + dayMs) + clockMsOf(close), timeZone) - cutoffMs;
  return opens < closes ? { opens, closes } : undefined;
}

const clockMsOf = (clock: string): ClockMs => Number(clock.slice(0, 2)) * 3_600_000 + Number(clock.slice(3)) * 60_000;
