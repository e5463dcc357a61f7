import { leaseMarginMs } from "../bounds.ts";
import { boundTo } from "./decide-claim.ts";
import type { Decision, Ending, Request, Standing } from "./request.ts";
import type { InstanceRow, Progress, Sending } from "./row.ts";
import { end, held, lost, unsent, withProgress, write } from "./transition.ts";

type Intend = Extract<Request, { kind: "intend" }>;

/** Makes one attempt durable before it is sent. */
export function decideIntend(row: InstanceRow, request: Intend, nowMs: number): Decision {
  const current = held(row, request.owner, "Claimed");
  if (current === undefined) return lost;
  const { eventKey, eventId, owner, signedAtMs, nonce, leaseUntilMs } = request;
  const by = boundTo(row, eventKey, current.operationId);
  if (by !== undefined) {
    const stored = row.outcomes[by]?.answer;
    const outcome = { state: "SatisfiedElsewhere", by, ...(stored && { answer: stored }) } as const;
    const state = row.outcomes[by]?.state ?? "Unknown";
    const standing: Standing =
      stored === undefined
        ? { is: "ended", by: "event", state, operationId: by }
        : { is: "replay", by: "event", state, answer: stored, operationId: by };
    return { ...write(row, owner, end(row, { how: "end", outcome }, nowMs), nowMs), standing };
  }
  const baseline = [...new Set([...request.baseline, ...row.recorded])];
  const progress: Progress = { state: "Sending", leaseUntilMs, signedAtMs, nonce, baseline };
  const attempt = {
    ...current,
    ...(eventId !== undefined && { eventId }),
    ...(current.runbook?.step === "stop" && {
      runbook: { ...current.runbook, wasRunning: true, stopSignedAtMs: signedAtMs },
    }),
    attempt: current.attempt + 1,
  };
  const events = eventKey === undefined ? row.events : { ...row.events, [eventKey]: current.operationId };
  return write(row, owner, withProgress({ ...row, events }, attempt, progress), nowMs);
}

type Settle = Extract<Request, { kind: "settle" }>;

/** Records what came of the send. */
export function decideSettle(row: InstanceRow, { owner, result }: Settle, nowMs: number): Decision {
  const current = held(row, owner, "Sending");
  if (current === undefined || current.progress.state !== "Sending") return lost;
  const { progress } = current;
  switch (result.known) {
    case "accepted": {
      const { signedAtMs, baseline } = progress;
      const { requestId, evidenceId, answer } = result;
      const evidenceIds = evidenceId === undefined ? [] : [evidenceId];
      const taken = {
        signedAtMs,
        acceptedAtMs: nowMs,
        baseline,
        requestId,
        evidenceIds,
        adopted: false,
        answer,
      };
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
 * A sender that stood still into its lease's margin comes after others may have been told that the operation is in
 * doubt: it is on record then, and is tried again instead of given back.
 */
const endingOf = (ending: Ending, { leaseUntilMs }: Sending, nowMs: number): Ending =>
  ending.how === "release" && nowMs >= leaseUntilMs - leaseMarginMs
    ? { how: "wait", waiting: { for: "attempt", untilMs: nowMs, code: "LeaseOver" } }
    : ending;
