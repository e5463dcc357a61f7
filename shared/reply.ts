import { OpError } from "./errors.ts";
import type { Standing } from "./ledger/request.ts";
import type { Current, StoredAnswer, Waiting } from "./ledger/row.ts";

/** An answer before it is put into a trigger's envelope. `body` is JSON text: a replay is the first one, byte for byte. */
export type Reply = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const reply = (statusCode: number, body: object, headers: Readonly<Record<string, string>> = {}): Reply => ({
  statusCode,
  headers,
  body: JSON.stringify(body),
});

/** The first answer of an accepted operation, as it is stored and replayed. */
export function acceptedAnswer(
  requestId: string,
  fields: object,
  { operationId, clientToken, runbook }: Answered,
): StoredAnswer {
  const { statusCode, body } = reply(isInterim(runbook) ? 202 : 200, {
    RequestId: requestId,
    ...fields,
    ...(clientToken !== undefined && { ClientToken: clientToken }),
    OperationId: operationId,
    State: "Accepted",
    ...(isInterim(runbook) && { Step: runbook?.step }),
  });
  return { statusCode, body };
}

type Answered = Pick<Current, "operationId" | "clientToken"> & { readonly runbook?: Current["runbook"] };

/** A step before or after what was asked for. */
export const isInterim = (runbook: Current["runbook"]) => runbook !== undefined && runbook.step !== "replace";

/** The answer of an operation that was concluded from evidence; there is no answer of the cloud to show. */
export const adoptedAnswer = (requestId: string, fields: object, current: Answered): StoredAnswer =>
  acceptedAnswer(requestId, { ...fields, Adopted: true }, current);

export const firstReply = ({ statusCode, body }: StoredAnswer): Reply => ({ statusCode, body, headers: {} });

/** A dry run that the cloud would carry out. Source: RebootInstance, DryRun. */
export const checkPassed = (requestId: string, message: string): Reply =>
  reply(200, { RequestId: requestId, Code: "DryRunOperation", Message: message, State: "DryRun" });

/** The event asks for nothing that this function does. */
export const nothingToDo = (why: string, requestId: string): Reply =>
  reply(200, { RequestId: requestId, State: "NotMine", Why: why });

export const inDoubt = (requestId: string, operationId: string, cause: string): Reply =>
  reply(202, { RequestId: requestId, OperationId: operationId, State: "InDoubt", Cause: cause });

export const waiting = (
  requestId: string,
  operationId: string,
  { for: what, untilMs, code }: Omit<Waiting, "state">,
): Reply =>
  reply(202, {
    RequestId: requestId,
    OperationId: operationId,
    State: "Waiting",
    For: what,
    Until: new Date(untilMs).toISOString(),
    Cause: code,
  });

/** Between two steps of a runbook: the next one is on its way. */
export const between = (requestId: string, operationId: string): Reply =>
  reply(202, { RequestId: requestId, OperationId: operationId, State: "Waiting", For: "attempt", Cause: "NextStep" });

/** An event that waits in the row until the operation that is current there has ended. */
export const parked = (requestId: string): Reply =>
  reply(202, { RequestId: requestId, State: "Waiting", For: "operation" });

export const ended = (requestId: string, operationId: string, state: string): Reply =>
  reply(200, { RequestId: requestId, OperationId: operationId, State: state });

/** `Retry-After` while another invocation works on it: a redeploy request takes a few seconds. */
const retryAfterSeconds = 5;

/** What the row's standing means to a caller. Throws `OpError` for what is no answer: a token refused, or busy. */
export function replyOf(standing: Standing, requestId: string, clientToken: string | undefined): Reply {
  switch (standing.is) {
    case "replay":
      return replay(standing, clientToken);
    case "ended":
      return {
        ...ended(requestId, standing.operationId, standing.state),
        headers: { "Idempotency-Replayed": standing.by },
      };
    case "inDoubt":
      return inDoubt(requestId, standing.current.operationId, standing.cause ?? "LeaseOver");
    case "mismatch":
      throw tokenMismatch();
    case "tokenExpired":
      throw tokenExpired();
    case "inProgress":
      throw new OpError(
        "inProgress",
        "LastTokenProcessing",
        `${named(standing.current)} is being worked on. This call changed nothing; ask again with the same token.`,
        {
          retryAfterSeconds: Math.min(Math.ceil(standing.leaseLeftMs / 1_000), retryAfterSeconds),
        },
      );
    case "conflict":
      throw new OpError(
        "conflict",
        "OperationConflict",
        `${named(standing.current)} is current on this instance. This call changed nothing; wait until it has ended.`,
        {
          retryAfterSeconds: 60,
        },
      );
    case "lost":
      throw new OpError(
        "inProgress",
        "LastTokenProcessing",
        "Another invocation has taken this operation over. Ask again with the same token.",
        { retryAfterSeconds },
      );
    default:
      return standing satisfies never;
  }
}

export const tokenMismatch = () =>
  new OpError(
    "badRequest",
    "IdempotentParameterMismatch",
    "This ClientToken was used for another instance or with other parameters. Nothing was changed; use a new token for a new intent.",
  );

export const tokenExpired = () =>
  new OpError(
    "badRequest",
    "InvalidParameter.ClientToken",
    "ClientToken: was used more than 30 days ago, its outcome may be forgotten. Nothing was changed; use a new token.",
  );

/** The stored answer; another token for the same event gets it with its own ClientToken. */
function replay({ answer, by, state }: Extract<Standing, { is: "replay" }>, clientToken: string | undefined): Reply {
  const headers = { "Idempotency-Replayed": by, "Operation-State": state };
  if (by === "token") return { ...answer, headers };
  const { ClientToken: _, ...first } = JSON.parse(answer.body) as Record<string, unknown>;
  return reply(
    answer.statusCode,
    { ...first, ...(clientToken !== undefined && { ClientToken: clientToken }) },
    headers,
  );
}

const named = ({ operation, operationId, actor, source, progress }: Current) =>
  `${operation} ${operationId} (by ${actor} over ${source}, ${progress.state})`;

/** An error as ECS writes it: RequestId, Code, Message. */
export function errorReply(error: unknown, requestId: string): Reply {
  if (!(error instanceof OpError))
    return reply(500, {
      RequestId: requestId,
      Code: "InternalError",
      Message: "An internal error occurred. Whether anything changed is on the record: ask again with the same token.",
    });
  const headers = error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(error.retryAfterSeconds) };
  return reply(error.status, { RequestId: requestId, Code: error.code, Message: error.message }, headers);
}
