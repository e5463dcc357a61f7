import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** What a signature of SLS covers (SLS, "Request signatures"): neither the host, and with it the project, nor the body itself. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
};

/** HMAC in base64. The document has SHA-1; the official SDK for Node signs with SHA-256. */
export const algorithms: Readonly<Record<string, string>> = { "hmac-sha1": "sha1", "hmac-sha256": "sha256" };

/** The signature of a request, by the algorithm that it names. */
export const signatureOf = (request: SignedRequest, algorithm: string, secret: string) =>
  createHmac(algorithm, secret).update(stringToSign(request)).digest("base64");

function stringToSign({ method, path, query, headers }: SignedRequest): string {
  const own = Object.keys(headers)
    .filter((name) => name.startsWith("x-log-") || name.startsWith("x-acs-"))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`)
    .join("");
  const { date = "", "content-md5": md5 = "", "content-type": type = "" } = headers;
  const asked = [...query].map(([name, value]) => `${name}=${value}`).sort();
  const resource = asked.length === 0 ? path : `${path}?${asked.join("&")}`;
  return `${method}\n${md5}\n${type}\n${date}\n${own}${resource}`;
}
