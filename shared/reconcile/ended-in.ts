import type { End } from "../forecast/stand.ts";
import type { Entry } from "../guards/limits.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";

/**
 * The end that one write of reconcile has brought, if it has: from the send, or since it has its place, to the proof. A runbook
 * has its place from its first step on. `read`: the row before the write; `left`: after it.
 */
export function endedIn(read: InstanceRow, left: InstanceRow, place: Entry | undefined): End | undefined {
  const { current, outcomes } = read;
  if (current === undefined || outcomes[current.operationId] !== undefined) return undefined;
  const outcome = left.outcomes[current.operationId];
  if (outcome?.state !== "Succeeded" && outcome?.state !== "Failed") return undefined;
  const beganMs = underWaySinceMs(current, place) ?? outcome.endedAtMs;
  return { endedAtMs: outcome.endedAtMs, tookMs: Math.max(0, outcome.endedAtMs - beganMs) };
}

/** Since when an operation is under way, epoch milliseconds: its place may be younger, if its limit is. */
export function underWaySinceMs({ operationId, progress }: Current, place: Entry | undefined): number | undefined {
  const times = [
    ...("signedAtMs" in progress ? [progress.signedAtMs] : []),
    ...(place?.operationId === operationId ? [place.atMs] : []),
  ];
  return times.length === 0 ? undefined : Math.min(...times);
}
