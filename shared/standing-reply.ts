import type { Command } from "./command.ts";
import { OpError } from "./errors.ts";
import type { Current } from "./ledger/row.ts";
import type { Standing } from "./ledger/standing.ts";
import { inDoubt, nothingToDo, type Reply, reply, waiting } from "./reply.ts";

/** `Retry-After` while another invocation works on the operation. A redeploy request takes a few seconds. */
const retryAfterSeconds = 5;

/** The caller: its token, and whether it may be told what others do to the instance. */
type Asker = Pick<Command, "clientToken"> & { readonly mayKnow?: boolean };
const nobody: Asker = { clientToken: undefined };

/**
 * The reply for a standing of the row. Throws `OpError` if the token is refused, if the instance or the operation is
 * busy, or if the operation has ended and was not done.
 */
export function replyOf(standing: Standing, requestId: string, { clientToken, mayKnow = false } = nobody): Reply {
  switch (standing.kind) {
    case "replay":
      return replay(standing, clientToken);
    case "ended":
      return endedReply(standing, requestId);
    case "waiting":
      return waiting(requestId, standing.operationId, standing.wait, standing.behind);
    case "inDoubt":
      return inDoubt(requestId, standing.current.operationId, standing.cause ?? "LeaseOver");
    case "mismatch":
      throw tokenMismatch();
    case "tokenExpired":
      throw tokenExpired();
    case "inProgress":
      throw beingWorkedOn(standing.current, standing.leaseLeftMs);
    case "conflict":
      throw anotherIsCurrent(mayKnow ? named(standing.current) : "Another operation");
    case "full":
      throw rowIsFull();
    case "notFound":
      return nothingToDo("nothing of this operation is left to do", requestId);
    case "inFlight":
    case "asksOther":
    case "tooLate":
    case "lost":
      throw takenOver();
    default:
      return standing satisfies never;
  }
}

const beingWorkedOn = (current: Current, leaseLeftMs: number) =>
  new OpError(
    "inProgress",
    "LastTokenProcessing",
    `${named(current)} is being worked on. This call changed nothing; ask again with the same token.`,
    { retryAfterSeconds: Math.min(Math.ceil(leaseLeftMs / 1_000), retryAfterSeconds) },
  );

const anotherIsCurrent = (which: string) =>
  new OpError(
    "conflict",
    "OperationConflict",
    `${which} is current on this instance. This call changed nothing; wait until it has ended.`,
    { retryAfterSeconds: 60 },
  );

const rowIsFull = () =>
  new OpError(
    "notKept",
    "ServiceUnavailable",
    "As many events wait on this instance already as its record keeps. This call changed nothing; deliver it again later.",
    { retryAfterSeconds: 60 },
  );

const takenOver = () =>
  new OpError(
    "inProgress",
    "LastTokenProcessing",
    "Another invocation has taken this operation over. Ask again with the same token.",
    { retryAfterSeconds },
  );

/**
 * The reply about an operation that has ended without a stored answer. Expired, Cancelled and Rejected are errors: to a
 * caller who reads only the status, 200 would mean that it was done.
 */
function endedReply(standing: Extract<Standing, { kind: "ended" }>, requestId: string): Reply {
  const { state, by, operationId, who } = standing;
  if (state === "Expired")
    throw new OpError(
      "refused",
      "OperationExpired",
      `${operationId} has ended without effect: it came too late, nobody agreed to it in time, or what was tried did nothing. What it asked for was not done; use a new token for a new intent.`,
      { status: 409 },
    );
  if (state === "Cancelled")
    throw new OpError(
      "refused",
      "OperationCancelled",
      `${operationId} was cancelled by ${who ?? "a person"}. What it asked for was not done; use a new token for a new intent.`,
      { status: 409 },
    );
  if (state === "Rejected") throw unlisted(operationId);
  const body = { RequestId: requestId, OperationId: operationId, State: state, ...answeredBy(standing) };
  return reply(200, body, { "Idempotency-Replayed": by });
}

/** An event that was given up was never tried. So the row has no answer to repeat, and it is made here. */
const unlisted = (operationId: string) =>
  new OpError(
    "refused",
    "InvalidEventId.NotFound",
    `${operationId} has ended without effect: the cloud does not list its event. Nothing was changed; check the ids, and make a signed call if the instance needs help.`,
    { status: 404 },
  );

export const tokenMismatch = () =>
  new OpError(
    "badRequest",
    "IdempotentParameterMismatch",
    "This ClientToken was used for another instance or with other parameters. This call changed nothing; use a new token for a new intent.",
  );

export const tokenExpired = () =>
  new OpError(
    "badRequest",
    "InvalidParameter.ClientToken",
    "ClientToken: was used more than 30 days ago, its outcome may be forgotten. This call changed nothing; use a new token.",
  );

/** The stored answer. If another operation got it, it names that operation, and has this call's own ClientToken. */
function replay(standing: Extract<Standing, { kind: "replay" }>, clientToken: string | undefined): Reply {
  const { answer, by, state } = standing;
  const headers = { "Idempotency-Replayed": by, "Operation-State": state };
  if (by === "token" && standing.answeredBy === undefined) return { ...answer, headers };
  const { ClientToken: _, ...first } = JSON.parse(answer.body) as Record<string, unknown>;
  return reply(
    answer.statusCode,
    { ...first, ...(clientToken !== undefined && { ClientToken: clientToken }), ...answeredBy(standing) },
    headers,
  );
}

const answeredBy = ({ answeredBy: other }: Extract<Standing, { kind: "replay" | "ended" }>) =>
  other && { AnsweredBy: { Operation: other.operation, OperationId: other.operationId } };

const named = ({ operation, operationId, actor, source, progress }: Current) =>
  `${operation} ${operationId} (by ${actor} over ${source}, ${progress.state})`;
