import OpenApi, { $OpenApiUtil } from "@alicloud/openapi-core";
import type { ApiSettings, Credentials } from "../config.ts";
import type { EnsCall, EnsQuery } from "./ens-facts.ts";
import { configFor } from "./sdk.ts";

/** ENS 2017-11-10 by openapi-core's generic call: its official client is not published for Node. */
export function createEnsCall(settings: ApiSettings, credentials: Credentials): EnsCall {
  const client = new OpenApi.default(configFor(settings, credentials));
  return (action, query, options) =>
    client.callApi(paramsFor(action), new $OpenApiUtil.OpenApiRequest({ query: texts(query) }), options);
}

const paramsFor = (action: string) =>
  new $OpenApiUtil.Params({
    action,
    version: "2017-11-10",
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });

/** Lists go joined by commas, as the vendor's own clients send those of DescribeHistoryEvents (`simple` style). */
const texts = (query: EnsQuery) =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
  );
