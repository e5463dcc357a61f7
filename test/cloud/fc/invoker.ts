import type { Reply } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { Waiting } from "./caller.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import type { Invocation, Run } from "./outcome.ts";
import { queued, refusal, toReply } from "./reply.ts";

/** What somebody asks of Function Compute: run this function with this payload. */
type InvokeRequest = {
  readonly definition: FunctionDefinition;
  readonly payload: Uint8Array;
  readonly requestId: string;
  readonly asynchronous: boolean;
  readonly taskId: string | undefined;
  /** The trigger that asks, null for a call of the API. */
  readonly trigger: string | null;
  /** Who waits for the answer, if it is not asynchronous. */
  readonly caller: Waiting;
};

export type Invoker = (request: InvokeRequest) => Promise<Reply>;

/** 32 MB (WD limits-of-usage.md); above it 400 EntityTooLarge (FC error codes). */
export const maxSyncBytes = 32 * 1024 * 1024;

/** Runs functions for the API and for triggers, at once or by the queue. */
export function createInvoker(
  queue: Pick<AsyncQueue, "enqueue">,
  invoke: (definition: FunctionDefinition, invocation: Invocation) => Run,
  holds: Holds,
): Invoker {
  return async ({ definition, payload, requestId, asynchronous, taskId, trigger, caller }) => {
    if (asynchronous) {
      const entry = queue.enqueue({ definition, payload, requestId, taskId, trigger });
      return "status" in entry ? refusal(requestId, entry.status, entry.code, entry.message) : queued(requestId);
    }
    if (payload.byteLength > maxSyncBytes) {
      return refusal(requestId, 400, "EntityTooLarge", `A payload may hold ${maxSyncBytes} bytes.`);
    }
    const { outcome } = invoke(definition, { event: payload, requestId, retryCount: 0, caller });
    return toReply(await outcome, requestId, holds);
  };
}

/** A payload as the wire log shows it: decoded JSON, else text. */
export function readablePayload(payload: Uint8Array): unknown {
  const text = Buffer.from(payload).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
