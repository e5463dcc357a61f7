import type { Facts } from "../control/notice-facts.ts";
import { yesesTo } from "../ledger/ask.ts";
import { isOwed } from "../ledger/hooks-of-row.ts";
import { laterCodes } from "../ledger/news.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import type { Known } from "./situation.ts";

const minuteMs = 60_000;
/** Most attempts in doubt are decided within some looks; then it is news (invented). */
const doubtToldAfterMs = 10 * minuteMs;
/** What is held back for this long is told (invented). */
const waitToldAfterMs = 15 * minuteMs;
/** What nobody has in hand is told so long before the platform acts. Source: the owner's wish, "less than 3 h". */
export const dueSoonMs = 180 * minuteMs;
/** What still waits its turn is told so long before its last moment (invented): time to make room for it. */
const mayBeLateMs = 60 * minuteMs;
/** What could begin for so long and has not waits its turn (invented): a dispatch takes a minute, and may fail once. */
const begunWithinMs = 5 * minuteMs;

/** A question is told once more in its last hour, or in the last quarter of a shorter one (invented): it is not too late. */
const lastPartMs = 60 * minuteMs;

type Timed = {
  readonly kind: "inDoubt" | "dueSoon" | "mayBeLate" | "waits" | "needsYes" | "notBack";
  readonly key: string;
  readonly facts: Partial<Facts>;
};

/** What time alone has made of an operation; undefined if the row itself says all there is to say. */
export function byTime(row: InstanceRow, operationId: string, known: Known, nowMs: number): Timed | undefined {
  const { current, waiting } = row;
  const { progress } = current?.operationId === operationId ? current : {};
  const entry = waiting[operationId];
  if (progress?.state === "Sending") {
    const { signedAtMs, leaseUntilMs } = progress;
    const isTold = leaseUntilMs <= nowMs && signedAtMs + doubtToldAfterMs <= nowMs;
    return isTold ? { kind: "inDoubt", key: `inDoubt ${signedAtMs}`, facts: {} } : undefined;
  }
  return notBack(row, operationId, nowMs) ?? (entry && ofEntry(entry, known, nowMs));
}

/** A machine that was drained, and whose hook does not say for long that it is back. */
function notBack(row: InstanceRow, operationId: string, nowMs: number): Timed | undefined {
  const { after: hook, owedSinceMs, triesForMs = 0 } = row.hooks[operationId] ?? {};
  if (hook === undefined || owedSinceMs === undefined || !isOwed(row, operationId)) return undefined;
  const sinceMs = row.outcomes[operationId]?.endedAtMs ?? owedSinceMs;
  return nowMs < sinceMs + triesForMs
    ? undefined
    : { kind: "notBack", key: `notBack ${owedSinceMs}`, facts: { sinceMs, hook } };
}

/** A question that ends soon, and is not answered; another one once one more has said yes. */
function endsSoon({ wait: { for: what, untilMs }, ask, approvals }: Waiting, nowMs: number): Timed | undefined {
  if (what !== "approval" || ask === undefined || untilMs === undefined || untilMs <= nowMs) return undefined;
  if (untilMs - nowMs > Math.min(lastPartMs, (untilMs - ask.sinceMs) / 4)) return undefined;
  const about = [ask.number, yesesTo(ask, approvals).length, "ends", untilMs].join(" ");
  return { kind: "needsYes", key: `needsYes ${about}`, facts: { endsSoon: true } };
}

function ofEntry(entry: Waiting, known: Known, nowMs: number): Timed | undefined {
  const { wait, eventId } = entry;
  if (wait.for === "approval") return endsSoon(entry, nowMs);
  const dueMs = wait.deadlineMs ?? (eventId === undefined ? undefined : known.dueMsOf(eventId));
  const kind = dueMs === undefined ? undefined : pressing(entry, dueMs, known, nowMs);
  if (kind !== undefined) return { kind, key: `${kind} ${dueMs}`, facts: { dueMs } };
  return isLong(entry, nowMs) && isHeld(entry, nowMs)
    ? { kind: "waits", key: `waits ${wait.code}`, facts: {} }
    : undefined;
}

/** What the platform's own time, which is near, makes of it. */
function pressing(entry: Waiting, dueMs: number, { guardBandMs = 0 }: Known, nowMs: number) {
  if (dueMs <= nowMs) return undefined;
  if (dueMs - nowMs < dueSoonMs && isNotBefore(entry, dueMs)) return "dueSoon";
  const toldBeforeMs = isLong(entry, nowMs) ? mayBeLateMs : waitToldAfterMs;
  return dueMs - guardBandMs - nowMs < toldBeforeMs && isItsTurn(entry, nowMs) ? "mayBeLate" : undefined;
}

const isLong = ({ openSinceMs }: Waiting, nowMs: number) => nowMs - openSinceMs >= waitToldAfterMs;

/** By itself nothing of it is begun before the platform acts. A question to a person is told as such. */
function isNotBefore({ wait }: Waiting, dueMs: number): boolean {
  if (wait.for === "policy") return wait.code === "PolicyObserves";
  return wait.for === "time" && (wait.untilMs ?? dueMs) >= dueMs;
}

/** Told by one notice about the stack, and not by one for each machine. */
const toldOnce: readonly string[] = ["Forbidden.StackObserves", "OperationPaused", "BreakerOpen"];
/** A plan that waits for its moment, or has not had its turn yet. */
const planned: readonly string[] = [...laterCodes, "Replanned"];

function isHeld({ wait }: Waiting, nowMs: number): boolean {
  if (toldOnce.includes(wait.code) || planned.includes(wait.code)) return false;
  return wait.for === "slot" || ((wait.for === "time" || wait.for === "attempt") && (wait.untilMs ?? 0) > nowMs);
}

/** True iff nothing but others keeps it from beginning now. What a person is asked, and what the policy leaves alone, is not. */
function isItsTurn(entry: Waiting, nowMs: number): boolean {
  const { for: what, untilMs = 0 } = entry.wait;
  if (what === "approval" || what === "policy") return false;
  return what === "operation" || isHeld(entry, nowMs) || untilMs + begunWithinMs <= nowMs;
}
