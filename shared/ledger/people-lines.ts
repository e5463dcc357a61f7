import { type Line, nameOf, readLine, withName } from "./line.ts";
import type { InstanceRow } from "./row.ts";

/**
 * The timeline of a row for people, the newest line last: of all operations, or of one. Each line is in UTC, such as
 * `2026-11-29 12:00:01  150dc535e4af49dc  intended    attempt 1, by oncall`. What happened more than once stands where
 * it happened last.
 */
export function peopleLines({ timeline, outcomes }: InstanceRow, operationId?: string): readonly string[] {
  const ended = Object.entries(outcomes)
    .sort(([, a], [, b]) => a.endedAtMs - b.endedAtMs)
    .flatMap(([id, { timeline: own = [] }]) => own.map((line) => withName(line, id)));
  const lines = [...ended, ...Object.values(timeline)].map(readLine);
  return lines
    .filter(({ operation }) => operationId === undefined || operation === nameOf(operationId))
    .sort((a, b) => a.lastMs - b.lastMs)
    .map(written);
}

const longestWord = "superseded".length;

function written({ atMs, lastMs, count, operation, what, by, why }: Line): string {
  const said = [why, `by ${by}`].filter((part) => part !== "").join(", ");
  const times = count === 1 ? "" : ` (${count} times since ${secondOf(atMs)})`;
  return `${secondOf(lastMs)}  ${operation}  ${what.padEnd(longestWord)}  ${said}${times}`;
}

const secondOf = (ms: number) => new Date(ms).toISOString().slice(0, "2026-11-29T12:00:01".length).replace("T", " ");
