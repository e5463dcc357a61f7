import type { Sent } from "../cloud/sent.ts";
import type { Facts, Input, Operation, Ports } from "../operation.ts";
import { type Claim, isIntent } from "./ledger.ts";
import type { Standing } from "./request.ts";

/** Why a claimed operation was not sent. */
type Refusal = { readonly code: string; readonly message: string };

/** What performing a claim came to; the idempotency middleware writes it to the row. */
export type Performed =
  | { readonly stage: "claimed"; readonly is: "refused"; readonly refusal: Refusal }
  | { readonly stage: "claimed"; readonly is: "mismatch" }
  | { readonly stage: "claimed"; readonly is: "tokenExpired" }
  | { readonly stage: "claimed"; readonly is: "eventOver" }
  | {
      readonly stage: "claimed";
      readonly is: "needsConsent";
      readonly why: string;
      readonly untilMs: number | undefined;
    }
  | { readonly stage: "claimed"; readonly is: "tooLate" }
  | { readonly stage: "sending"; readonly is: "sent"; readonly sent: Sent }
  | { readonly stage: "lost"; readonly is: "lost"; readonly standing: Standing };

export type PerformNeeds = {
  readonly ports: Ports;
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
export async function perform<I extends Input, F extends Facts>(
  operation: Operation<I, F>,
  claim: Claim,
  needs: PerformNeeds,
): Promise<Performed> {
  const { ports, nowMs, deadlineMs } = needs;
  const { command } = claim;
  const input = operation.input.parse(command.input);
  const [facts, token] = await Promise.all([operation.look(ports, input), claim.confirmToken()]);
  if (token === "taken") return { stage: "claimed", is: "mismatch" };
  if (token === "expired") return { stage: "claimed", is: "tokenExpired" };

  const event = operation.eventOf(facts, command.eventId);
  const named = facts.events.find(({ eventId }) => eventId === command.eventId);
  if (event === undefined && named !== undefined && !named.simulated) return { stage: "claimed", is: "eventOver" };
  const check = operation.checks.find(({ fails }) => fails(facts, input, command.eventId));
  if (check !== undefined) return { stage: "claimed", is: "refused", refusal: check };

  const loss = operation.dataLoss(facts, input);
  if (loss !== undefined && claim.consentBy === undefined)
    return { stage: "claimed", is: "needsConsent", why: loss, untilMs: event?.notBeforeMs };
  if (deadlineMs - nowMs() < sendBudgetMs) return { stage: "claimed", is: "tooLate" };

  const intent = await claim.intend(event?.eventId, operation.baseline(facts));
  if (!isIntent(intent)) return { stage: "lost", is: "lost", standing: intent };
  const sent: Sent =
    nowMs() - intent.signedAtMs > maxPinAgeMs
      ? { kind: "none", why: "stale", code: "PinnedDateTooOld", retryAfterMs: 0 }
      : await operation.call(ports, input, intent);
  return { stage: "sending", is: "sent", sent };
}
