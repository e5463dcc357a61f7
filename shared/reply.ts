import type { ErrorKind, OpError } from "./errors.ts";
import type { StoredAnswer } from "./ledger/outcome.ts";
import type { Wait } from "./ledger/progress.ts";
import type { Current } from "./ledger/row.ts";

/** An answer before it is put into a trigger's envelope. `body` is JSON text: a replay is the first one, byte for byte. */
export type Reply = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export const reply = (statusCode: number, body: object, headers: Readonly<Record<string, string>> = {}): Reply => ({
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
const isInterim = (runbook: Current["runbook"]) => runbook !== undefined && runbook.step !== "replace";

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

/** On record, and nothing of it is sent yet. `behind`: the operation that is current on the instance meanwhile. */
export const waiting = (
  requestId: string,
  operationId: string,
  { for: what, untilMs, code }: Wait,
  behind: string | undefined = undefined,
): Reply =>
  reply(202, {
    RequestId: requestId,
    OperationId: operationId,
    State: "Waiting",
    For: what,
    ...(untilMs !== undefined && { Until: new Date(untilMs).toISOString() }),
    Cause: code,
    ...(behind !== undefined && { Behind: behind }),
  });

/** Between two steps of a runbook: the next one is on its way. */
export const between = (requestId: string, operationId: string): Reply =>
  reply(202, { RequestId: requestId, OperationId: operationId, State: "Waiting", For: "attempt", Cause: "NextStep" });

export const ended = (requestId: string, operationId: string, state: string): Reply =>
  reply(200, { RequestId: requestId, OperationId: operationId, State: state });

/** An error as ECS writes it: RequestId, Code, Message. */
export function errorReply(error: OpError, requestId: string): Reply {
  const { kind, status, code, message, retryAfterSeconds } = error;
  const retryAfter = retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
  return reply(status, { RequestId: requestId, Code: code, Message: message }, { ...headersOf[kind], ...retryAfter });
}

/** What RFC 9110 demands beside a status (15.5.2, 15.5.6). The scheme is not registered: it names the standard. */
const headersOf: Partial<Record<ErrorKind, Readonly<Record<string, string>>>> = {
  unauthenticated: { "WWW-Authenticate": 'StandardWebhooks realm="redeploy-once", version="v1 v1a"' },
  wrongMethod: { Allow: "POST" },
};
