import type { Waiting } from "./caller.ts";

/** One call of a function, as its instance gets it. */
export type Invocation = {
  readonly event: Uint8Array;
  readonly requestId: string;
  /** 0 for the first try of an asynchronous invocation and for every synchronous one. */
  readonly retryCount: number;
  /** Who waits for the answer; nobody does for an asynchronous invocation's. */
  readonly caller: Waiting | undefined;
};

/** How an invocation ended. */
export type Outcome = (
  | { readonly kind: "returned"; readonly body: Uint8Array }
  /** The function's own failure; `body` is `{errorMessage, errorType, stackTrace}`. */
  | { readonly kind: "failed"; readonly errorType: string; readonly body: Uint8Array }
  /** All instances that the function may have are busy. */
  | { readonly kind: "throttled" }
  /** A fault killed the instance. */
  | { readonly kind: "killed" }
  /** Its caller has hung up, which ends a run (FC 3.0: "Invocation canceled by client"). */
  | { readonly kind: "canceled" }
  /** The world was reset. */
  | { readonly kind: "ended" }
) & { readonly instanceId?: string; readonly durationMs?: number };

/** An invocation under way. */
export type Run = {
  readonly outcome: Promise<Outcome>;
  /** A fault froze the instance that runs it. */
  readonly frozen: () => boolean;
};

/** A failure told in FC's own form (AC/functioncompute/fc/error-handling-nodejs). */
export const failed = (errorType: string, errorMessage: string): Outcome => ({
  kind: "failed",
  errorType,
  body: Buffer.from(JSON.stringify({ errorMessage, errorType, stackTrace: [] })),
});
