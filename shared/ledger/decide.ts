import type { Change, OperationChange } from "./change.ts";
import { collected } from "./collected.ts";
import { decideAgain } from "./decide-again.ts";
import { decideIntend, decideSettle } from "./decide-attempt.ts";
import { decideClaim } from "./decide-claim.ts";
import { decideHook } from "./decide-hook.ts";
import { decideJudge } from "./decide-judge.ts";
import { decideSweep } from "./decide-sweep.ts";
import { decideWaiting } from "./decide-waiting.ts";
import { announced } from "./news.ts";
import { emptyRow, type InstanceRow } from "./row.ts";
import { ruledFor } from "./ruled.ts";
import type { Decision } from "./standing.ts";
import { tallied } from "./tally.ts";
import { recorded } from "./timeline.ts";
import { end } from "./transition.ts";
import { held, lost, write } from "./write.ts";

/**
 * The whole state machine of an instance row. It is pure: the row as read, the wanted change and the time decide. The
 * caller writes `next` only if the row is still the version that was read. For example: A and B both read epoch 7. A
 * writes epoch 8. The store refuses B's write, since it names epoch 7. B reads epoch 8 and decides anew.
 */
export function decide(row: InstanceRow | undefined, change: Change, nowMs: number): Decision {
  if (change.kind === "collect") return collected(row ?? emptyRow, change, nowMs);
  const before = ruledFor(row ?? emptyRow, change);
  const decision = decided(before, change, nowMs);
  if (decision.kind === "answer") return decision;
  const lined = recorded(before, decision.next, change, nowMs);
  return { ...decision, next: announced(before, tallied(before, lined, nowMs), nowMs) };
}

function decided(before: InstanceRow, change: OperationChange, nowMs: number): Decision {
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
    case "postpone":
      return decideWaiting(before, change, nowMs);
    case "hook":
      return decideHook(before, change, nowMs);
    case "judge":
      return decideJudge(before, change, nowMs);
    case "planAgain":
      return decideAgain(before, change, nowMs);
    default:
      return decideSweep(before, change, nowMs);
  }
}
