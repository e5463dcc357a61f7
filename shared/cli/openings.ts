import { calendarOf } from "../guards/calendar.ts";
import { clockAt } from "../guards/local-time.ts";
import { datesOf } from "../policy/in-force.ts";
import type { Policy } from "../policy/policy.ts";

/** When each window of a policy lets something begin next, with its freezes: a line for each, by the policy's own clock. Pure. */
export const openingWords = (policy: Policy, nowMs: number): string =>
  Object.entries(openingsOf(policy, nowMs))
    .map(([name, atMs]) => `window ${name}: ${wordsOf(atMs, policy.timeZone, nowMs)}`)
    .join("\n");

/** Epoch milliseconds; undefined: it never opens. */
function openingsOf(policy: Policy, nowMs: number): Readonly<Record<string, number | undefined>> {
  const calendar = calendarOf(datesOf(policy));
  const opensAt = (window: string) => {
    const hold = calendar({ window, overridesFreeze: false }, nowMs);
    return hold === undefined ? nowMs : hold.untilMs;
  };
  return Object.fromEntries(Object.keys(policy.windows ?? {}).map((name) => [name, opensAt(name)]));
}

function wordsOf(atMs: number | undefined, timeZone: string, nowMs: number): string {
  if (atMs === undefined) return "never opens";
  if (atMs === nowMs) return "is open now";
  const shown = new Date(clockAt(atMs, timeZone)).toISOString().slice(0, 16).replace("T", " ");
  return `lets planned maintenance begin next on ${shown} (${timeZone})`;
}
