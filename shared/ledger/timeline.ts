import type { OperationChange } from "./change.ts";
import { countedUp, lineAt, nameOf, textIn, textOf, withName, withoutName } from "./line.ts";
import type { Outcome } from "./outcome.ts";
import type { InstanceRow } from "./row.ts";
import { authorOf, saidOf } from "./said.ts";
import { stoodIn } from "./said-at-end.ts";

/** At most this many lines are of what is current or waits, and this many of them go into an outcome. */
export const maxLines = 24;
const maxLinesOfOutcome = 8;
/** At most this many outcomes keep their lines: the newest. */
const maxOutcomesWithLines = 20;
/** A try without a send is a round of two lines: it was claimed, and why it waits. */
const roundLines = 2;

/**
 * The next version of a row with a line for each operation that the write changes. The lines come from comparing the
 * two versions. So a change cannot forget its line, and a write that changes no operation has none.
 */
export function recorded(before: InstanceRow, next: InstanceRow, change: OperationChange, nowMs: number): InstanceRow {
  const by = authorOf(change, before);
  return touched(before, next).reduce((row, operationId) => {
    const [was, is] = [stoodIn(before, operationId), stoodIn(next, operationId)];
    const isGone = is.current === undefined && is.entry === undefined && is.outcome === undefined;
    if (isGone && was.current === undefined && was.entry === undefined) return row; // a forgotten outcome
    const begun = begunAnew(row, operationId, was.outcome);
    const lined = withLine(begun, operationId, textOf(operationId, saidOf(change, was, is), by), nowMs);
    return is.outcome === undefined ? limited(lined) : ended(lined, operationId, is.outcome);
  }, next);
}

/** The ids of the operations that are not the same in both versions, the current one last. */
export function touched(before: InstanceRow, next: InstanceRow): readonly string[] {
  const ids = [...differing(before.waiting, next.waiting), ...differing(before.outcomes, next.outcomes)];
  if (before.current !== next.current)
    for (const current of [before.current, next.current]) if (current !== undefined) ids.push(current.operationId);
  return [...new Set(ids.reverse())].reverse();
}

function differing<T>(before: Readonly<Record<string, T>>, next: Readonly<Record<string, T>>): string[] {
  if (before === next) return [];
  const gone = Object.keys(before).filter((name) => !(name in next));
  return [...gone, ...Object.keys(next).filter((name) => before[name] !== next[name])];
}

/** What had ended goes on, or is spoken of once more, such as an event that was given up and is listed after all: so do its lines. */
function begunAnew(row: InstanceRow, operationId: string, outcome: Outcome | undefined): InstanceRow {
  return (outcome?.timeline ?? []).map((line) => withName(line, operationId)).reduce(added, row);
}

const added = (row: InstanceRow, line: string): InstanceRow => {
  const seq = row.seq + 1;
  return { ...row, seq, timeline: { ...row.timeline, [seq]: line } };
};

/** What was said of the operation a moment ago is counted up. Anything else is a line of its own, with the next number. */
function withLine(row: InstanceRow, operationId: string, text: string, nowMs: number): InstanceRow {
  const again = linesOf(row, operationId)
    .slice(-roundLines)
    .find(([, line]) => textIn(line) === text);
  if (again === undefined) return added(row, lineAt(nowMs, text));
  const [seq, line] = again;
  return { ...row, timeline: { ...row.timeline, [seq]: countedUp(line, nowMs) } };
}

/** The lines of one operation with their numbers, oldest first: numeric names of an object are in order. */
function linesOf({ timeline }: InstanceRow, operationId: string): [string, string][] {
  const start = `${nameOf(operationId)} `;
  return Object.entries(timeline).filter(([, line]) => textIn(line).startsWith(start));
}

/** The row without its oldest lines. Their numbers are not given again. */
function limited(row: InstanceRow): InstanceRow {
  const lines = Object.entries(row.timeline);
  return lines.length <= maxLines ? row : { ...row, timeline: Object.fromEntries(lines.slice(-maxLines)) };
}

/** The row after an operation has ended: the outcome takes its lines along. */
function ended(row: InstanceRow, operationId: string, outcome: Outcome): InstanceRow {
  const own = linesOf(row, operationId);
  const gone = new Set(own.map(([seq]) => seq));
  const timeline = Object.fromEntries(Object.entries(row.timeline).filter(([seq]) => !gone.has(seq)));
  const lines = own.slice(-maxLinesOfOutcome).map(([, line]) => withoutName(line, operationId));
  const outcomes = { ...row.outcomes, [operationId]: { ...outcome, timeline: lines } };
  return { ...row, timeline, outcomes: withoutOldLines(outcomes) };
}

/** The outcomes, of which only the newest have lines. */
function withoutOldLines(outcomes: InstanceRow["outcomes"]): InstanceRow["outcomes"] {
  const lined = Object.entries(outcomes).filter(([, { timeline }]) => timeline !== undefined);
  if (lined.length <= maxOutcomesWithLines) return outcomes;
  const old = lined.sort(([, a], [, b]) => b.endedAtMs - a.endedAtMs).slice(maxOutcomesWithLines);
  return { ...outcomes, ...Object.fromEntries(old.map(([id, { timeline: _, ...bare }]) => [id, bare])) };
}
