import { createHash, timingSafeEqual } from "node:crypto";
import type { Refusal } from "../acs3/refusal.ts";
import type { Holds } from "../core/guesses.ts";
import type { Principal, Principals } from "../core/principals.ts";
import { type SignedRequest, signatureOf } from "./sign.ts";

type Needs = { readonly principals: Pick<Principals, "find">; readonly holds: Holds };

/** Finds who signed a request as FC 2.0 has it. The date is judged when the request takes effect: `judgeDate`. */
export function authenticate(
  request: SignedRequest,
  body: Uint8Array,
  { principals, holds }: Needs,
): { readonly principal: Principal } | { readonly refusal: Refusal } {
  const { authorization = "", date = "" } = request.headers;
  const [, accessKeyId = "", signature = ""] = /^FC ([^:]+):([A-Za-z0-9+/]{43}=)$/.exec(authorization) ?? [];
  if (accessKeyId === "") return { refusal: refusals.mismatch };
  if (date === "") return { refusal: refusals.noDate };
  const principal = principals.find(accessKeyId);
  if (principal === undefined) return { refusal: refusals.unknownKey };
  if (!equal(signatureOf(request, principal.accessKeySecret), signature)) return { refusal: refusals.mismatch };
  if (!isOwnToken(request, principal)) {
    return { refusal: holds("fc2.security-token") ? refusals.token : refusals.mismatch };
  }
  if (holds("fc2.content-md5") && !isDigest(request.headers["content-md5"]?.toString(), body)) {
    return { refusal: refusals.digest };
  }
  return { principal };
}

/** 15 minutes to either side (FC 2.0, "Signature authentication"). There is no nonce: a copy passes as long as its date does. */
const dateWindowMs = 15 * 60_000;

/** Judges the date of a request whose signature holds. */
export function judgeDate(
  { headers }: Pick<SignedRequest, "headers">,
  nowMs: number,
  holds: Holds,
): Refusal | undefined {
  const apartMs = Math.abs(nowMs - Date.parse(headers.date ?? ""));
  if (apartMs <= dateWindowMs) return undefined;
  return holds("fc2.date") ? refusals.late : { ...refusals.late, status: 400, code: "InvalidArgument" };
}

const isOwnToken = ({ headers }: SignedRequest, { securityToken = "", isOver }: Principal) =>
  isOver === undefined && equal(headers["x-fc-security-token"]?.toString() ?? "", securityToken);

/** In base64 as RFC 1864 has it, or as the vendor's SDK sends it: of the digest's hexadecimal text. */
function isDigest(said: string | undefined, body: Uint8Array): boolean {
  if (said === undefined) return true;
  const digest = createHash("md5").update(body).digest();
  return [digest, Buffer.from(digest.toString("hex"))].some((one) => one.toString("base64") === said);
}

/** In constant time, whatever the lengths. */
const equal = (a: string, b: string) => timingSafeEqual(hashOf(a), hashOf(b));
const hashOf = (text: string) => createHash("sha256").update(text).digest();

/** 403 and its codes: FC 2.0, "Error codes". */
const refusals = {
  mismatch: {
    status: 403,
    code: "SignatureNotMatch",
    message: "The request signature we calculated does not match the signature you provided.",
  },
  unknownKey: { status: 403, code: "InvalidAccessKeyID", message: "invalid access key ID" },
  noDate: { status: 400, code: "MissingRequiredHeader", message: "required HTTP header Date was not specified" },
  token: { status: 403, code: "InvalidSecurityToken", message: "The security token does not belong to the key." },
  digest: { status: 400, code: "InvalidArgument", message: "Content-MD5 is not the digest of the body." },
  late: { status: 403, code: "SignatureNotMatch", message: "The date is too far from now." },
} as const satisfies Record<string, Refusal>;
