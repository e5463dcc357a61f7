import Fc2 from "@alicloud/fc2/lib/client.js";
import type { Credentials } from "../config.ts";
import type { HookSettings, Invoke, Invoked } from "./hooks.ts";
import { readBounded } from "./read-bounded.ts";
import { refusalIn } from "./sdk-error.ts";

/**
 * Invocations by the official SDK of FC 2.0: it says where, and signs. Its own transport reads an answer of any size, reads
 * on after its timeout, and tells no status; so what it asks for goes by `exchange`.
 */
export function createFc2Invoke(settings: HookSettings, credentials: Credentials): Invoke {
  const { accountId, regionId, endpoint } = settings;
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const config = { accessKeyID: accessKeyId, accessKeySecret, securityToken, region: regionId, endpoint };
  return async (name, payload, timeoutMs) => {
    const client = new Fc2<Invoked>(accountId, config);
    client.request = (method, path, _query, body) => {
      const headers = { ...client.buildHeaders(), "content-type": "application/octet-stream" };
      const versioned = `/${client.version}${path}`;
      const authorization = Fc2.getSignature(accessKeyId, accessKeySecret, method, versioned, headers);
      const signal = AbortSignal.timeout(timeoutMs);
      return exchange(`${endpoint}${versioned}`, { method, headers: { ...headers, authorization }, body, signal });
    };
    const [service = "", functionName = ""] = name.split("/");
    try {
      return await client.invokeFunction(service, functionName, payload);
    } catch (error) {
      // What went wrong on the way, fetch tells as the cause of a TypeError.
      return { kind: "failed", ...refusalIn(error instanceof TypeError ? error.cause : error) };
    }
  };
}

/** No redirect is followed: whoever is there would get what was signed. */
async function exchange(url: string, request: RequestInit): Promise<Invoked> {
  const { status, headers, body } = await fetch(url, { ...request, redirect: "manual" });
  const text = body === null ? "" : await readBounded(body);
  if (status === 200) return { kind: "ran", errorType: headers.get("x-fc-error-type") ?? undefined, text };
  return { kind: "failed", status: headers.has("x-fc-request-id") ? status : undefined, code: `Http${status}` };
}
