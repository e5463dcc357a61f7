import { OpError } from "../errors.ts";
import type { Sent } from "./sent.ts";

/** Codes of the gateway that say: this very request was refused for its date and never reached the product. */
const staleDateCodes = ["InvalidTimeStamp.Expired", "IllegalTimestamp"];
/** The request was repeated below us, so its first copy did arrive: what it came to is not known. */
const nonceUsedCode = "SignatureNonceUsed";
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

/** What an error of a *send* proves. Whatever proves nothing is `unknown`. */
export function sentErrorOf(error: unknown): Sent {
  const { code, status, message, retryAfterMs, isOfCloud } = factsOf(error);
  if (status === undefined && notConnectedCodes.includes(code))
    return { kind: "none", why: "notSent", code, retryAfterMs: throttledForMs };
  if (status === undefined || status < 400 || status > 499 || !isOfCloud) return { kind: "unknown", cause: code };
  if (code === nonceUsedCode || undecidedCodes.includes(code) || undecidedStatuses.includes(status))
    return { kind: "unknown", cause: code };
  if (staleDateCodes.includes(code)) return { kind: "none", why: "stale", code, retryAfterMs: 0 };
  if (code.includes("Throttling"))
    return { kind: "none", why: "throttled", code, retryAfterMs: retryAfterMs ?? throttledForMs };
  return { kind: "refused", status, code, message };
}

/** An error of a *read*: the read itself changed nothing, and nothing is known. Its words may stand beside a send in doubt. */
export function readErrorOf(error: unknown, call: string): OpError {
  const { code, retryAfterMs } = factsOf(error);
  const throttled = code.includes("Throttling");
  const retryAfterSeconds = Math.ceil((retryAfterMs ?? (throttled ? throttledForMs : 5_000)) / 1_000);
  return new OpError(
    throttled ? "throttled" : "unavailable",
    throttled ? code : "ServiceUnavailable",
    `${call} could not be read (${code}). This read changed nothing; try again.`,
    { cause: error, retryAfterSeconds },
  );
}

type ErrorFacts = {
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
  /** True iff the answer has what every error of the cloud has: its code and a request id. */
  readonly isOfCloud: boolean;
};

/** The SDK's error shapes as plain facts; bodies that are not JSON lose their status inside the SDK. */
function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error))
    return { code: "unknown", status: undefined, message: "", retryAfterMs: undefined, isOfCloud: false };
  const { code, statusCode, retryAfter, data } = error as Error & Partial<Record<string, unknown>>;
  const body = typeof data === "object" && data !== null ? (data as Partial<Record<string, unknown>>) : {};
  return {
    code: typeof code === "string" && code !== "" ? code : error.name,
    status: typeof statusCode === "number" ? statusCode : undefined,
    message: typeof body["Message"] === "string" ? body["Message"] : "",
    retryAfterMs: typeof retryAfter === "number" ? retryAfter : undefined,
    isOfCloud: isText(body["Code"]) && isText(body["RequestId"]),
  };
}

const isText = (value: unknown) => typeof value === "string" && value !== "";
