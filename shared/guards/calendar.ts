import type { Hold } from "./hold.ts";
import { momentAt } from "./local-time.ts";
import { opensAt, type Window } from "./window.ts";

/** What keeps planned maintenance from being begun by the calendar. */
export type Calendar = (begun: OnCalendar, nowMs: number) => Hold | undefined;

export type OnCalendar = {
  /** The window of the rule that decided; undefined for a call, and for a rule without one. */
  readonly window: string | undefined;
  /** True iff a person who may says that no freeze holds it. */
  readonly overridesFreeze: boolean;
};

/** From when to when nothing planned is begun, as a policy has it, such as `2027-01-28 00:00`. */
type Frozen = { readonly from: string; readonly to: string; readonly why: string };

type Dates = {
  readonly timeZone: string;
  readonly windows: Readonly<Record<string, Window>>;
  readonly freezes: readonly Frozen[];
};

type Freeze = { readonly fromMs: number; readonly toMs: number; readonly why: string };

/** The calendar of a policy; pure. It is made once, since each look at a time zone costs some hundredths of a millisecond. */
export function calendarOf({ timeZone, windows, freezes: dates }: Dates): Calendar {
  const freezes = dates.map((freeze) => freezeOf(freeze, timeZone));
  return ({ window: name, overridesFreeze }, nowMs) => {
    const window = name === undefined ? undefined : windows[name];
    const holding = overridesFreeze ? [] : freezes;
    const opens = (fromMs: number) => (window === undefined ? fromMs : opensAt(window, timeZone, fromMs));
    const untilMs = opening(opens, holding, nowMs);
    if (untilMs === nowMs) return undefined;
    const freeze = frozenAt(holding, nowMs);
    return freeze === undefined
      ? { code: "OutsideWindow", untilMs, why: `its window "${name}" is not open` }
      : { code: "Forbidden.Frozen", untilMs, why: `nothing planned is begun until ${iso(freeze.toMs)}: ${freeze.why}` };
  };
}

/** A freeze that ends at a time that the clock shows twice ends at the later one. */
const freezeOf = ({ from, to, why }: Frozen, timeZone: string): Freeze => ({
  fromMs: momentAt(clockMsOf(from), timeZone),
  toMs: momentAt(clockMsOf(to), timeZone, "later"),
  why,
});

/** The first moment from then on at which window and freezes let something begin. Each freeze is passed once at most. */
function opening(opens: (fromMs: number) => number | undefined, freezes: readonly Freeze[], fromMs: number) {
  let atMs = opens(fromMs);
  while (atMs !== undefined) {
    const freeze = frozenAt(freezes, atMs);
    if (freeze === undefined) return atMs;
    atMs = opens(freeze.toMs);
  }
  return undefined;
}

/** The freeze at this moment, the one that ends last. */
const frozenAt = (freezes: readonly Freeze[], atMs: number): Freeze | undefined =>
  freezes.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs).sort((a, b) => b.toMs - a.toMs)[0];

const clockMsOf = (local: string) => Date.parse(`${local.replace(" ", "T")}Z`);

const iso = (atMs: number) => new Date(atMs).toISOString();
