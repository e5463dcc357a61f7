import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import Fc20230330 from "@alicloud/fc20230330";
import * as $dara from "@darabonba/typescript";
import { acsDate, configFor, within } from "../../cloud/sdk.ts";
import { functionNameOf } from "../../function-name.ts";
import { refusalOf, thrownBy } from "./refusal.ts";
import { unsure } from "./stopped.ts";
import type { Target } from "./target.ts";

/** Longer than any function of a stack may run, ms (s.yaml: doctor has 85 s). */
const timeoutMs = 90_000;

/** What a function answered: the text as it came, and its value. */
export type Answer = { readonly text: string; readonly value: unknown };

/** Asks the function console of a stack. */
export const invokeConsole = (target: Target, verb: string, args: object): Promise<Answer> =>
  invokeFunction(target, "console", { verb, ...args });

/**
 * Asks a function of a stack by FC's InvokeFunction (2023-03-30), and waits for the answer. Throws `Stopped` with what was
 * refused or failed. Nothing is sent twice: whoever typed the command decides whether to ask again.
 */
export async function invokeFunction(target: Target, file: string, payload: object): Promise<Answer> {
  const functionName = functionNameOf(target.stack, file);
  const { headers, text } = await invoke(target, functionName, payload);
  const value = parsed(text);
  const errorType = headers["x-fc-error-type"];
  if (errorType !== undefined && errorType !== "") throw thrownBy(functionName, value, headers["x-fc-request-id"]);
  if (value === undefined) throw unsure(`${functionName} answered something that is no JSON.`);
  return { text, value };
}

async function invoke(target: Target, functionName: string, payload: object) {
  const client = new Fc20230330.default(configFor(target, await target.credentials()));
  const body = Readable.from([Buffer.from(JSON.stringify(payload))]); // of Buffers: a stream of text ends the process
  const request = new Fc20230330.InvokeFunctionRequest({ body });
  const headers = new Fc20230330.InvokeFunctionHeaders({
    xFcInvocationType: "Sync",
    ...(target.hasOwnClock && { commonHeaders: { "x-acs-date": acsDate(target.nowMs()) } }),
  });
  const options = new $dara.RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });
  const answered = async () => {
    const response = await client.invokeFunctionWithOptions(functionName, request, headers, options);
    const bytes = response.body === undefined ? Buffer.alloc(0) : await buffer(response.body);
    return { headers: response.headers ?? {}, text: bytes.toString("utf8") };
  };
  try {
    return await within(timeoutMs, answered());
  } catch (error) {
    throw refusalOf(error, functionName, target);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
