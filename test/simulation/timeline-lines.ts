import type { InstanceRow } from "../../shared/ledger/row.ts";

/** A line that a write added, or counted up. */
export type Fresh = { readonly operation: string; readonly what: string; readonly by: string };

/** For JSON: what a row says apart from its timeline. */
export const withoutLines = (name: string, value: unknown) => (isLines(name) ? undefined : value);

export const isLines = (name: string) => name === "timeline" || name === "seq";

const bodyOf = (line: string) => line.slice(line.indexOf(" ") + 1);

function readFresh(line: string): Fresh {
  const [operation = "", what = "", by = ""] = bodyOf(line).split(" ");
  return { operation, what, by };
}

/** The lines that were not there before, those of an operation that begins anew left out. */
export function freshIn(stored: InstanceRow, next: InstanceRow): readonly Fresh[] {
  const forgotten = forgottenIn(stored, next);
  const known = [...Object.values(stored.timeline), ...forgotten];
  const added = Object.entries(next.timeline).filter(([seq, line]) => stored.timeline[seq] !== line);
  const ended = Object.keys(next.outcomes).flatMap((id) =>
    stored.outcomes[id] === undefined || isJudged(stored, next, id) ? linesOf(next, id) : [],
  );
  const isNew = (line: string) => !forgotten.includes(line); // by its number it is: what happens twice in one moment has two
  return [...added.map(([, line]) => line).filter(isNew), ...ended.filter((line) => !known.includes(line))].map(
    readFresh,
  );
}

/** The lines of an outcome, each with its operation as other lines have it. */
const linesOf = ({ outcomes }: InstanceRow, id: string): readonly string[] =>
  (outcomes[id]?.timeline ?? []).map((line) => line.replace(" ", ` ${id.slice(0, 16)} `));

/** The lines of outcomes that are no more, or of which a person has said something. */
const forgottenIn = (stored: InstanceRow, next: InstanceRow) =>
  Object.keys(stored.outcomes).flatMap((id) =>
    next.outcomes[id] === undefined || isJudged(stored, next, id) ? linesOf(stored, id) : [],
  );

/** True iff a person has said something of what had ended: its last line is theirs. */
const isJudged = (stored: InstanceRow, next: InstanceRow, id: string) =>
  (next.outcomes[id]?.judged?.length ?? 0) > (stored.outcomes[id]?.judged?.length ?? 0);

/** A line that was there and is neither as it was, nor counted up by one, nor among those of an outcome, nor too old. */
export function lostFrom(stored: InstanceRow, next: InstanceRow, maxLines: number): string | undefined {
  const oldest = Math.min(...Object.keys(next.timeline).map(Number));
  const isFull = Object.keys(next.timeline).length === maxLines;
  for (const [seq, line] of Object.entries(stored.timeline)) {
    const there = next.timeline[seq];
    const isKept = there === undefined ? hasEnded(next, line) || (isFull && Number(seq) < oldest) : isSame(line, there);
    if (!isKept) return `T: the line ${seq} is lost or changed: ${line}`;
  }
  const ended = Object.entries(stored.outcomes).find(([id, { timeline }]) =>
    isCut(timeline, id, next, isJudged(stored, next, id)),
  );
  return ended === undefined ? undefined : `T: the lines of ${ended[0].slice(0, 6)} are lost or changed`;
}

/** An outcome takes the newest lines of its operation along. */
function hasEnded(row: InstanceRow, line: string): boolean {
  const operation = bodyOf(line).split(" ", 1)[0] ?? "";
  const lines = linesOf(row, Object.keys(row.outcomes).find((id) => id.startsWith(operation)) ?? "");
  return lines.length === 8 || lines.some((kept) => isSame(line, kept));
}

const isSame = (line: string, there: string) =>
  line === there ||
  (bodyOf(line) === bodyOf(there) && countIn(there) === countIn(line) + 1 && atIn(there) === atIn(line));

const countIn = (line: string) => Number(/^\d+\+\d+x(\d+) /.exec(line)?.[1] ?? 1);
const atIn = (line: string) => Number.parseInt(line, 10);

/** An outcome keeps its lines while it is among the newest; one that is no more gives them back or is forgotten. */
function isCut(
  timeline: readonly string[] | undefined,
  id: string,
  { outcomes }: InstanceRow,
  isSpokenOf: boolean,
): boolean {
  const outcome = outcomes[id];
  if (timeline === undefined || outcome === undefined || outcome.timeline === timeline) return false;
  const { timeline: lines } = outcome;
  if (lines !== undefined)
    return isSpokenOf
      ? lines.slice(0, -1).join() !== timeline.slice(1 - lines.length).join()
      : lines.join() !== timeline.join();
  return Object.values(outcomes).filter(({ timeline: lines }) => lines !== undefined).length < 20;
}
