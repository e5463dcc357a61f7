import { isDeepStrictEqual } from "node:util";
import type { Found, Ruled, WaitingChange } from "./change.ts";
import { satisfied } from "./decide-claim.ts";
import { isUnanswered, withExpired } from "./expired.ts";
import { dueNow, nothingAnswers, observed, type Wait } from "./progress.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import { ruledBy } from "./ruled.ts";
import { boundTo, type Decision, keyFor } from "./standing.ts";
import { replanned, unasked, withoutConsent } from "./transition.ts";
import { givenUp, isUnlisted, missingForMs } from "./unlisted.ts";
import { lost, write } from "./write.ts";

type Look = Extract<WaitingChange, { kind: "look" }>;

/** Stores what a look showed of the event. It counts only for the very entry that was read before the look. */
export function decideLook(row: InstanceRow, { operationId, owner, seen, found }: Look, nowMs: number): Decision {
  const entry = row.waiting[operationId];
  if (entry === undefined || !isDeepStrictEqual(entry, seen)) return lost;
  if (found.kind === "over") {
    const by = boundTo(row, keyFor(entry), operationId);
    return write(row, owner, satisfied(row, entry, by, nowMs), nowMs);
  }
  if (found.kind === "notListed" && nowMs >= missingSince(entry, nowMs) + missingForMs)
    return write(row, owner, givenUp(row, entry, nowMs), nowMs);
  if (isOverUnanswered(entry, found, nowMs)) return write(row, owner, withExpired(row, entry, nowMs), nowMs);
  const next = looked(entry, found, nowMs);
  return isDeepStrictEqual(next, entry)
    ? lost
    : write(row, owner, { ...row, waiting: { ...row.waiting, [operationId]: next } }, nowMs);
}

/** A question has had its time, and the platform has begun to act by itself: nothing is asked any more, and nobody has answered. */
const isOverUnanswered = (entry: Waiting, found: Found, nowMs: number) =>
  found.kind === "listed" && found.plan === undefined && isUnanswered(entry, nowMs);

const missingSince = ({ missingSinceMs }: Waiting, nowMs: number) => missingSinceMs ?? nowMs;

function looked(entry: Waiting, found: Exclude<Found, { kind: "over" }>, nowMs: number): Waiting {
  if (found.kind === "notListed") return stillMissing(entry, found.serial, nowMs);
  const { missingSinceMs: _, ...kept } = entry;
  const { plan, mode, serial, ruled } = found;
  const listed = ruledBy(kept, isDecided(entry, found) ? ruled : undefined);
  if (plan === undefined) return unasked(listed, nothingAnswers(serial));
  if (mode === "observe") return unasked(isPlan(entry, plan) ? listed : replanned(listed, plan), observed(serial));
  if (!isPlan(entry, plan)) return { ...replanned(listed, plan), wait: planned(entry, found, nowMs) };
  if (isHeldByAnother(entry, serial) || isAskedByAnother(entry, ruled))
    return plannedAgain(entry, listed, found, nowMs);
  if (isUnlisted(entry)) return { ...listed, wait: dueNow("Listed", nowMs) };
  return moved(listed, found, nowMs);
}

/** The same plan once more. A yes is kept while the same rule decides. */
const plannedAgain = (before: Waiting, listed: Omit<Waiting, "wait">, found: Listed, nowMs: number): Waiting => ({
  ...(listed.plan?.rule === before.plan?.rule ? listed : withoutConsent(listed)),
  wait: planned(before, found, nowMs),
});

/**
 * What may act waits for its place, in the order of the events' times: one change of the policy lets many go at once. Without
 * limits its turn is at once. Anything else is due: an attempt finds out whom to ask.
 */
const planned = (before: Waiting, { mode, serial, dueMs }: Listed, nowMs: number): Wait =>
  mode === "act"
    ? {
        for: "slot",
        code: before.wait.for === "slot" ? before.wait.code : "Replanned",
        serial,
        ...(dueMs !== undefined && { deadlineMs: dueMs }),
      }
    : dueNow("Replanned", nowMs);

/** What waits for policy may be done by this one; and what waits by the word of another one is judged by this one. */
const isHeldByAnother = ({ wait }: Waiting, serial: number) =>
  wait.for === "policy" || (wait.serial !== undefined && wait.serial !== serial);

/** A person is asked by the word of a policy. By another one it may act, or ask others: an attempt finds out. */
const isAskedByAnother = ({ wait, plan }: Waiting, ruled: Ruled | undefined) =>
  wait.for === "approval" && plan !== undefined && ruled !== undefined && plan.policy !== ruled.policy;

type Listed = Extract<Found, { kind: "listed" }>;

/**
 * Where the event's own time is now. A question ends by it, and what the policy holds back is judged by it anew. What
 * waits for a place goes on waiting: it is handed one in the order of these times.
 */
function moved(entry: Waiting, { dueMs, lastMs = dueMs }: Listed, nowMs: number): Waiting {
  const { wait } = entry;
  if (wait.for === "approval") return askedUntil(entry, { dueMs, lastMs }, nowMs);
  if (wait.serial === undefined || wait.deadlineMs === dueMs) return entry;
  if (wait.for !== "slot") return { ...entry, wait: dueNow("Moved", nowMs) };
  const { deadlineMs: _, ...kept } = wait;
  return { ...entry, wait: { ...kept, ...(dueMs !== undefined && { deadlineMs: dueMs }) } };
}

/**
 * Nobody is asked any more once nothing would be begun. A question whose end has come ends by it. One that was to go on for
 * longer is due: the platform has moved its time nearer, and an attempt finds out what holds.
 */
function askedUntil(
  entry: Waiting,
  { dueMs = 0, lastMs = dueMs }: Pick<Listed, "dueMs" | "lastMs">,
  nowMs: number,
): Waiting {
  const { untilMs = Number.POSITIVE_INFINITY } = entry.wait;
  if (dueMs <= nowMs || Math.max(lastMs, untilMs) <= nowMs) return entry;
  if (lastMs <= nowMs) return { ...entry, wait: dueNow("Moved", nowMs) };
  return { ...entry, askedUntilMs: lastMs, wait: { ...entry.wait, untilMs: lastMs } };
}

/** True iff the look decides something about the entry. An equal plan of a later policy is no decision: nothing is written for it. */
const isDecided = (entry: Waiting, { plan, mode, ruled, serial }: Listed) =>
  plan === undefined ||
  mode === "observe" ||
  !isPlan(entry, plan) ||
  isHeldByAnother(entry, serial) ||
  isAskedByAnother(entry, ruled) ||
  isUnlisted(entry);

/**
 * An unlisted event is looked at when it comes, five minutes later, and an hour after it came. If the last look does
 * not show it either, it is given up. What waits for policy is noted under the present one, so that it is not looked for each minute.
 */
function stillMissing(entry: Waiting, serial: number, nowMs: number): Waiting {
  const missingSinceMs = missingSince(entry, nowMs);
  const isTurn = isUnlisted(entry) && (entry.wait.untilMs ?? 0) <= nowMs;
  const wait = {
    ...entry.wait,
    ...(isTurn && { untilMs: missingSinceMs + missingForMs }),
    ...(entry.wait.serial !== undefined && { serial }),
  };
  return { ...entry, missingSinceMs, wait };
}

/** True iff this plan is the stored one: the same operation with the same input. */
export const isPlan = (
  { operation, input }: Pick<Waiting, "operation" | "input">,
  plan: Pick<Waiting, "operation" | "input">,
) => operation === plan.operation && isDeepStrictEqual(input, plan.input);
