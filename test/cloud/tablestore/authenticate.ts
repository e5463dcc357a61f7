import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Principal, Principals } from "../core/principals.ts";
import type { TablestoreInstance, TablestoreInstances } from "./instances.ts";
import { invalid, OtsError } from "./ots-error.ts";

type Request = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };
type Needs = {
  readonly principals: Pick<Principals, "find">;
  readonly instances: Pick<TablestoreInstances, "find">;
};

/** Who signed a request, and for which instance. */
type Signed = { readonly principal: Principal; readonly instance: TablestoreInstance };

/** Who signed the request; throws `OTSAuthFailed` when nobody known did. The date is checked apart, when it matters. */
export function authenticate(request: Request, { principals, instances }: Needs): Signed {
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
  const instance = instances.find(text(headers, "x-ots-instancename"));
  if (instance === undefined) throw refusal("The instance is not found.");
  if (!reaches(principal, instance)) throw refusal("Request denied by instance ACL policies.");
  return { principal, instance };
}

/** Whether a caller's network may reach the instance; functions are inside the region. */
const reaches = ({ isInside }: Principal, { networks }: TablestoreInstance) =>
  networks.includes("INTERNET") || (isInside === true && networks.includes("VPC"));

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
