import type { Facts } from "../control/notice-facts.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import type { Known } from "./situation.ts";

const minuteMs = 60_000;
/** Most attempts in doubt are decided within some looks; then it is news (invented). */
const doubtToldAfterMs = 10 * minuteMs;
/** What is held back for this long is told (invented). */
const waitToldAfterMs = 15 * minuteMs;
/** What nobody has in hand is told so long before the platform acts (invented). */
const dueSoonMs = 180 * minuteMs;

type Timed = { readonly kind: "inDoubt" | "dueSoon" | "waits"; readonly key: string; readonly facts: Partial<Facts> };

/** What time alone has made of an operation; undefined if the row itself says all there is to say. */
export function byTime(
  { current, waiting }: InstanceRow,
  operationId: string,
  known: Known,
  nowMs: number,
): Timed | undefined {
  const { progress } = current?.operationId === operationId ? current : {};
  const entry = waiting[operationId];
  if (progress?.state === "Sending") {
    const { signedAtMs, leaseUntilMs } = progress;
    const isTold = leaseUntilMs <= nowMs && signedAtMs + doubtToldAfterMs <= nowMs;
    return isTold ? { kind: "inDoubt", key: `inDoubt ${signedAtMs}`, facts: {} } : undefined;
  }
  return entry && ofEntry(entry, known, nowMs);
}

function ofEntry(entry: Waiting, { dueMsOf }: Known, nowMs: number): Timed | undefined {
  const { wait, eventId, openSinceMs } = entry;
  const dueMs = wait.deadlineMs ?? (eventId === undefined ? undefined : dueMsOf(eventId));
  const isSoon = dueMs !== undefined && nowMs < dueMs && dueMs - nowMs < dueSoonMs;
  if (isSoon && isNotBefore(entry, dueMs)) return { kind: "dueSoon", key: `dueSoon ${dueMs}`, facts: { dueMs } };
  if (!isHeld(entry, nowMs) || nowMs - openSinceMs < waitToldAfterMs) return undefined;
  return { kind: "waits", key: `waits ${wait.code}${isSoon ? " soon" : ""}`, facts: {} };
}

/** By itself nothing of it is begun before the platform acts. A question to a person is told as such. */
function isNotBefore({ wait }: Waiting, dueMs: number): boolean {
  if (wait.for === "policy") return wait.code === "PolicyObserves";
  return wait.for === "time" && (wait.untilMs ?? dueMs) >= dueMs;
}

/** Told by one notice about the stack, and not by one for each machine. */
const toldOnce: readonly string[] = ["Forbidden.StackObserves", "OperationPaused", "BreakerOpen"];
/** A plan that waits for its moment. */
const planned: readonly string[] = ["OutsideWindow", "Forbidden.Frozen", "GuardBand", "CooldownActive"];

function isHeld({ wait }: Waiting, nowMs: number): boolean {
  if (toldOnce.includes(wait.code) || planned.includes(wait.code)) return false;
  return wait.for === "slot" || ((wait.for === "time" || wait.for === "attempt") && (wait.untilMs ?? 0) > nowMs);
}
