import { isDeepStrictEqual } from "node:util";
import { satisfied } from "./decide-claim.ts";
import { dueNow } from "./progress.ts";
import type { Found, WaitingRequest } from "./request.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import { boundTo, type Decision, keyFor } from "./standing.ts";
import { notListed, replanned } from "./transition.ts";
import { lost, write } from "./write.ts";

/** How long an event may be missing from the cloud's lists before it is given up (invented: lists lag by seconds). */
export const missingForMs = 3_600_000;

type Look = Extract<WaitingRequest, { kind: "look" }>;

/** What the cloud shows now of the event that is waited for. Judged on the very entry that was read before the look. */
export function decideLook(row: InstanceRow, { operationId, owner, seen, found }: Look, nowMs: number): Decision {
  const entry = row.waiting[operationId];
  if (entry === undefined || !isDeepStrictEqual(entry, seen)) return lost;
  if (found.is === "over") {
    const by = boundTo(row, keyFor(entry), operationId);
    return write(row, owner, satisfied(row, entry, by, nowMs), nowMs);
  }
  const next = looked(entry, found, nowMs);
  return isDeepStrictEqual(next, entry)
    ? lost
    : write(row, owner, { ...row, waiting: { ...row.waiting, [operationId]: next } }, nowMs);
}

function looked(entry: Waiting, found: Exclude<Found, { is: "over" }>, nowMs: number): Waiting {
  const { missingSinceMs, ...listed } = entry;
  if (found.is === "notListed") {
    const sinceMs = missingSinceMs ?? nowMs;
    // Its own function says so to whoever asks, by a look of its own.
    return {
      ...listed,
      missingSinceMs: sinceMs,
      wait: nowMs < sinceMs + missingForMs || entry.wait.code === notListed ? entry.wait : dueNow(notListed, nowMs),
    };
  }
  const { plan, dueMs } = found;
  if (plan === undefined) return { ...listed, wait: { for: "policy", code: "NothingAnswers" } };
  if (!isPlan(entry, plan)) return { ...replanned(listed, plan), wait: dueNow("Replanned", nowMs) };
  if (entry.wait.for === "policy") return { ...listed, wait: dueNow("Replanned", nowMs) };
  const isMoved = entry.wait.for === "approval" && dueMs !== undefined && dueMs > nowMs;
  return isMoved ? { ...listed, wait: { ...entry.wait, untilMs: dueMs } } : listed;
}

/** True iff this is the plan that is stored. */
export const isPlan = (
  { operation, input }: Pick<Waiting, "operation" | "input">,
  plan: Pick<Waiting, "operation" | "input">,
) => operation === plan.operation && isDeepStrictEqual(input, plan.input);
