import { leaseMarginMs } from "../bounds.ts";
import type { Change, Ending } from "./change.ts";
import { roundOf } from "./hook.ts";
import { dueNow, type Progress, type Sending } from "./progress.ts";
import type { Current, InstanceRow } from "./row.ts";
import { boundTo, type Decision, standingOfBound } from "./standing.ts";
import { end, nextStepDue, unsent, withProgress } from "./transition.ts";
import { answer, held, lost, write } from "./write.ts";

type Intend = Extract<Change, { kind: "intend" }>;

/** The longest time from a look to the intent that rests on it. After that, look, checks and consent are judged again. */
const maxJudgedMs = 60_000;

/**
 * Stores one attempt before it is sent. So a function that dies at any moment leaves a row that says what may have been
 * sent. For example: it stores `Sending` at 10:00, sends, and dies. When its lease is over, the row is in doubt. Nobody
 * sends again until evidence decides.
 */
export function decideIntend(row: InstanceRow, change: Intend, nowMs: number): Decision {
  const current = held(row, change.owner, "Claimed");
  if (current?.progress.state !== "Claimed") return lost;
  const { eventKey, owner, judgedAtMs } = change;
  const by = boundTo(row, eventKey, current.operationId);
  if (by !== undefined) {
    const stored = row.outcomes[by]?.answer;
    const outcome = { state: "SatisfiedElsewhere", by, ...(stored && { answer: stored }) } as const;
    return {
      ...write(row, owner, end(row, { kind: "end", outcome }, nowMs), nowMs),
      standing: standingOfBound(row, by),
    };
  }
  if (isStale(current, nowMs)) return expired(row, current, owner, nowMs);
  const isLate = nowMs >= current.progress.leaseUntilMs - leaseMarginMs || nowMs > judgedAtMs + maxJudgedMs;
  return isLate ? answer({ kind: "tooLate" }) : write(row, owner, intended(row, current, change), nowMs);
}

/** True iff nothing new may be sent for it any more. The start that a stopped instance is owed has no such end. */
export const isStale = (
  { notAfterMs = Number.POSITIVE_INFINITY, runbook }: Pick<Current, "notAfterMs" | "runbook">,
  nowMs: number,
) => notAfterMs <= nowMs && runbook?.step !== "start";

function expired(row: InstanceRow, { operationId }: Current, owner: string, nowMs: number): Decision {
  const next = end(row, { kind: "end", outcome: { state: "Expired" } }, nowMs);
  return {
    ...write(row, owner, next, nowMs),
    standing:
      next.current === undefined
        ? { kind: "ended", by: "token", state: "Expired", operationId }
        : { kind: "waiting", operationId, wait: nextStepDue(nowMs) },
  };
}

function intended(row: InstanceRow, current: Current, change: Intend): InstanceRow {
  const { eventKey, eventId, signedAtMs, nonce, leaseUntilMs, hook } = change;
  const { operationId, operation } = current;
  const { missingSinceMs: _, ...listed } = current;
  const attempt: Current = {
    ...listed,
    ...(eventId !== undefined && { eventId }),
    ...(eventId !== undefined && current.eventId === undefined && { isEventFound: true as const }),
    ...(current.runbook?.step === "stop" && {
      runbook: { ...current.runbook, wasRunning: true, stopSignedAtMs: signedAtMs },
    }),
    attempt: current.attempt + 1,
  };
  const baseline = [...new Set([...change.baseline, ...row.recorded])];
  const progress: Progress = { state: "Sending", leaseUntilMs, signedAtMs, nonce, baseline };
  const events = eventKey === undefined ? row.events : { ...row.events, [eventKey]: current.operationId };
  const told = hook && { ...roundOf(row.hooks[operationId], hook, operation, signedAtMs), owedSinceMs: signedAtMs };
  const hooks = told === undefined ? row.hooks : { ...row.hooks, [operationId]: told };
  return withProgress({ ...row, events, hooks }, attempt, progress);
}

type Settle = Extract<Change, { kind: "settle" }>;

/** Stores the result of the send. An unknown result ends the lease at once, so the row is in doubt from then on. */
export function decideSettle(row: InstanceRow, { owner, result }: Settle, nowMs: number): Decision {
  const current = held(row, owner, "Sending");
  if (current?.progress.state !== "Sending") return lost;
  const { progress } = current;
  switch (result.kind) {
    case "accepted": {
      const { signedAtMs, baseline } = progress;
      const { requestId, evidenceId, answer: said } = result;
      const evidenceIds = evidenceId === undefined ? [] : [evidenceId];
      const taken = { signedAtMs, acceptedAtMs: nowMs, baseline, requestId, evidenceIds, adopted: false, answer: said };
      const recorded = [...new Set([...row.recorded, ...evidenceIds])];
      return write(row, owner, withProgress({ ...row, recorded }, current, { state: "Accepted", ...taken }), nowMs);
    }
    case "unknown":
      return write(
        row,
        owner,
        withProgress(row, current, { ...progress, leaseUntilMs: 0, cause: result.cause }),
        nowMs,
      );
    case "none":
      return write(
        row,
        owner,
        end({ ...row, current: unsent(current) }, endingOf(result.ending, progress, nowMs), nowMs),
        nowMs,
      );
    default:
      return result satisfies never;
  }
}

/**
 * A sender may stand still into the margin of its lease. By a faster clock the lease is over then, and somebody may
 * have been told that the operation is in doubt. So it is on record: it waits for its next attempt instead of being
 * given back.
 */
const endingOf = (ending: Ending, { leaseUntilMs }: Sending, nowMs: number): Ending =>
  ending.kind === "release" && nowMs >= leaseUntilMs - leaseMarginMs
    ? { kind: "wait", wait: dueNow("LeaseOver", nowMs) }
    : ending;
