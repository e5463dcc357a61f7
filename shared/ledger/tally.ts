import * as z from "zod";
import type { Ruled } from "./change.ts";
import type { Outcome } from "./outcome.ts";
import type { Wait } from "./progress.ts";
import { type Current, decisions, type InstanceRow } from "./row.ts";
import { type Stood, stoodIn } from "./said-at-end.ts";
import { touched } from "./timeline.ts";

/** What was decided about an operation, by which rule. */
export type Decided = Ruled & { readonly what: (typeof decisions)[number] };

/** What one write decided: `atMs` by the clock of its writer. */
export type Tally = { readonly atMs: number; readonly decided: readonly Decided[] };

/** At most this many writes are kept (invented): so many between two runs of `reconcile` have not been seen. */
const maxTallies = 16;

/**
 * The next version of a row with what the write decides, for `reconcile` to count. As with the lines of the timeline it
 * comes from comparing the two versions, so no decision is made without it. It is kept under the version that the write
 * makes, which no other write has. The operation remembers what was counted of it under its rule, so an event that is
 * looked at every five minutes is counted once.
 */
export function tallied(before: InstanceRow, next: InstanceRow, nowMs: number): InstanceRow {
  const decided: Decided[] = [];
  const marked = touched(before, next).reduce((row, operationId) => {
    const [was, is] = [stoodIn(before, operationId), stoodIn(next, operationId)];
    const plan = (is.current ?? is.entry ?? was.current ?? was.entry)?.plan;
    if (plan === undefined) return row;
    const fresh = decidedOn(was, is).filter((what) => !plan.counted.includes(what));
    decided.push(...fresh.map((what) => ({ policy: plan.policy, rule: plan.rule, what })));
    return fresh.length === 0 ? row : counted(row, operationId, { ...plan, counted: [...plan.counted, ...fresh] });
  }, next);
  return decided.length === 0 ? marked : { ...marked, tally: added(marked, { atMs: nowMs, decided }) };
}

/** All that is true of an operation now, whether it was counted or not. */
function decidedOn(was: Stood, { current, entry, outcome }: Stood): readonly Decided["what"][] {
  if (current !== undefined) return current.progress.state === "Accepted" ? ["Seen", "Acted"] : ["Seen"];
  if (entry !== undefined) return ["Seen", ...decidedByWait(entry.wait)];
  const stood = was.current ?? was.entry;
  return outcome === undefined || stood === undefined ? [] : ["Seen", ...decidedAtEnd(stood, outcome)];
}

const decidedByWait = ({ for: what, code }: Wait) => waitsBy[what === "policy" ? code : what] ?? [];

const waitsBy: Readonly<Record<string, readonly Decided["what"][]>> = {
  PolicyObserves: ["WouldHaveActed"],
  NothingAnswers: ["LeftAlone"],
  approval: ["Asked"],
};

/** A person may have said that an attempt without an answer had its effect. */
function decidedAtEnd(
  { attempt, plan }: Pick<Current, "attempt" | "plan">,
  outcome: Outcome,
): readonly Decided["what"][] {
  const { state, by } = outcome;
  if (attempt > 0 && (state === "Succeeded" || state === "Failed")) return ["Acted"];
  const isUnanswered = state === "Expired" || (state === "SatisfiedElsewhere" && by === undefined);
  // It was to be answered, and nobody said yes, or its event was over first.
  const isAnswered = plan?.counted.some((what) => answers.includes(what)) === true;
  return isUnanswered && !isAnswered ? ["TooLate"] : [];
}

const answers: readonly Decided["what"][] = ["Acted", "WouldHaveActed", "LeftAlone"];

function counted(row: InstanceRow, operationId: string, plan: NonNullable<Current["plan"]>): InstanceRow {
  if (row.current?.operationId === operationId) return { ...row, current: { ...row.current, plan } };
  const entry = row.waiting[operationId];
  return entry === undefined ? row : { ...row, waiting: { ...row.waiting, [operationId]: { ...entry, plan } } };
}

/** With what the newest writes decided. The oldest goes uncounted if there are too many. */
function added({ tally, epoch, beside }: InstanceRow, { atMs, decided }: Tally): InstanceRow["tally"] {
  const text = `${atMs} ${JSON.stringify(decided.map(({ policy, rule, what }) => [policy, what, rule]))}`;
  const all = Object.entries({ ...tally, [`${epoch}_${beside}`]: text });
  const isInOrder = all.length <= maxTallies;
  return Object.fromEntries(
    isInOrder ? all : all.sort(([, a], [, b]) => talliedAtMs(a) - talliedAtMs(b)).slice(-maxTallies),
  );
}

/** When a write decided something, by the clock of its writer, from its text. */
export const talliedAtMs = (text: string) => Number.parseInt(text, 10) || 0;

/** What a write decided, from its text. Nothing, if it is torn: no operation rests on it. */
export function readTally(text: string): Tally {
  const atMs = talliedAtMs(text);
  try {
    const decided = stored.parse(JSON.parse(text.slice(text.indexOf(" ") + 1)));
    return { atMs, decided: decided.map(([policy, what, rule]) => ({ policy, what, rule })) };
  } catch {
    return { atMs, decided: [] };
  }
}

const stored = z.array(z.tuple([z.int(), z.enum(decisions), z.string()]));
