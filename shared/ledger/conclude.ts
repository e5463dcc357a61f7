import type { Sent } from "../cloud/sent.ts";
import { OpError } from "../errors.ts";
import type { ErrorRow } from "../operation.ts";
import {
  acceptedAnswer,
  ended,
  errorReply,
  firstReply,
  inDoubt,
  type Reply,
  replyOf,
  tokenMismatch,
  waiting,
} from "../reply.ts";
import type { Claim } from "./ledger.ts";
import type { Performed } from "./perform.ts";
import type { Ending, Settlement, Standing } from "./request.ts";
import type { Waiting } from "./row.ts";
import { StoreUnknown } from "./store.ts";

/** What a conclusion needs to know of its surroundings; times are epoch milliseconds. */
export type ConcludeNeeds = {
  readonly errors: Readonly<Record<string, ErrorRow>>;
  readonly nowMs: () => number;
  readonly requestId: string;
};

/** When something that waits for the cloud's state is looked at again (invented: five minutes). */
const lookAgainMs = 300_000;
/** How long a plan waits for a person if the event names no time. */
const approvalMs = 86_400_000;

/** Writes what performing a claim came to and says it to the caller. Throws `OpError` for what is not kept. */
export async function conclude(claim: Claim, performed: Performed, needs: ConcludeNeeds): Promise<Reply> {
  if (performed.stage === "lost") return replyOf(performed.standing, needs.requestId, claim.command.clientToken);
  if (performed.stage === "sending") return concludeSent(claim, performed.sent, needs);
  const verdict = verdictOf(claim, performed, needs);
  return tell(claim, verdict, await claim.giveBack(endingOf(verdict, needs)), needs);
}

/** How a step without effect ends: nothing is kept, it waits, or it is over. */
type Verdict =
  | { readonly kept: "nothing"; readonly error: OpError }
  | { readonly kept: "waiting"; readonly waiting: Omit<Waiting, "state"> }
  | { readonly kept: "outcome"; readonly state: "Rejected"; readonly error: OpError }
  | { readonly kept: "outcome"; readonly state: "SatisfiedElsewhere" };

function verdictOf(
  claim: Claim,
  performed: Extract<Performed, { stage: "claimed" }>,
  { errors, nowMs }: ConcludeNeeds,
): Verdict {
  const lookAgain = { for: "time", untilMs: nowMs() + lookAgainMs } as const;
  switch (performed.is) {
    case "mismatch":
      return { kept: "outcome", state: "Rejected", error: tokenMismatch() };
    case "tokenExpired": {
      const message =
        "ClientToken: was used more than 30 days ago, its outcome may be forgotten. Nothing was changed; use a new token.";
      return { kept: "nothing", error: new OpError("badRequest", "InvalidParameter.ClientToken", message) };
    }
    case "eventOver":
      return { kept: "outcome", state: "SatisfiedElsewhere" };
    case "refused": {
      const { code, message } = performed.refusal;
      return refusal(claim, errors[code], code, message, lookAgain);
    }
    case "needsConsent": {
      const { why, untilMs = nowMs() + approvalMs } = performed;
      const code = "Forbidden.DataLossConsentRequired";
      const message = `${claim.command.instanceId}: ${why}. It needs the consent of a principal with the right mayConsent. Nothing was changed.`;
      return keepOr(claim, { for: "approval", untilMs, code }, new OpError("forbidden", code, message));
    }
    case "tooLate": {
      const error = new OpError(
        "unavailable",
        "ServiceUnavailable",
        "Too little time was left to send safely. Nothing was changed; try again with the same token.",
        { retryAfterSeconds: 1 },
      );
      return keepOr(claim, { for: "attempt", untilMs: nowMs(), code: "TooLittleTime" }, error);
    }
    default:
      return performed satisfies never;
  }
}

/** A refusal of the cloud or of look: remembered if it lasts, else given back to a caller or kept waiting. */
function refusal(
  claim: Claim,
  row: ErrorRow | undefined,
  code: string,
  message: string,
  wait: Pick<Waiting, "for" | "untilMs">,
  status = row?.status ?? 403,
): Verdict {
  const { operation, instanceId } = claim.command;
  const error = new OpError("refused", code, `${message} (${operation} ${instanceId}; nothing was changed)`, {
    status,
  });
  return row?.lasting === true
    ? { kept: "outcome", state: "Rejected", error }
    : keepOr(claim, { ...wait, code }, error);
}

