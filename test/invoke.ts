import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type * as Sdk from "@alicloud/fc20230330";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import type { Cloud } from "./cloud/cloud.ts";
import { deployedName } from "./local.ts";

// The test runner gives the SDK's class as default export, Node gives an object around it; require gives one thing.
const Fc = createRequire(import.meta.url)("@alicloud/fc20230330") as typeof Sdk.default;

type Options = { readonly type?: "Sync" | "Async"; readonly taskId?: string };

/** Invokes the function of a file as `intake` or a person with the FC right would, by the official SDK. */
export async function invokeFunction(
  { accessKey, wireUrl }: Pick<Cloud, "accessKey" | "wireUrl">,
  file: string,
  payload: unknown,
  { type = "Sync", taskId }: Options = {},
) {
  const endpoint = { endpoint: new URL(wireUrl).host, protocol: "HTTP", regionId: "cn-hangzhou" };
  const client = new Fc.default(new $OpenApiUtil.Config({ ...accessKey, ...endpoint }));
  const bytes = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const { statusCode, headers, body } = await client.invokeFunctionWithOptions(
    deployedName(file),
    new Fc.InvokeFunctionRequest({ body: Readable.from([bytes]) }),
    new Fc.InvokeFunctionHeaders({ xFcInvocationType: type, ...(taskId && { xFcAsyncTaskId: taskId }) }),
    new $dara.RuntimeOptions({ readTimeout: 120_000, connectTimeout: 120_000 }),
  );
  const answer = body === undefined ? "" : await text(body);
  return { statusCode, errorType: headers?.["x-fc-error-type"], body: answer === "" ? {} : JSON.parse(answer) };
}
