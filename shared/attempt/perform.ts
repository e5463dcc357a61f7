import type { Sent } from "../cloud/sent.ts";
import { type Claim, isIntent } from "../ledger/ledger.ts";
import type { Standing } from "../ledger/request.ts";
import { type Facts, type Input, type Operation, refusalBy, type Step, stepOf } from "../operations/operation.ts";
import { type Answers, pendingEvent, type SystemEvent } from "../remediation/answerable.ts";

/** Why a claimed operation was not sent. */
type Refusal = { readonly code: string; readonly message: string };

/** What performing a claim came to; the idempotency middleware writes it to the row. */
export type Performed =
  | { readonly stage: "claimed"; readonly is: "refused"; readonly refusal: Refusal }
  | { readonly stage: "claimed"; readonly is: "mismatch" }
  | { readonly stage: "claimed"; readonly is: "tokenExpired" }
  /** Its event asks for nothing any more, is a simulated one, or is not listed (yet, or any more). */
  | { readonly stage: "claimed"; readonly is: "eventOver" | "eventSimulated" | "eventUnknown" }
  /** The step of a runbook that the claim is for needs no call. */
  | { readonly stage: "claimed"; readonly is: "done" }
  | {
      readonly stage: "claimed";
      readonly is: "needsConsent";
      readonly why: string;
      /** When the platform acts by itself, epoch milliseconds, if the event says so. */
      readonly eventDueMs: number | undefined;
    }
  | { readonly stage: "claimed"; readonly is: "tooLate" }
  | { readonly stage: "sending"; readonly is: "sent"; readonly sent: Sent }
  | { readonly stage: "lost"; readonly is: "lost"; readonly standing: Standing };

export type PerformNeeds<C> = {
  readonly cloud: C;
  /** The events that the operation answers, by its document and by the owner's rules. */
  readonly answers: Answers;
  /** Of these, the ones that no rule of the owner's gives to something else: what the bus may have answered. */
  readonly planned: Answers;
  readonly nowMs: () => number;
  /** When FC ends this invocation, epoch milliseconds. */
  readonly deadlineMs: number;
};

/** A send and its settling need this much of the invocation: 10 s for the send, the rest for the store. */
const sendBudgetMs = 20_000;
/** A pinned date is sent at once or not at all: a minute later something stood still between intend and send. */
const maxPinAgeMs = 60_000;

/**
 * Takes a claimed operation through look, consent and intend to the one send of this attempt. The read that counts is
 * the one after the claim. Throws if the cloud or the store cannot be read; nothing was sent then.
 */
export async function perform<I extends Input, F extends Facts, C>(
  whole: Operation<I, F, C>,
  claim: Claim,
  needs: PerformNeeds<C>,
): Promise<Performed> {
  const { cloud, nowMs, deadlineMs } = needs;
  const { command } = claim;
  const operation = stepOf(whole, claim.runbook);
  const input = operation.input.parse({ ...command.input, ...command.secrets });
  const [facts, token] = await Promise.all([operation.look(cloud, input), claim.confirmToken()]);
  if (token === "taken") return { stage: "claimed", is: "mismatch" };
  if (token === "expired") return { stage: "claimed", is: "tokenExpired" };

  const answers = command.source === "eventbridge" ? needs.planned : needs.answers; // the event may have moved on since
  const event = pendingEvent(answers, facts, command.eventId) ?? operation.exception?.(facts, command.eventId);
  const reason = reasonNotTo(operation, claim, facts, input, event);
  if (reason !== undefined) return reason;
  if (deadlineMs - nowMs() < sendBudgetMs) return { stage: "claimed", is: "tooLate" };

  const intent = await claim.intend(event?.eventId, operation.baseline(facts));
  if (!isIntent(intent)) return { stage: "lost", is: "lost", standing: intent };
  const sent: Sent =
    nowMs() - intent.signedAtMs > maxPinAgeMs
      ? { kind: "none", why: "stale", code: "PinnedDateTooOld", retryAfterMs: 0 }
      : await operation.call(cloud, input, intent, claim.cloudToken);
  return { stage: "sending", is: "sent", sent };
}

/** Why nothing is sent as things are: no event to answer, a check of the document fails, consent is missing, it is done. */
function reasonNotTo<I extends Input, F extends Facts, C>(
  { checks, dataLoss, isDone }: Operation<I, F, C> & Partial<Step<I, F, C>>,
  { command, consentBy, runbook }: Claim,
  facts: F,
  input: I,
  event: SystemEvent | undefined,
): Performed | undefined {
  const isBegun = runbook?.wasRunning === true;
  if (command.eventId !== undefined && event === undefined && command.mayWait && !isBegun)
    return { stage: "claimed", is: withoutAnswer(facts.events.find(({ eventId }) => eventId === command.eventId)) };
  const refusal = refusalBy(checks, facts, input, event);
  if (refusal !== undefined) return { stage: "claimed", is: "refused", refusal };
  const why = consentBy === undefined ? dataLoss(facts, input) : undefined;
  if (why !== undefined) return { stage: "claimed", is: "needsConsent", why, eventDueMs: event?.notBeforeMs };
  return isDone?.(facts, runbook) === true ? { stage: "claimed", is: "done" } : undefined;
}

/** Why automation has nothing to answer: an event is its only reason, so without one it does nothing. */
function withoutAnswer(named: SystemEvent | undefined) {
  if (named === undefined) return "eventUnknown";
  return named.simulated ? "eventSimulated" : "eventOver";
}
