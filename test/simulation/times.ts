import { minuteMs } from "./cloud.ts";
import { startMs } from "./names.ts";
import type { World } from "./world.ts";

/** When planned maintenance may be begun, as a schedule's policy has it. Times are epoch milliseconds. */
export type Times = {
  /** A window of every day: when it opens once, how long it is open, and how long before its end nothing is begun. */
  readonly window?: { readonly opensMs: number; readonly lengthMs: number; readonly cutoffMs: number };
  readonly freeze?: { readonly fromMs: number; readonly toMs: number };
  /** Nothing is begun so close to an event's own time, milliseconds. */
  readonly guardBandMs?: number;
};

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const anyTime: Times = {};

/** Policies have whole minutes. */
const around = (nowMs: number, minutes: number) => (Math.floor(nowMs / minuteMs) + minutes) * minuteMs;

const windowSoon = (nowMs: number): Times => ({
  window: { opensMs: around(nowMs, 3), lengthMs: 6 * hourMs, cutoffMs: 0 },
});
/** Only the cutoff is to come: the window itself is open for half an hour more. */
const windowEnds = (nowMs: number): Times => ({
  window: { opensMs: around(nowMs, 33) - 6 * hourMs, lengthMs: 6 * hourMs, cutoffMs: 30 * minuteMs },
});
const frozen = (nowMs: number): Times => ({ freeze: { fromMs: around(nowMs, -60), toMs: around(nowMs, 120) } });
const frozenSoon = (nowMs: number): Times => ({ freeze: { fromMs: around(nowMs, 2), toMs: around(nowMs, 180) } });
/** It begins in two minutes for what is due a day after the schedule began. */
const inBand = (nowMs: number): Times => ({
  guardBandMs: Math.max(minuteMs, startMs + dayMs - around(nowMs, 2)),
});

/** From the beginning a hook is asked before whatever is begun, at any time. */
const aHook = "a hook";

/** What policies say about times in the schedules that have any. A tape's numbers rest on this order. */
const kinds: readonly (readonly [name: string, make: (nowMs: number) => Times, isLater?: true])[] = [
  ...Array.from({ length: 8 }, () => ["any time", () => anyTime] as const),
  ["window soon", windowSoon],
  ["window ends", windowEnds],
  ["frozen", frozen],
  ["frozen soon", frozenSoon],
  ["window in a freeze", (nowMs) => ({ ...windowSoon(nowMs), ...frozen(nowMs) })],
  ["guard band", inBand],
  ["frozen, later", frozen, true],
  ["window ends, later", windowEnds, true],
  ["guard band, later", inBand, true],
  ...Array.from({ length: 5 }, () => [aHook, () => anyTime] as const),
];

/** In half of the random schedules the policy says when: from the beginning, or from a moment on until another one. */
export function chooseTimes(world: World): void {
  const names = kinds.map(([name]) => name);
  const [name, make, isLater] = kinds[world.tape.choose(kinds.length, "setup", () => names)] ?? [];
  if (name === aHook) startHooked(world);
  if (make === undefined || make(0) === anyTime) return;
  if (isLater) world.timesToCome.push(make, () => anyTime);
  else applyTimes(world, make, 0);
}

/** A hook is asked in a run of its own: there are more of them then. */
function startHooked({ modes, left }: World): void {
  modes.push({ mode: "act", sinceMs: 0, hook: true });
  if (left.reconciles > 0) left.reconciles *= 3;
}

/** The owner applies a policy with these times. */
export function applyTimes({ timed, nowMs, say }: World, make: (nowMs: number) => Times, sinceMs = nowMs): void {
  const times = make(nowMs);
  timed.push({ times, sinceMs });
  say(() => `the owner says when: ${JSON.stringify(times)}`);
}

const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const localTime = (atMs: number) => new Date(atMs).toISOString().slice(0, 16).replace("T", " ");
const clockTime = (atMs: number) => localTime(atMs).slice(-5);
const lengthOf = (ms: number) => `${ms / minuteMs}m`;

/** The keys of a policy that say so, and the window that its rules name. */
export function holdsOf({ window, freeze, guardBandMs }: Times) {
  const nights = window && {
    ...{ days: everyDay, open: clockTime(window.opensMs), close: clockTime(window.opensMs + window.lengthMs) },
    cutoff: lengthOf(window.cutoffMs),
  };
  const keys = {
    timeZone: "UTC",
    ...(nights && { windows: { nights } }),
    ...(freeze && { freezes: [{ from: localTime(freeze.fromMs), to: localTime(freeze.toMs), why: "a freeze" }] }),
    ...(guardBandMs !== undefined && { guardBand: lengthOf(guardBandMs) }),
  };
  return { keys, ...(window && { window: "nights" }) };
}
