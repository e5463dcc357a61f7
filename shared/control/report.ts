import type { DayCount, RuleCount } from "./run-store.ts";

/** One row of a report: what one rule of one policy decided on one day (UTC). */
type ReportRow = {
  readonly Day: string;
  readonly Rule: string;
  /** The serial; 0 is the starter. */
  readonly Policy: number;
  readonly Seen: number;
  readonly Acted: number;
  readonly WouldHaveActed: number;
  readonly Asked: number;
  readonly LeftAlone: number;
  readonly TooLate: number;
  /** What held it longest comes first. */
  readonly Held: readonly { readonly By: string; readonly Minutes: number }[];
};

export type Report = { readonly Since: string; readonly Until: string; readonly Rows: readonly ReportRow[] };

const dayMs = 86_400_000;

/** The days that a report of so many days up to now is about: of each the name, in order. */
export const daysUpTo = (nowMs: number, days: number): readonly string[] =>
  Array.from({ length: days }, (_, at) => dayOf(nowMs - (days - 1 - at) * dayMs));

/** What was decided in these days, the newest day first, and in it the newest policy; pure. Times are ISO, UTC. */
export function report(counts: readonly DayCount[], nowMs: number, days: number): Report {
  const [first = dayOf(nowMs)] = daysUpTo(nowMs, days);
  const rows = counts
    .filter(({ day }) => day >= first)
    .flatMap(({ day, policy, rules }) => rules.map((count) => rowOf(day, policy, count)))
    .sort((a, b) => order(b.Day, a.Day) || b.Policy - a.Policy || order(a.Rule, b.Rule));
  return { Since: `${first}T00:00:00Z`, Until: new Date(nowMs).toISOString(), Rows: rows };
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, "2026-11-29".length);

const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));

const rowOf = (day: string, policy: number, { rule, held, ...count }: RuleCount): ReportRow => ({
  Day: day,
  Rule: rule,
  Policy: policy,
  Seen: count.seen,
  Acted: count.acted,
  WouldHaveActed: count.wouldHaveActed,
  Asked: count.asked,
  LeftAlone: count.leftAlone,
  TooLate: count.tooLate,
  Held: Object.entries(held)
    .map(([By, Minutes]) => ({ By, Minutes }))
    .sort((a, b) => b.Minutes - a.Minutes || order(a.By, b.By)),
});
