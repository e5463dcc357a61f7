import { addAbortSignal, Readable } from "node:stream";
import Fc20230330 from "@alicloud/fc20230330";
import * as $dara from "@darabonba/typescript";
import type { ApiSettings, Credentials } from "../config.ts";
import type { Invoke } from "./hooks.ts";
import { readBounded } from "./read-bounded.ts";
import { configFor, within } from "./sdk.ts";
import { refusalIn } from "./sdk-error.ts";

/** Invocations by the official SDK of FC 3.0, see fc.ts. */
export function createFcInvoke(settings: ApiSettings, credentials: Credentials): Invoke {
  const client = new Fc20230330.default(configFor(settings, credentials));
  return async (name, payload, timeoutMs) => {
    const request = new Fc20230330.InvokeFunctionRequest({ body: Readable.from([Buffer.from(payload)]) });
    const headers = new Fc20230330.InvokeFunctionHeaders({ xFcInvocationType: "Sync" });
    const options = new $dara.RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const asking = client.invokeFunctionWithOptions(name, request, headers, options);
      const { statusCode = 0, headers: told = {}, body = Readable.from([]) } = await within(timeoutMs, asking);
      addAbortSignal(signal, body);
      const text = await readBounded(body);
      if (statusCode !== 200) return { kind: "failed", status: undefined, code: `Http${statusCode}` };
      return { kind: "ran", errorType: told["x-fc-error-type"], text };
    } catch (error) {
      return { kind: "failed", ...refusalIn(error) };
    }
  };
}
