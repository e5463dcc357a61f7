import { OpError } from "../errors.ts";
import { type Advice, adviceFor, statusFor } from "../operations/advice.ts";
import { errorReply } from "../reply.ts";
import { tokenExpired, tokenMismatch } from "../standing-reply.ts";
import type { Claim } from "./ledger.ts";
import type { Performed } from "./perform.ts";
import type { Ending } from "./request.ts";
import type { Waiting } from "./row.ts";

/** How a step without effect ends: nothing is kept, it waits, or it is over. */
export type Verdict =
  | { readonly kept: "nothing"; readonly error: OpError }
  | { readonly kept: "waiting"; readonly waiting: Omit<Waiting, "state"> }
  | { readonly kept: "outcome"; readonly state: "Rejected"; readonly error: OpError }
  | { readonly kept: "outcome"; readonly state: "SatisfiedElsewhere" | "Succeeded" };

/** When something that waits for the cloud's state is looked at again (invented: five minutes). */
const lookAgainMs = 300_000;
/** How long an event may be missing from the cloud's lists before it is given up (invented: lists lag by seconds). */
const unlistedMs = 3_600_000;
/** How long a plan waits for a person if the event names no time, or has begun. */
const approvalMs = 86_400_000;

type Errors = Readonly<Record<string, Advice>>;

/** What becomes of a claim that was not sent; pure. */
export function verdictOf(
  claim: Claim,
  performed: Extract<Performed, { stage: "claimed" }>,
  errors: Errors,
  nowMs: number,
): Verdict {
  switch (performed.is) {
    case "mismatch":
      return { kept: "outcome", state: "Rejected", error: tokenMismatch() };
    case "tokenExpired":
      return { kept: "nothing", error: tokenExpired() }; // its outcome is forgotten: no other one may take its place
    case "eventOver":
      return { kept: "outcome", state: "SatisfiedElsewhere" };
    case "eventSimulated":
      return { kept: "outcome", state: "Rejected", error: simulated(claim) };
    case "eventUnknown":
      return nowMs - claim.openSinceMs < unlistedMs
        ? { kept: "waiting", waiting: { for: "time", untilMs: nowMs + lookAgainMs, code: "EventNotListed" } }
        : { kept: "outcome", state: "Rejected", error: unlisted(claim) };
    case "done":
      return { kept: "outcome", state: "Succeeded" };
    case "refused": {
      const { code, message } = performed.refusal;
      return refusal(claim, errors, { status: statusFor(errors, code), code, message }, nowMs);
    }
    case "needsConsent": {
      const { why, eventDueMs = 0 } = performed;
      const untilMs = eventDueMs > nowMs ? eventDueMs : nowMs + approvalMs;
      const code = "Forbidden.DataLossConsentRequired";
      const message = `${claim.command.instanceId}: ${why}. It needs the consent of a principal with the right mayConsent. Nothing was changed.`;
      return keepOr(claim, { for: "approval", untilMs, code }, new OpError("forbidden", code, message));
    }
    case "tooLate":
      return keepOr(claim, { for: "attempt", untilMs: nowMs, code: "TooLittleTime" }, tooLate());
    default:
      return performed satisfies never;
  }
}

/** A refusal of the cloud or of look: remembered if it lasts, else given back to a caller or kept waiting. */
export function refusal(
  claim: Claim,
  errors: Errors,
  { status, code, message }: { readonly status: number; readonly code: string; readonly message: string },
  nowMs: number,
): Verdict {
  const { operation, instanceId } = claim.command;
  const { lasting, next } = adviceFor(errors, status, code);
  const text = `${withoutSecrets(message, claim)} (${operation} ${instanceId}; nothing was changed). ${next}`;
  const error = new OpError("refused", code, text, { status });
  // Whatever refuses the replacement: the instance that was stopped for it is not left so.
  const mustGoOn = claim.runbook?.step === "replace" && claim.runbook.wasRunning;
  if (lasting || mustGoOn) return { kept: "outcome", state: "Rejected", error };
  return keepOr(claim, { for: "time", untilMs: nowMs + lookAgainMs, code }, error);
}

/** The cloud's words, should it quote what must not be stored. */
const withoutSecrets = (message: string, { command }: Claim) =>
  Object.entries(command.secrets).reduce((text, [name, value]) => text.replaceAll(String(value), `<${name}>`), message);

/**
 * A caller who waits for the answer gets it and nothing is kept, unless an earlier answer promised otherwise. What only
 * that caller can send is not kept for others: promised, it ends with the error as its answer.
 */
export function keepOr(claim: Claim, waiting: Omit<Waiting, "state">, error: OpError): Verdict {
  if (!isOnRecord(claim)) return { kept: "nothing", error };
  return isOneShot(claim) ? { kept: "outcome", state: "Rejected", error } : { kept: "waiting", waiting };
}

/** Somebody counts on it: it may end, but not be given back. */
export const isOnRecord = ({ command, promised }: Claim) => command.mayWait || promised;

export const isOneShot = ({ command }: Claim) => Object.keys(command.secrets).length > 0;

/** The verdict as the row takes it. */
export function endingOf(verdict: Verdict, requestId: string): Ending {
  switch (verdict.kept) {
    case "nothing":
      return { how: "release" };
    case "waiting":
      return { how: "wait", waiting: verdict.waiting };
    case "outcome": {
      if (verdict.state !== "Rejected") return { how: "end", outcome: { state: verdict.state } };
      const { statusCode, body } = errorReply(verdict.error, requestId);
      return { how: "end", outcome: { state: "Rejected", answer: { statusCode, body } } };
    }
    default:
      return verdict satisfies never;
  }
}

const unlisted = ({ command: { instanceId, eventId } }: Claim) =>
  new OpError(
    "refused",
    "InvalidEventId.NotFound",
    `The cloud does not list ${eventId} on ${instanceId}. Nothing was changed; check the id, and make a signed call if the instance needs help.`,
    { status: 404 },
  );

const simulated = ({ command: { instanceId, eventId } }: Claim) =>
  new OpError(
    "forbidden",
    "Forbidden.SimulatedEvent",
    `${eventId} on ${instanceId} is a simulated event: automation answers real ones only. Nothing was changed; to rehearse, make a signed call.`,
  );

const tooLate = () =>
  new OpError(
    "unavailable",
    "ServiceUnavailable",
    "Too little time was left to send safely. Nothing was changed; try again with the same token.",
    { retryAfterSeconds: 1 },
  );
