import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import Fc20230330 from "@alicloud/fc20230330";
import * as $dara from "@darabonba/typescript";
import type { ApiSettings, Credentials } from "../config.ts";
import { configFor, within } from "./sdk.ts";
import { readErrorOf } from "./sdk-error.ts";

/** Invokes other functions, and waits for what they answer. */
export type Asker = {
  /** Throws `OpError` if it was not run, or does not answer in time; and an error with the function's own words if it failed. */
  readonly ask: (functionName: string, payload: object, timeoutMs: number) => Promise<unknown>;
};

/** FC 3.0 by the official SDK, see fc.ts. */
export function createAsker(settings: ApiSettings, credentials: Credentials): Asker {
  const client = new Fc20230330.default(configFor(settings, credentials));
  return {
    ask: async (functionName, payload, timeoutMs) => {
      const body = Readable.from([Buffer.from(JSON.stringify(payload))]);
      const request = new Fc20230330.InvokeFunctionRequest({ body });
      const headers = new Fc20230330.InvokeFunctionHeaders({ xFcInvocationType: "Sync" });
      const options = new $dara.RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });
      const asking = client
        .invokeFunctionWithOptions(functionName, request, headers, options)
        .then(async (answer) => ({ ...answer, text: String(answer.body && (await buffer(answer.body))) }));
      const { headers: told = {}, text } = await within(timeoutMs, asking).catch((error: unknown) => {
        throw readErrorOf(error, `InvokeFunction ${functionName}`);
      });
      if (told["x-fc-error-type"]) throw new Error(`${functionName} failed: ${wordsIn(text)}`);
      return JSON.parse(text);
    },
  };
}

/** FC tells what a function threw as JSON; whatever else comes is told as it is. */
function wordsIn(text: string): string {
  try {
    const { errorMessage } = JSON.parse(text);
    return String(errorMessage);
  } catch {
    return text;
  }
}
