import { Readable } from "node:stream";
import Fc20230330 from "@alicloud/fc20230330";
import type { ApiSettings, Credentials } from "../config.ts";
import { configFor, readOptions, readTimeoutMs, within } from "./sdk.ts";
import { readErrorOf } from "./sdk-error.ts";

/** Queues invocations of other functions; FC delivers each at least once. */
export type Invoker = {
  /** Queues `payload` for a function. A task id that was used already queues nothing, which is no error. */
  readonly invokeLater: (functionName: string, payload: object, taskId: string) => Promise<void>;
};

/** FC 3.0 by the official SDK. Throws `OpError` (`unavailable`, `throttled`) when it cannot be queued. */
export function createInvoker(settings: ApiSettings, credentials: Credentials): Invoker {
  const client = new Fc20230330.default(configFor(settings, credentials));
  return {
    invokeLater: async (functionName, payload, taskId) => {
      // The SDK wants a stream of Buffers: a stream of text ends the process. It keeps the headers: a fresh one a call.
      const body = Readable.from([Buffer.from(JSON.stringify(payload))]);
      const request = new Fc20230330.InvokeFunctionRequest({ body });
      const headers = new Fc20230330.InvokeFunctionHeaders({ xFcInvocationType: "Async", xFcAsyncTaskId: taskId });
      try {
        await within(readTimeoutMs, client.invokeFunctionWithOptions(functionName, request, headers, readOptions()));
      } catch (error) {
        if (isTaken(error)) return;
        throw readErrorOf(error, `InvokeFunction ${functionName}`);
      }
    },
  };
}

/** 409: a task with this id is queued, running or done. */
const isTaken = (error: unknown) =>
  typeof error === "object" && error !== null && "statusCode" in error && error.statusCode === 409;
