import type { Sent } from "../cloud/sent.ts";
import type { Settlement } from "../ledger/change.ts";
import type { Claim } from "../ledger/claim.ts";
import { nextStep } from "../ledger/runbook.ts";
import type { Standing } from "../ledger/standing.ts";
import { RowUnreadable, StoreUnknown } from "../ledger/store.ts";
import type { Operation } from "../operations/operation.ts";
import { acceptedAnswer, between, ended, firstReply, inDoubt, type Reply, waiting } from "../reply.ts";
import { replyOf } from "../standing-reply.ts";
import { isOneShot, tokenAfter } from "./asked.ts";
import { type Concluded, type Conclusion, conclusionOf, keepOr, refusal } from "./conclusion.ts";
import { endingOf } from "./ending.ts";
import type { Performed } from "./performed.ts";
import { notTaken as notTakenError } from "./refusals.ts";

/** The surroundings of a conclusion. Times are epoch milliseconds. */
export type ConcludeNeeds = {
  readonly operation: Concluded &
    Pick<Operation, "replyFields"> & { readonly parameters: Pick<Operation["parameters"], "warnings"> };
  readonly nowMs: () => number;
  readonly requestId: string;
};

/** Writes the result of performing a claim, and makes the caller's reply. Throws `OpError` for a refusal. */
export async function conclude(claim: Claim, performed: Performed, needs: ConcludeNeeds): Promise<Reply> {
  if (performed.kind === "lost") return replyOf(performed.standing, needs.requestId, claim.command);
  if (performed.kind === "sent") return concludeSent(claim, performed.sent, needs);
  const conclusion = conclusionOf(claim, performed, needs.operation, needs.nowMs());
  return tell(claim, conclusion, await claim.giveBack(endingOf(conclusion, needs.requestId), performed.ruled), needs);
}

/** The reply after a step without effect. If another writer was faster, its row decides the reply. */
function tell(claim: Claim, conclusion: Conclusion, written: "written" | Standing, needs: ConcludeNeeds): Reply {
  const { requestId } = needs;
  if (written !== "written") return replyOf(written, requestId, claim.command);
  if (conclusion.kind === "waiting") return waiting(requestId, claim.operationId, conclusion.wait);
  if (conclusion.kind === "outcome" && conclusion.state !== "Rejected") return over(claim, conclusion.state, needs);
  throw conclusion.error;
}

/** The reply when an operation, or a step of it, is over without a call of its own. */
function over(
  { operationId, runbook }: Claim,
  state: "SatisfiedElsewhere" | "Succeeded",
  { requestId }: ConcludeNeeds,
): Reply {
  if (runbook !== undefined && nextStep(runbook, { state }) !== undefined) return between(requestId, operationId);
  return ended(requestId, operationId, runbook?.verdict?.state ?? state);
}

async function concludeSent(claim: Claim, sent: Sent, needs: ConcludeNeeds): Promise<Reply> {
  const { requestId, nowMs, operation } = needs;
  switch (sent.kind) {
    case "accepted":
      return concludeAccepted(claim, sent, needs);
    case "unknown":
      await settled(claim, { kind: "unknown", cause: sent.cause });
      return inDoubt(requestId, claim.operationId, sent.cause);
    case "refused":
      return withoutEffect(claim, refusal(claim, operation, sent, nowMs()), needs);
    case "none":
      return withoutEffect(claim, notTaken(claim, sent, nowMs()), needs);
    default:
      return sent satisfies never;
  }
}

async function concludeAccepted(
  claim: Claim,
  { requestId: acceptedId, evidenceId }: Extract<Sent, { kind: "accepted" }>,
  { operation, requestId }: ConcludeNeeds,
): Promise<Reply> {
  const { command, operationId, runbook } = claim;
  const warnings = operation.parameters.warnings?.(command.input) ?? [];
  const fields = {
    ...operation.replyFields(evidenceId),
    ...(warnings.length > 0 && { Warnings: warnings }),
  };
  const answer = acceptedAnswer(acceptedId, fields, { operationId, clientToken: command.clientToken, runbook });
  const result: Settlement = { kind: "accepted", requestId: acceptedId, evidenceId, answer };
  return (await settled(claim, result)) ? firstReply(answer) : inDoubt(requestId, operationId, "StoreUnknown");
}

/** The cloud did not take the send: throttled, too late, or not connected. It had no effect, so it is tried again. */
function notTaken(
  claim: Claim,
  { why, code, retryAfterMs }: Extract<Sent, { kind: "none" }>,
  nowMs: number,
): Conclusion {
  const waits = { for: "attempt", untilMs: nowMs + retryAfterMs, code } as const;
  const error = (token: string) => notTakenError(claim, code, retryAfterMs, token);
  if (why === "throttled") return keepOr(claim, waits, error(tokenAfter(claim)));
  // Something stood still. Somebody may have been told of the operation meanwhile, so it is not given back.
  return isOneShot(claim)
    ? { kind: "outcome", state: "Rejected", error: error("a new token") }
    : { kind: "waiting", wait: waits };
}

async function withoutEffect(claim: Claim, conclusion: Conclusion, needs: ConcludeNeeds): Promise<Reply> {
  const written = await settled(claim, { kind: "none", ending: endingOf(conclusion, needs.requestId) });
  return written
    ? tell(claim, conclusion, "written", needs)
    : inDoubt(needs.requestId, claim.operationId, "StoreUnknown");
}

/**
 * Settles, and returns true iff the row certainly holds the result. After a send, a store that does not answer, an
 * unreadable row or another writer must not become an error: the caller would take it for "nothing was done". For
 * example: the cloud accepted, and the store does not answer. The caller is told 202, in doubt. Later evidence shows
 * the effect, and it is adopted.
 */
async function settled(claim: Claim, result: Settlement): Promise<boolean> {
  try {
    return (await claim.settle(result)) === "written";
  } catch (error) {
    if (error instanceof StoreUnknown || error instanceof RowUnreadable) return false;
    throw error;
  }
}
