import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** What a signature of FC 2.0 covers (FC 2.0, "Signature authentication"): no query, no nonce, and not the body itself. */
export type SignedRequest = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
};

/** The signature of a request as FC 2.0 has it: HMAC-SHA256 in base64. */
export const signatureOf = (request: SignedRequest, secret: string) =>
  createHmac("sha256", secret).update(stringToSign(request)).digest("base64");

function stringToSign({ method, path, headers }: SignedRequest): string {
  const fcHeaders = Object.keys(headers)
    .filter((name) => name.startsWith("x-fc-"))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`)
    .join("");
  const { date = "", "content-md5": md5 = "", "content-type": type = "" } = headers;
  return `${method}\n${md5}\n${type}\n${date}\n${fcHeaders}${path}`;
}
