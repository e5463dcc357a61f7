import type { Change } from "./change.ts";
import { decideIntend, decideSettle } from "./decide-attempt.ts";
import { decideClaim } from "./decide-claim.ts";
import { decideSweep } from "./decide-sweep.ts";
import { decideWaiting } from "./decide-waiting.ts";
import { emptyRow, type InstanceRow } from "./row.ts";
import type { Decision } from "./standing.ts";
import { end } from "./transition.ts";
import { held, lost, write } from "./write.ts";

/**
 * The whole state machine of an instance row, pure: the row as read, what is wanted, and the time decide. The caller
 * writes `next` on the condition that the row is still the version that was read: the epoch is the fence.
 */
export function decide(row: InstanceRow | undefined, change: Change, nowMs: number): Decision {
  const before = row ?? emptyRow;
  switch (change.kind) {
    case "claim":
      return decideClaim(before, change, nowMs);
    case "intend":
      return decideIntend(before, change, nowMs);
    case "settle":
      return decideSettle(before, change, nowMs);
    case "giveBack":
      return held(before, change.owner, "Claimed") === undefined
        ? lost
        : write(before, change.owner, end(before, change.ending, nowMs), nowMs);
    case "expire":
    case "look":
    case "approve":
    case "deny":
    case "cancel":
      return decideWaiting(before, change, nowMs);
    default:
      return decideSweep(before, change, nowMs);
  }
}
