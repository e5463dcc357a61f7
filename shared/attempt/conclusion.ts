import { OpError } from "../errors.ts";
import type { Asking } from "../ledger/ask.ts";
import type { Planned } from "../ledger/change.ts";
import type { Claim } from "../ledger/claim.ts";
import type { HookWanted } from "../ledger/hook.ts";
import { dueNow, heldWait, nothingAnswers, observed, type Wait } from "../ledger/progress.ts";
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
import {
  heldBack,
  needsConsent,
  notAnswered,
  notTheirs,
  secretCannotWait,
  simulated,
  tooLate,
  tooManyAsked,
} from "./refusals.ts";

/** The end of a step without effect: nothing is kept, it waits, or it is over. */
export type Conclusion =
  | { readonly kind: "nothing"; readonly error: OpError }
  | {
      readonly kind: "waiting";
      readonly wait: Wait;
      readonly planned?: Planned;
      readonly asking?: Asking;
      readonly hook?: HookWanted;
    }
  | { readonly kind: "outcome"; readonly state: "Rejected"; readonly error: OpError; readonly isGone?: boolean }
  | { readonly kind: "outcome"; readonly state: "SatisfiedElsewhere" | "Succeeded" };

/** The parts of an operation that a conclusion rests on. */
export type Concluded = Pick<Operation, "errors"> & {
  readonly parameters: Pick<Operation["parameters"], "secrets">;
};

/** The conclusion about a claim that was not sent; pure. */
export function conclusionOf(claim: Claim, performed: Unsent, operation: Concluded, nowMs: number): Conclusion {
  switch (performed.kind) {
    case "mismatch":
      return { kind: "outcome", state: "Rejected", error: tokenMismatch() };
    case "tokenExpired":
      return { kind: "nothing", error: tokenExpired() }; // its outcome may be forgotten: store no other
    case "eventOver":
      return { kind: "outcome", state: "SatisfiedElsewhere" };
    case "eventSimulated":
      return { kind: "outcome", state: "Rejected", error: simulated(claim) };
    case "eventNotAnswered":
      return rejected(notAnswered(claim));
    case "eventUnknown":
      return { kind: "waiting", wait: { for: "time", untilMs: nowMs + lookAgainMs, code: notListed } };
    case "notTheirs":
      return isOnRecord(claim) ? rejected(notTheirs(claim)) : { kind: "nothing", error: notTheirs(claim) };
    case "unanswered":
      return { kind: "waiting", wait: nothingAnswers(performed.serial) };
    case "observed":
      return { kind: "waiting", wait: observed(performed.serial), planned: performed.planned };
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
    case "heldBack":
      return keepOr(claim, heldWait(performed.hold, performed), heldBack(claim, performed.hold, nowMs));
    case "hooked":
      return { kind: "waiting", wait: hookWait(performed), hook: performed.hook };
    case "tooLate":
      return keepOr(claim, dueNow("TooLittleTime", nowMs), tooLate(claim, tokenAfter(claim)));
    default:
      return performed satisfies never;
  }
}

const hookWait = ({ serial, deadlineMs }: Extract<Performed, { kind: "hooked" }>): Wait => ({
  ...{ for: "hook", code: "HookAsked", serial },
  ...(deadlineMs !== undefined && { deadlineMs }),
});

/** So many operations may wait on an instance before a call that asks people is refused (invented): events need room. */
const maxAsked = 16;

/**
 * A question to people; or a refusal, if the caller waits for the answer, has said nothing of asking anybody, and nobody has
 * said yes yet. A repetition does not begin the question anew.
 */
function withoutConsent(
  claim: Claim,
  performed: NeedsConsent,
  { parameters: { secrets } }: Concluded,
  nowMs: number,
): Conclusion {
  const { asking, hold } = performed;
  const error =
    secretCannotWait(claim, secrets, "for consent.") ??
    (hold === undefined ? needsConsent(claim, asking.losses) : heldBack(claim, hold, nowMs));
  // The right to consent was taken away after the instance was stopped. It is started instead of asking anybody.
  if (claim.runbook?.step === "replace" && claim.runbook.wasRunning) return rejected(error);
  const question = questionOf(claim, performed, nowMs);
  if (isOnRecord(claim) || !isAsked(claim, performed)) return { ...keepOr(claim, question.wait, error), ...question };
  return claim.waits >= maxAsked ? { kind: "nothing", error: tooManyAsked(claim) } : { kind: "waiting", ...question };
}

