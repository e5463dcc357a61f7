import type { Change } from "./change.ts";
import type { InstanceRow } from "./row.ts";
import type { Decision } from "./standing.ts";
import { lost, write } from "./write.ts";

type Collect = Extract<Change, { kind: "collect" }>;

/**
 * The row without the decisions that have been counted. It may be any later version of the row that was read: no other
 * write has one of these versions. So a row leaves the open index only after its decisions were counted.
 */
export function collected(row: InstanceRow, { owner, versions }: Collect, nowMs: number): Decision {
  const left = Object.entries(row.tally).filter(([version]) => !versions.includes(version));
  return left.length === Object.keys(row.tally).length
    ? lost
    : write(row, owner, { ...row, tally: Object.fromEntries(left) }, nowMs);
}