/** A caller who waits for the answer gets it and nothing is kept, unless an earlier answer promised otherwise. */
const keepOr = (claim: Claim, waits: Omit<Waiting, "state">, error: OpError): Verdict =>
  claim.command.mayWait || claim.promised ? { kept: "waiting", waiting: waits } : { kept: "nothing", error };

function endingOf(verdict: Verdict, { requestId }: ConcludeNeeds): Ending {
  switch (verdict.kept) {
    case "nothing":
      return { how: "release" };
    case "waiting":
      return { how: "wait", waiting: verdict.waiting };
    case "outcome": {
      if (verdict.state === "SatisfiedElsewhere") return { how: "end", outcome: { state: verdict.state } };
      const { statusCode, body } = errorReply(verdict.error, requestId);
      return { how: "end", outcome: { state: "Rejected", answer: { statusCode, body } } };
    }
    default:
      return verdict satisfies never;
  }
}

/** The answer to a step without effect. If another writer was faster, its row answers. */
function tell(claim: Claim, verdict: Verdict, written: "written" | Standing, { requestId }: ConcludeNeeds): Reply {
  if (written !== "written") return replyOf(written, requestId, claim.command.clientToken);
  if (verdict.kept === "waiting") return waiting(requestId, claim.operationId, verdict.waiting);
  if (verdict.kept === "outcome" && verdict.state === "SatisfiedElsewhere")
    return ended(requestId, claim.operationId, verdict.state);
  throw verdict.error;
}

async function concludeSent(claim: Claim, sent: Sent, needs: ConcludeNeeds): Promise<Reply> {
  const { requestId, nowMs, errors } = needs;
  const lookAgain = { for: "time", untilMs: nowMs() + lookAgainMs } as const;
  switch (sent.kind) {
    case "accepted": {
      const { command, operationId } = claim;
      const answer = acceptedAnswer(sent.requestId, sent.fields, { operationId, clientToken: command.clientToken });
      const { requestId: acceptedId, evidenceId } = sent;
      const result: Settlement = { known: "accepted", requestId: acceptedId, evidenceId, answer };
      return (await settled(claim, result)) ? firstReply(answer) : inDoubt(requestId, operationId, "StoreUnknown");
    }
    case "unknown":
      await settled(claim, { known: "unknown", cause: sent.cause });
      return inDoubt(requestId, claim.operationId, sent.cause);
    case "refused":
      return withoutEffect(
        claim,
        refusal(claim, errors[sent.code], sent.code, sent.message, lookAgain, sent.status),
        needs,
      );
    case "none": {
      const waits = { for: "attempt", untilMs: nowMs() + sent.retryAfterMs, code: sent.code } as const;
      const error = new OpError(
        "throttled",
        sent.code,
        "The cloud throttled the call. Nothing was changed; try again with the same token.",
        {
          retryAfterSeconds: Math.ceil(sent.retryAfterMs / 1_000),
        },
      );
      return withoutEffect(
        claim,
        sent.why === "throttled" ? keepOr(claim, waits, error) : { kept: "waiting", waiting: waits },
        needs,
      );
    }
    default:
      return sent satisfies never;
  }
}

async function withoutEffect(claim: Claim, verdict: Verdict, needs: ConcludeNeeds): Promise<Reply> {
  const written = await settled(claim, { known: "none", ending: endingOf(verdict, needs) });
  return written ? tell(claim, verdict, "written", needs) : inDoubt(needs.requestId, claim.operationId, "StoreUnknown");
}

/**
 * Settles, and says whether the row holds the result for certain. After a send a store that does not answer, or another
 * writer, must not become an error: the row is in doubt and the evidence decides.
 */
async function settled(claim: Claim, result: Settlement): Promise<boolean> {
  try {
    return (await claim.settle(result)) === "written";
  } catch (error) {
    if (error instanceof StoreUnknown) return false;
    throw error;
  }
}
