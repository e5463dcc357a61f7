import type { Calendar, OnCalendar } from "./calendar.ts";
import type { Hold } from "./hold.ts";

/** What is to be begun, as far as its time is concerned. */
export type InTime = OnCalendar & {
  /** False for what answers a failure: nothing of this holds that. */
  readonly planned: boolean;
  /** When the platform acts by itself, epoch milliseconds, if an event of automation's names a time. */
  readonly dueMs: number | undefined;
  /** A person wants it to begin no sooner, epoch milliseconds: a failure's answer waits for that too. */
  readonly postponed?: { readonly untilMs: number; readonly by: string } | undefined;
};

/**
 * What keeps it from being begun at this time; pure. The platform's own time counts only while it is still to come. What cannot begin
 * before the guard band says so at once: by then it is too late.
 */
export function heldByTime(
  { planned, dueMs, postponed, ...begun }: InTime,
  { guardBandMs, calendar }: { readonly guardBandMs: number; readonly calendar: Calendar | undefined },
  nowMs: number,
): Hold | undefined {
  const later = heldByWord(postponed, nowMs);
  if (!planned) return later;
  const isToCome = dueMs !== undefined && dueMs > nowMs;
  if (isToCome && nowMs >= dueMs - guardBandMs)
    return { code: "GuardBand", untilMs: dueMs, why: `the platform acts by itself at ${iso(dueMs)}` };
  const hold = later ?? calendar?.(begun, nowMs);
  if (hold === undefined || !isToCome) return hold;
  const { untilMs = Number.POSITIVE_INFINITY, why } = hold;
  if (untilMs < dueMs - guardBandMs) return hold;
  return {
    code: "NoTimeLeft",
    untilMs: hold.untilMs && Math.max(hold.untilMs, dueMs),
    why: `${why}, and from ${iso(dueMs - guardBandMs)} on nothing planned is begun: the platform acts by itself at ${iso(dueMs)}`,
  };
}

const heldByWord = (postponed: InTime["postponed"], nowMs: number): Hold | undefined =>
  postponed === undefined || postponed.untilMs <= nowMs
    ? undefined
    : { code: "Postponed", untilMs: postponed.untilMs, why: `${postponed.by} has postponed it` };

/** True iff what waits with this code waits for a window to open, a freeze to end or a time that people named, with others. */
export const isOfCalendar = (code: string) =>
  code === "OutsideWindow" || code === "Forbidden.Frozen" || code === "Postponed";

const iso = (atMs: number) => new Date(atMs).toISOString();
