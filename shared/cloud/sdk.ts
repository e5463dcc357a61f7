import { $OpenApiUtil } from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import type { ApiSettings, Credentials } from "../config.ts";
import type { Pin } from "./sent.ts";

/** Deadline of one read. Typical reads answer within 1 s (invented: nothing is published). */
export const readTimeoutMs = 5_000;
/** Deadline of one send; after it the outcome is unknown, so it is generous. */
export const sendTimeoutMs = 10_000;

/** A client configuration with no retry of any kind: a retry would draw a fresh date and nonce. */
export const configFor = ({ endpoint, regionId }: ApiSettings, credentials: Credentials) =>
  new $OpenApiUtil.Config({
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.accessKeySecret,
    securityToken: credentials.securityToken,
    regionId,
    endpoint: new URL(endpoint).host,
    protocol: new URL(endpoint).protocol === "http:" ? "HTTP" : "HTTPS",
  });

// The SDK takes connectTimeout as the socket's idle time: both must be equal, or a read may hang or end early.
const optionsFor = (timeoutMs: number) =>
  new $dara.RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });

export const readOptions = () => optionsFor(readTimeoutMs);

/** Options that sign the request with the attempt's own date and nonce, whenever the request is built. */
export function pinnedOptions({ signedAtMs, nonce }: Pin) {
  const options = optionsFor(sendTimeoutMs);
  options.extendsParameters = new $dara.ExtendsParameters({
    headers: { "x-acs-date": acsDate(signedAtMs), "x-acs-signature-nonce": nonce },
  });
  return options;
}

/** `2026-11-20T10:07:48Z`, the form the gateway takes. */
export const acsDate = (epochMs: number) => new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, "Z");

/** Thrown by `within`: the call was still pending at its deadline. */
class DeadlinePassed extends Error {
  override readonly name = "DeadlinePassed";
}

/** Our own deadline around an SDK call: the SDK's timers can be lost on a reused socket. */
export async function within<T>(timeoutMs: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([call, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
