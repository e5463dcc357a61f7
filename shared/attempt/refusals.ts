import { OpError } from "../errors.ts";
import type { Hold, HoldCode } from "../guards/hold.ts";
import type { Claim } from "../ledger/claim.ts";
import { type Loss, losses } from "../loss.ts";
import { changesOf } from "./changes.ts";

/** Nobody with the right to consent has agreed to these losses. */
export const needsConsent = (claim: Claim, open: readonly Loss[]) =>
  open.length === 0 ? needsApproval(claim) : dataLoss(claim.command.instanceId, open, changesOf(claim));

/** Nobody has said yes to what has to be asked about for another reason. */
const needsApproval = (claim: Claim) =>
  new OpError(
    "forbidden",
    "Forbidden.ApprovalRequired",
    `${claim.command.instanceId}: a person has to say yes first (${changesOf(claim)}).`,
  );

/** The same for a check, which claims nothing. */
export const dataLoss = (instanceId: string, open: readonly Loss[], changes = "nothing was changed") =>
  new OpError(
    "forbidden",
    "Forbidden.DataLossConsentRequired",
    `${instanceId}: ${open.map((loss) => losses[loss]).join("; ")}. It needs a call of a person with the role approver that says "AcceptDataLoss": ${JSON.stringify(open)}, or one with "AskForConsent": true, which waits for such a person's yes (${changes}).`,
  );

/** What the owner or a person has set keeps it back. What it is, and when it may be over, stands in its words. */
export const heldBack = (claim: Claim, hold: Hold, nowMs: number) =>
  heldError(hold, claim.command.instanceId, nowMs, changesOf(claim));

/** The same before a claim: so nothing can have been changed. */
export const heldError = (
  { code, why, untilMs }: Hold,
  instanceId: string,
  nowMs: number,
  changes = "nothing was changed",
) =>
  new OpError(
    code === "LimitReached" || code === "CooldownActive" ? "throttled" : "conflict",
    code,
    `${instanceId}: ${why} (${changes}). ${untilMs === undefined ? next[code] : `Try again after ${new Date(untilMs).toISOString()}.`}`,
    code.startsWith("Forbidden.") ? { status: 403 } : { retryAfterSeconds: secondsUntil(untilMs, nowMs) },
  );

/** A hold without an end of its own may be over in a minute (invented). */
const secondsUntil = (untilMs: number | undefined, nowMs: number) =>
  untilMs === undefined ? 60 : Math.max(1, Math.ceil((untilMs - nowMs) / 1_000));

/** What a caller may do about a hold that has no end of its own. */
const next: Readonly<Record<HoldCode, string>> = {
  "Forbidden.StackObserves": "Call the stack that acts.",
  OperationPaused: "Wait until it is resumed, or ask whoever paused it.",
  BreakerOpen: "Wait until somebody resumes automation.",
  "Forbidden.Frozen": "Wait for the end of the freeze.",
  Postponed: "Wait until then.",
  OutsideWindow: "Wait for the window.",
  GuardBand: "The platform acts by itself soon.",
  NoTimeLeft: "The platform acts by itself first.",
  LimitReached: "Try again once one of them has ended.",
  CooldownActive: "Wait until the cooldown is over.",
  HookRefused: "A person has to decide.",
  HookSilent: "A person has to decide.",
  AttemptsUsedUp: "A person has to look at the machine.",
};

/** The policy lets this caller ask for other things, or on other machines. */
export const notTheirs = (claim: Claim) =>
  new OpError(
    "forbidden",
    "Forbidden.Operation",
    `${claim.command.actor} may not ask for ${claim.command.operation} on ${claim.command.instanceId} by the policy in force (${changesOf(claim)}).`,
  );

/** Too much waits on the instance for one more question. */
export const tooManyAsked = ({ command: { instanceId } }: Claim) =>
  new OpError(
    "conflict",
    "OperationConflict",
    `As many operations wait on ${instanceId} as may before a call that needs another person's yes is kept. Nothing was changed; wait until some have ended.`,
    { retryAfterSeconds: 60 },
  );

/** The event is a drill. */
export const simulated = ({ command: { instanceId, eventId } }: Claim) =>
  new OpError(
    "forbidden",
    "Forbidden.SimulatedEvent",
    `${eventId} on ${instanceId} is a simulated event: automation answers real ones only. Nothing was changed; to rehearse, make a signed call.`,
  );

/** The event that a call is for is open, and of a type or in a status that the operation does not answer (any more). */
export const notAnswered = ({ command: { operation, instanceId, eventId } }: Claim) =>
  new OpError(
    "forbidden",
    "Forbidden.EventNotAnswered",
    `${operation} does not answer ${eventId} on ${instanceId} as it is now. Nothing was changed. Look at the event, and call again with a new token.`,
  );

/** The invocation would end during the send. */
export const tooLate = (claim: Claim, token: string) =>
  new OpError(
    "unavailable",
    "ServiceUnavailable",
    `Too little time was left to send safely (${changesOf(claim)}); try again with ${token}.`,
    { retryAfterSeconds: 1 },
  );

/** The cloud did not take the call: throttled, a date that is too old, no connection. */
export const notTaken = (claim: Claim, code: string, retryAfterMs: number, token: string) =>
  new OpError(
    "throttled",
    code,
    `The cloud did not take the call for now (${changesOf(claim)}); try again with ${token}.`,
    { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) },
  );

/**
 * The error for an operation that would have to wait, but has a parameter that is never stored. It names a parameter
 * that can wait.
 */
export function secretCannotWait(
  claim: Claim,
  instead: Readonly<Record<string, string>> | undefined,
  what: string,
): OpError | undefined {
  const [name] = Object.keys(claim.command.secrets);
  if (name === undefined) return undefined;
  const text = `${name}: is never stored, so it cannot wait ${what} Nothing was changed. Use ${instead?.[name]}, or call again when nothing has to be waited for.`;
  return new OpError("badRequest", `InvalidParameter.${name}`, text);
}
