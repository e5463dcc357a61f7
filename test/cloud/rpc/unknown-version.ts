import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { readQuery } from "./parameters.ts";

/** The version of an API in RPC style that a request names, if it names one. */
export const versionOf = ({ headers, url }: Pick<IncomingMessage, "headers" | "url">) =>
  headers["x-acs-version"]?.toString() ?? readQuery(url).get("Version") ?? undefined;

/**
 * What the gateway answers to a version that no product has. Code and text are as users of several products met them
 * (aliyun-openapi-java-sdk#23, openapi-sdk-php#175). It does not look at who signed: that this comes first is invented.
 */
export function refuseVersion({ headers }: Pick<IncomingMessage, "headers">) {
  const code = "InvalidVersion";
  const body = {
    RequestId: randomUUID().toUpperCase(),
    HostId: headers.host ?? "",
    Code: code,
    Message: "Specified parameter Version is not valid.",
    Recommend: `https://error-center.aliyun.com/status/search?Keyword=${code}&source=PopGw`,
  };
  const type = { "content-type": "application/json;charset=utf-8" };
  return { status: 400, headers: type, body: JSON.stringify(body) };
}