type NeedsConsent = Extract<Performed, { kind: "needsConsent" }>;

/** True iff a call that its caller waits for becomes a question: it says so, or somebody has said yes already. */
const isAsked = (claim: Claim, { yeses, hold }: NeedsConsent) =>
  (claim.command.asksForConsent === true || yeses.length > 0) && hold === undefined && !isOneShot(claim);

function questionOf(claim: Claim, { asking, yeses, eventDueMs = 0, askForMs, hold }: NeedsConsent, nowMs: number) {
  const untilMs = eventDueMs > nowMs ? eventDueMs : (claim.askedUntilMs ?? nowMs + askForMs);
  const code = hold?.code ?? codeOf(asking, yeses.length > 0 && claim.command.clientToken !== undefined);
  const because = hold && { because: hold.code };
  return { wait: { for: "approval", untilMs, code }, asking: { ...asking, ...because } } as const;
}

const codeOf = ({ losses }: Asking, isBegun: boolean) => {
  if (isBegun) return "ApprovalsMissing"; // one person has said yes, and it needs more
  return losses.length === 0 ? "Forbidden.ApprovalRequired" : "Forbidden.DataLossConsentRequired";
};

/** True iff the cloud's lists have left it out for longer than they lag. */
const isMissing = ({ missingSinceMs }: Claim, nowMs: number) =>
  missingSinceMs !== undefined && nowMs - missingSinceMs >= missingForMs;

/**
 * The conclusion about a refusal by the cloud or by look. A call ends by a refusal that lasts. Any other is told and
 * nothing is kept, unless the call is on record: then it waits. An event waits, unless nothing that its owner can do
 * would help while the event lives.
 */
export function refusal(
  claim: Claim,
  judged: Concluded,
  { status, code, message }: Refusal,
  nowMs: number,
): Conclusion {
  const { operation, instanceId } = claim.command;
  const advice = adviceFor(judged.errors, status, code);
  const words = redact(message, Object.values(claim.command.secrets));
  const said = (then: string, changes = changesOf(claim, advice.changed)) =>
    new OpError("refused", code, `${words} (${operation} ${instanceId}; ${changes}). ${then}`, { status });
  if (claim.runbook?.step === "start") {
    // The start is tried until the instance runs, or does not exist any more.
    if (code !== instanceIsMissing || !isMissing(claim, nowMs))
      return { kind: "waiting", wait: { for: "time", untilMs: nowMs + lookAgainMs, code } };
    const error = said("Nothing is left to do.", "the instance is no more, so it is not started again");
    return { kind: "outcome", state: "Rejected", error, isGone: true };
  }
  // Any refusal ends the replacement. So the stopped instance is started, and is not stopped for this event again.
  if (claim.runbook?.step === "replace" && claim.runbook.wasRunning) return rejected(said(newToken));
  // One read without the instance does not end an event: lists lag.
  const isUnsure = code === instanceIsMissing && claim.command.clientToken === undefined && !isMissing(claim, nowMs);
  if (!isUnsure && isEndedBy(claim, advice)) return rejected(said(advice.next));
  const error = secretCannotWait(claim, judged.parameters.secrets, `while: ${words}`) ?? said(advice.next);
  return keepOr(claim, { for: "time", untilMs: nowMs + lookAgainMs, code }, error);
}

/**
 * A caller who waits for the answer gets the error, and nothing is kept. An operation on record waits instead. If only
 * its caller can send it, nobody else can take it up: it ends with the error as its answer.
 */
export function keepOr(claim: Claim, wait: Wait, error: OpError): Conclusion {
  if (!isOnRecord(claim)) return { kind: "nothing", error };
  return isOneShot(claim) ? rejected(error) : { kind: "waiting", wait };
}

const rejected = (error: OpError): Conclusion => ({ kind: "outcome", state: "Rejected", error });

const newToken = "Call again with a new token.";
