import OpenApi, { $OpenApiUtil } from "@alicloud/openapi-core";
import { configFor } from "../../cloud/sdk.ts";
import { createAsk } from "./asked.ts";
import type { ControlPlane } from "./control-plane.ts";

/** Where a function's lines go. */
export type LogPlace = { readonly project: string; readonly logstore: string };

/** A word to look for, and the time in which it was written, epoch milliseconds. */
export type Sought = { readonly word: string; readonly fromMs: number; readonly toMs: number };

/**
 * Whether a line with this word stands in a log. SLS 2020-12-30, GetLogs, signed by the vendor's own gateway for SLS. Throws
 * `CloudError`; its call has the name of the right that it takes.
 */
export async function hasLine(plane: ControlPlane, { project, logstore }: LogPlace, sought: Sought): Promise<boolean> {
  const settings = { endpoint: plane.endpoints.sls, regionId: plane.regionId };
  const client = new OpenApi.default(configFor(settings, plane.credentials));
  const { createGateway } = await import("./sls-gateway.ts");
  client.setGatewayClient(createGateway());
  const params = new $OpenApiUtil.Params({
    ...{ action: "GetLogs", version: "2020-12-30", protocol: "HTTPS", pathname: `/logstores/${logstore}?type=log` },
    ...{ method: "GET", authType: "AK", style: "ROA", reqBodyType: "json", bodyType: "array" },
  });
  const request = new $OpenApiUtil.OpenApiRequest({
    ...hostOf(plane, project),
    query: { query: `"${sought.word}"`, from: seconds(sought.fromMs), to: seconds(sought.toMs), line: "1" },
  });
  const { ask } = createAsk({ nowMs: undefined }); // it is signed for this machine's time, whatever is said
  const { body } = await ask(`GetLogStoreLogs ${project}/${logstore}`, (_, options) =>
    client.execute(params, request, options),
  );
  return Array.isArray(body) && body.length > 0;
}

const seconds = (ms: number) => String(Math.floor(ms / 1_000));

/** A project is the first part of the host. A cloud at an address has no such name: it is told by the header alone. */
function hostOf({ endpoints, nowMs }: ControlPlane, project: string) {
  if (nowMs === undefined) return { hostMap: { project }, headers: {} };
  const { host } = new URL(endpoints.sls);
  return { hostMap: {}, headers: { host, Host: `${project}.${host}` } };
}
