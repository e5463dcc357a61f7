import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Principal, Principals } from "../core/principals.ts";
import { invalid, OtsError } from "./ots-error.ts";

type Request = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };
type Needs = { readonly principals: Pick<Principals, "find">; readonly tablestoreInstance: string };

/** Who signed the request; throws `OTSAuthFailed` when nobody known did. The date is checked apart, when it matters. */
export function authenticate(request: Request, { principals, tablestoreInstance }: Needs): Principal {
  const { headers } = request;
  const missing = requiredHeaders.find((name) => typeof headers[name] !== "string");
  if (missing !== undefined) throw invalid(`Missing header: '${missing}'.`);
  const principal = principals.find(text(headers, "x-ots-accesskeyid"));
  if (principal === undefined) throw refusal("The AccessKeyID does not exist.");
  if (!equal(text(headers, "x-ots-signature"), sign(request, principal.accessKeySecret))) {
    throw refusal("Signature mismatch.");
  }
  if (!equal(text(headers, "x-ots-ststoken"), principal.securityToken ?? "")) {
    throw refusal("The security token is not the one of this AccessKeyID."); // wording invented
  }
  if (principal.isOver) throw refusal("The security token is over."); // wording invented
  const digest = createHash("md5").update(request.body).digest("base64");
  if (!equal(text(headers, "x-ots-contentmd5"), digest)) {
    throw refusal("Mismatch between MD5 value of request body and x-ots-contentmd5 in header.");
  }
  if (text(headers, "x-ots-instancename") !== tablestoreInstance) throw refusal("The instance is not found.");
  return principal;
}

/** Refuses a request that was signed more than 15 minutes before or after `nowMs`. */
export function checkDate(headers: IncomingHttpHeaders, nowMs: number): void {
  const date = text(headers, "x-ots-date");
  const signedMs = Date.parse(date);
  if (Number.isNaN(signedMs)) throw invalid(`Invalid date format: ${date}.`);
  if (Math.abs(nowMs - signedMs) > maxSkewMs) throw refusal(`Mismatch between system time and x-ots-date: ${date}.`);
}

/** 15 minutes (documented: signature page of the API reference). */
const maxSkewMs = 15 * 60_000;

const requiredHeaders = [
  "x-ots-date",
  "x-ots-apiversion",
  "x-ots-accesskeyid",
  "x-ots-contentmd5",
  "x-ots-instancename",
  "x-ots-signature",
] as const;

/** HMAC-SHA1 over path, method and all x-ots-* headers but the signature itself. */
function sign({ path, headers }: Request, secret: string): string {
  const signed = Object.keys(headers)
    .filter((name) => name.startsWith("x-ots-") && name !== "x-ots-signature")
    .sort()
    .map((name) => `${name}:${text(headers, name)}\n`);
  return createHmac("sha1", secret)
    .update(`${path}\nPOST\n\n${signed.join("")}`)
    .digest("base64");
}

const text = (headers: IncomingHttpHeaders, name: string) => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};

/** Compares in constant time: digests, so that the lengths are equal. */
const equal = (given: string, expected: string) => timingSafeEqual(digestOf(given), digestOf(expected));

const digestOf = (value: string) => createHash("sha256").update(value).digest();

const refusal = (message: string) => new OtsError("OTSAuthFailed", message);
