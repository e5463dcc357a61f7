import { OpError } from "../errors.ts";
import { isDocumented } from "./documented.ts";
import { asCode, isCode, isId } from "./forms.ts";
import type { Sent } from "./sent.ts";

/**
 * Answers to what may be a copy of a request that arrived before, so what the first one came to is not known. A nonce
 * that was used says so. A date that is too old was a minute old at most when it left: something on the way stood still
 * for a quarter of an hour, and a gateway may look at the date before it looks at the nonce.
 */
const copyCodes = ["SignatureNonceUsed", "InvalidTimeStamp.Expired", "IllegalTimestamp"];
/**
 * The cloud does not know itself what it did, or is still at it, whatever status it gives the code. Sources:
 * ReplaceSystemDisk has InternalError with 400; ECS "Ensure idempotence" has the codes of a token that is being worked on.
 */
const undecidedCodes = [
  "InternalError",
  "ServiceUnavailable",
  "UnknownError",
  "LastTokenProcessing",
  "IdempotentProcessing",
];
/** 4xx of whatever stands in between: the request may have gone on. Source: RFC 9110 (408); 499 is a proxy's. */
const undecidedStatuses = [408, 499];
/** Errors of the transport that prove that no connection was made. */
const notConnectedCodes = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "InvalidCredentials"];

/** When to try again if the cloud does not say: throttling counts per minute (ECS "API throttling"). */
const throttledForMs = 60_000;

/**
 * What an error of a *send* proves. Whatever proves nothing is `unknown`. A throttle is taken for the answer to the only
 * copy there is: we send one, and nothing between us and the gateway may repeat a POST (functions/README.md).
 */
export function sentErrorOf(error: unknown): Sent {
  const { code, status, message, retryAfterMs, requestId } = factsOf(error);
  if (status === undefined && notConnectedCodes.includes(code))
    return { kind: "none", why: "notSent", code, retryAfterMs: throttledForMs };
  if (status === undefined || status < 400 || status > 499 || requestId === undefined)
    return { kind: "unknown", cause: code };
  if (copyCodes.includes(code) || undecidedCodes.includes(code) || undecidedStatuses.includes(status))
    return { kind: "unknown", cause: code };
  if (code.includes("Throttling"))
    return { kind: "none", why: "throttled", code, retryAfterMs: retryAfterMs ?? throttledForMs };
  return { kind: "refused", status, code, message: isDocumented(code, message) ? message : unkept(requestId) };
}

/** The cloud may quote anything: the request that it refuses, with its password and its token. */
const unkept = (requestId: string) =>
  `The cloud refused it in words that no document has, which are not kept; ActionTrail has the call under the request id ${requestId}`;

/** All instances that a function may have are at work. Source: Function Compute "Error codes". */
const allBusy = "ResourceExhausted";

/** An error of a *read*: the read itself changed nothing, and nothing is known. Its words may stand beside a send in doubt. */
export function readErrorOf(error: unknown, call: string): OpError {
  const { code, status, retryAfterMs, requestId } = factsOf(error);
  const throttled = code.includes("Throttling") || code === allBusy;
  const retryAfterSeconds = Math.ceil((retryAfterMs ?? (throttled ? throttledForMs : 5_000)) / 1_000);
  return new OpError(
    throttled ? "throttled" : "unavailable",
    throttled ? code : "ServiceUnavailable",
    `${call} could not be read (${code}${requestId === undefined ? "" : `, request id ${requestId}`}). This read changed nothing; try again.`,
    // An answer's error has all that the cloud said; what is known without one is the transport's.
    { ...(status === undefined && { cause: error }), retryAfterSeconds },
  );
}

/** Why an invocation is no answer. `status`: of the cloud's own refusal; undefined if nothing says that it is one. */
export function refusalIn(error: unknown): { readonly code: string; readonly status: number | undefined } {
  const { code, status, requestId } = factsOf(error);
  return { code, status: requestId === undefined ? undefined : status };
}

type ErrorFacts = {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
  /** Set iff the answer has what every error of the cloud has: a code and a request id, each of its form. */
  readonly requestId: string | undefined;
};

/** The SDK's error shapes as plain facts; bodies that are not JSON lose their status inside the SDK. */
function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error))
    return { code: "unknown", status: undefined, message: "", retryAfterMs: undefined, requestId: undefined };
  const { code, statusCode, retryAfter, data } = error as Error & Partial<Record<string, unknown>>;
  const body = typeof data === "object" && data !== null ? (data as Partial<Record<string, unknown>>) : {};
  return {
    code: asCode(typeof code === "string" && code !== "" ? code : error.name),
    status: typeof statusCode === "number" ? statusCode : undefined,
    message: typeof body["Message"] === "string" ? body["Message"] : "",
    retryAfterMs: typeof retryAfter === "number" ? retryAfter : undefined,
    requestId: isCode(body["Code"]) && isId(body["RequestId"]) ? body["RequestId"] : undefined,
  };
}
