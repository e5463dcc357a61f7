import { OpError } from "../errors.ts";
import type { Planned } from "../ledger/change.ts";
import type { Claim } from "../ledger/claim.ts";
import { dueNow, type Wait } from "../ledger/progress.ts";
import { instanceIsMissing, notListed } from "../ledger/transition.ts";
import { lookAgainMs, missingForMs } from "../ledger/unlisted.ts";
import { adviceFor } from "../operations/advice.ts";
import type { Refusal } from "../operations/check.ts";
import type { Operation } from "../operations/operation.ts";
import { redact } from "../redact.ts";
import { tokenExpired, tokenMismatch } from "../standing-reply.ts";
import { isEndedBy, isOneShot, isOnRecord, tokenAfter } from "./asked.ts";
import { changesOf } from "./changes.ts";
import type { Performed, Unsent } from "./performed.ts";
import { needsConsent, secretCannotWait, simulated, tooLate } from "./refusals.ts";

/** How a step without effect ends: nothing is kept, it waits, or it is over. */
export type Conclusion =
  | { readonly kind: "nothing"; readonly error: OpError }
  | { readonly kind: "waiting"; readonly wait: Wait; readonly planned?: Planned }
  | { readonly kind: "outcome"; readonly state: "Rejected"; readonly error: OpError; readonly isGone?: boolean }
  | { readonly kind: "outcome"; readonly state: "SatisfiedElsewhere" | "Succeeded" };

/** How long a plan waits for a person if the event names no time, or has begun. */
const approvalMs = 86_400_000;

/** The parts of an operation that a conclusion rests on. */
export type Judged = Pick<Operation, "errors"> & {
  readonly parameters: Pick<Operation["parameters"], "secrets">;
};

/** What becomes of a claim that was not sent; pure. */
export function conclusionOf(claim: Claim, performed: Unsent, operation: Judged, nowMs: number): Conclusion {
  switch (performed.kind) {
    case "mismatch":
      return { kind: "outcome", state: "Rejected", error: tokenMismatch() };
    case "tokenExpired":
      return { kind: "nothing", error: tokenExpired() }; // its outcome is forgotten: no other one may take its place
    case "eventOver":
      return { kind: "outcome", state: "SatisfiedElsewhere" };
    case "eventSimulated":
      return { kind: "outcome", state: "Rejected", error: simulated(claim) };
    case "eventUnknown":
      return { kind: "waiting", wait: { for: "time", untilMs: nowMs + lookAgainMs, code: notListed } };
    case "unanswered":
      return { kind: "waiting", wait: { for: "policy", code: "NothingAnswers" } };
    case "replanned":
      return {
        kind: "waiting",
        wait: dueNow("Replanned", nowMs),
        planned: performed.planned,
      };
    case "done":
      return { kind: "outcome", state: "Succeeded" };
    case "refused":
      return refusal(claim, operation, performed.refusal, nowMs);
    case "needsConsent":
      return withoutConsent(claim, performed, operation, nowMs);
    case "tooLate":
      return keepOr(claim, dueNow("TooLittleTime", nowMs), tooLate(claim, tokenAfter(claim)));
    default:
      return performed satisfies never;
  }
}

/** A question to a person, or the refusal of a caller who waits for the answer. Whatever is repeated asks nothing anew. */
function withoutConsent(
  claim: Claim,
  { losses: open, eventDueMs = 0 }: Extract<Performed, { kind: "needsConsent" }>,
  { parameters: { secrets } }: Judged,
  nowMs: number,
): Conclusion {
  const { instanceId } = claim.command;
  const untilMs = eventDueMs > nowMs ? eventDueMs : (claim.askedUntilMs ?? nowMs + approvalMs);
  const error = secretCannotWait(claim, secrets, "for consent.") ?? needsConsent(instanceId, open);
  // The right was taken away since the instance was stopped: nobody is asked while it is down.
  if (claim.runbook?.step === "replace" && claim.runbook.wasRunning) return rejected(error);
  return keepOr(claim, { for: "approval", untilMs, code: "Forbidden.DataLossConsentRequired" }, error);
}

/** The cloud's lists have left it out for so long that they did not just lag. */
const isMissing = ({ missingSinceMs }: Claim, nowMs: number) =>
  missingSinceMs !== undefined && nowMs - missingSinceMs >= missingForMs;

/**
 * A refusal of the cloud or of look. Of a call it is remembered if it lasts, else given back, or kept waiting if that was
 * promised. Of an event it is waited for, unless nothing that the owner can do would help while the event lives.
 */
export function refusal(claim: Claim, judged: Judged, { status, code, message }: Refusal, nowMs: number): Conclusion {
  const { operation, instanceId } = claim.command;
  const advice = adviceFor(judged.errors, status, code);
  const words = redact(message, Object.values(claim.command.secrets));
  const said = (then: string, changes = changesOf(claim, advice.changed)) =>
    new OpError("refused", code, `${words} (${operation} ${instanceId}; ${changes}). ${then}`, { status });
  if (claim.runbook?.step === "start") {
    // It is tried until the instance runs, or is found to be no more.
    if (code !== instanceIsMissing || !isMissing(claim, nowMs))
      return { kind: "waiting", wait: { for: "time", untilMs: nowMs + lookAgainMs, code } };
    const error = said("Nothing is left to do.", "the instance is no more, so it is not started again");
    return { kind: "outcome", state: "Rejected", error, isGone: true };
  }
  // Whatever refuses the replacement: the instance that was stopped for it is not left so, nor stopped again for an event.
  if (claim.runbook?.step === "replace" && claim.runbook.wasRunning) return rejected(said(newToken));
  // One read without the instance does not end an event: lists lag.
  const isUnsure = code === instanceIsMissing && claim.command.clientToken === undefined && !isMissing(claim, nowMs);
  if (!isUnsure && isEndedBy(claim, advice)) return rejected(said(advice.next));
  const error = secretCannotWait(claim, judged.parameters.secrets, `while: ${words}`) ?? said(advice.next);
  return keepOr(claim, { for: "time", untilMs: nowMs + lookAgainMs, code }, error);
}

/**
 * A caller who waits for the answer gets it and nothing is kept, unless an earlier answer promised otherwise. What only
 * that caller can send is not kept for others: promised, it ends with the error as its answer.
 */
export function keepOr(claim: Claim, wait: Wait, error: OpError): Conclusion {
  if (!isOnRecord(claim)) return { kind: "nothing", error };
  return isOneShot(claim) ? rejected(error) : { kind: "waiting", wait };
}

const rejected = (error: OpError): Conclusion => ({ kind: "outcome", state: "Rejected", error });

const newToken = "Call again with a new token.";
