import type { InstanceRow } from "./row.ts";

/** How long outcomes are kept: five days longer than the cloud keeps finished events (30 days). */
const outcomeRetentionMs = 35 * 86_400_000;
/** How many refusals are remembered: a refused token that is forgotten is judged anew. Bounds the row's size (4 MB are read at most). */
const maxRejected = 500;
/** A write of Tablestore names 1,024 columns at most; an outcome is one. */
const maxPruned = 200;

/**
 * The row without outcomes that are past their retention. An event that was answered stays bound for good: the cloud may
 * list it as pending for longer than outcomes are kept.
 */
export function pruned(row: InstanceRow, nowMs: number): InstanceRow {
  const outcomes = Object.entries(row.outcomes).sort(([, a], [, b]) => a.endedAtMs - b.endedAtMs); // oldest first
  const old = outcomes.filter(([, { endedAtMs }]) => endedAtMs <= nowMs - outcomeRetentionMs);
  const rejected = outcomes.filter(([, { state }]) => state === "Rejected");
  const spare = new Set([...old, ...rejected.slice(0, -maxRejected)].slice(0, maxPruned).map(([id]) => id));
  return spare.size === 0 ? row : { ...row, outcomes: Object.fromEntries(outcomes.filter(([id]) => !spare.has(id))) };
}
