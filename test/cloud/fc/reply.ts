import type { Reply } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Outcome } from "./outcome.ts";

/** An error in the form of the FC API: `{RequestId, Code, Message}`. */
export const refusal = (requestId: string, status: number, code: string, message: string): Reply => ({
  status,
  headers: { "content-type": "application/json", "x-fc-request-id": requestId, "x-fc-error-type": code },
  body: JSON.stringify({ RequestId: requestId, Code: code, Message: message }),
  code,
  effect: false,
});

/** Answer to an asynchronous invocation that was queued. */
export const queued = (requestId: string): Reply => ({
  status: 202,
  headers: { "x-fc-request-id": requestId },
  body: "",
  code: null,
  effect: true,
});

/**
 * Answer to a synchronous invocation: a function's own failure is 200 with `X-Fc-Error-Type`
 * (AC/functioncompute/fc/error-handling-nodejs). What throttled and killed functions answer is invented.
 */
export function toReply(outcome: Outcome, requestId: string, holds: Holds): Reply {
  const headers = {
    "content-type": holds("fc.content-type") ? "application/octet-stream" : "application/json", // fc 2023-03-30: what InvokeFunction produces
    "x-fc-request-id": requestId,
    "x-fc-instance-id": outcome.instanceId ?? "",
    "x-fc-invocation-duration": String(Math.round(outcome.durationMs ?? 0)),
  };
  switch (outcome.kind) {
    case "returned":
      return { status: 200, headers, body: outcome.body, code: null, effect: true };
    case "failed": {
      const { errorType, body } = outcome;
      return {
        status: 200,
        headers: { ...headers, "x-fc-error-type": errorType },
        body,
        code: errorType,
        effect: true,
      };
    }
    case "throttled":
      return holds("fc.throttled")
        ? refusal(requestId, 429, "ResourceExhausted", "All instances of the function are busy.")
        : refusal(requestId, 503, "ResourceThrottled", "All instances of the function are busy.");
    case "killed":
      return { ...gone(requestId, "The instance was killed.", holds), effect: true };
    case "canceled": {
      // FC logs the status (error codes of FC 3.0); nobody is there to read it. The code is invented.
      const canceled = refusal(requestId, 499, "InvocationCanceled", "Invocation canceled by client");
      return { ...canceled, effect: true };
    }
    case "ended":
      return gone(requestId, "The world was reset.", holds);
    default:
      return outcome satisfies never;
  }
}

const gone = (requestId: string, message: string, holds: Holds) =>
  holds("fc.killed")
    ? refusal(requestId, 502, "BadGateway", message)
    : refusal(requestId, 500, "InternalServerError", message);
