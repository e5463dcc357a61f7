import type { Reply } from "../core/exchange.ts";
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
export function toReply(outcome: Outcome, requestId: string): Reply {
  const headers = {
    "content-type": "application/octet-stream", // invented
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
      return refusal(requestId, 429, "ResourceExhausted", "All instances of the function are busy.");
    case "killed":
      return { ...refusal(requestId, 502, "BadGateway", "The instance was killed."), effect: true };
    case "ended":
      return refusal(requestId, 502, "BadGateway", "The world was reset.");
    default:
      return outcome satisfies never;
  }
}
