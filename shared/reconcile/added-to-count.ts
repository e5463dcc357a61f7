import type { CountRow, RuleCount } from "../control/run-store.ts";
import type { Decided } from "../ledger/tally.ts";

/** A decision, with a mark that no other has. */
export type Marked = Pick<Decided, "rule" | "what"> & { readonly mark: string };

/** A run found something of a rule held by this. */
export type HeldBy = { readonly rule: string; readonly by: string };

/** A run is a minute. Whoever counts runs counts minutes. */
const minutesOfRun = 1;
/** So many marks are kept (invented): 60 KB. */
const maxMarks = 5_000;

/**
 * The counters after these decisions, each of which counts once: a mark is written with the number that it stands for,
 * in one row. Undefined if there is nothing to add.
 */
export function addedTo(
  row: CountRow | undefined,
  marked: readonly Marked[],
  held: readonly HeldBy[],
): CountRow | undefined {
  const known = new Set(row?.marks);
  const fresh = marked.filter(({ mark }) => !known.has(mark));
  if (fresh.length + held.length === 0) return undefined;
  const rules = new Map((row?.rules ?? []).map((count) => [count.rule, count]));
  const of = (rule: string): RuleCount => rules.get(rule) ?? { rule, ...nothing };
  for (const { rule, what } of fresh) rules.set(rule, { ...of(rule), [names[what]]: of(rule)[names[what]] + 1 });
  for (const { rule, by } of held)
    rules.set(rule, { ...of(rule), held: { ...of(rule).held, [by]: (of(rule).held[by] ?? 0) + minutesOfRun } });
  const marks = [...known, ...new Set(fresh.map(({ mark }) => mark))].slice(-maxMarks);
  return { rev: (row?.rev ?? 0) + 1, rules: [...rules.values()], marks };
}

const names = {
  Seen: "seen",
  Acted: "acted",
  WouldHaveActed: "wouldHaveActed",
  Asked: "asked",
  LeftAlone: "leftAlone",
  TooLate: "tooLate",
} as const satisfies Record<Decided["what"], Exclude<keyof RuleCount, "rule" | "held">>;

const nothing = { seen: 0, acted: 0, wouldHaveActed: 0, asked: 0, leftAlone: 0, tooLate: 0, held: {} };
