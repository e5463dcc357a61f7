import type { InstanceRow } from "./row.ts";

/** Outcomes are kept for this long: five days longer than the cloud keeps finished events (30 days). */
const outcomeRetentionMs = 35 * 86_400_000;
/** At most this many refusals are kept, since 4 MB of a row are read at most. A forgotten token is judged anew. */
const maxRejected = 500;
/** One write of Tablestore names at most 1,024 columns, and each outcome is one. */
const maxPruned = 200;

/**
 * The row without outcomes that are past their retention. The binding of an answered event is kept for good. For
 * example: a redeploy answered e-1, and its outcome was dropped after 35 days. The cloud may still list e-1 as pending.
 * A notice of e-1 finds the binding, so nothing is sent again.
 */
export function pruned(row: InstanceRow, nowMs: number): InstanceRow {
  const outcomes = Object.entries(row.outcomes).sort(([, a], [, b]) => a.endedAtMs - b.endedAtMs); // oldest first
  const old = outcomes.filter(([, { endedAtMs }]) => endedAtMs <= nowMs - outcomeRetentionMs);
  const rejected = outcomes.filter(([, { state }]) => state === "Rejected");
  const spare = new Set([...old, ...rejected.slice(0, -maxRejected)].slice(0, maxPruned).map(([id]) => id));
  return spare.size === 0 ? row : { ...row, outcomes: Object.fromEntries(outcomes.filter(([id]) => !spare.has(id))) };
}
