import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { allHold, type Holds } from "../core/guesses.ts";
import { type Principal, type Principals, tokenForm } from "../core/principals.ts";
import type { Refusal } from "./refusal.ts";
import { sha256, sign } from "./sign.ts";

type SentRequest = Pick<IncomingMessage, "method" | "url" | "headers">;

/**
 * Finds who signed a request with `ACS3-HMAC-SHA256`. Date and nonce are not judged here but by the replay guard, when
 * the request takes effect.
 */
export function authenticateAcs3({
  request,
  body,
  principals,
  holds = allHold,
}: {
  readonly request: SentRequest;
  readonly body: Uint8Array;
  readonly principals: Pick<Principals, "find">;
  readonly holds?: Holds;
}): { readonly principal: Principal } | { readonly refusal: Refusal } {
  const claimed = readAuthorization(request.headers.authorization);
  if (claimed === undefined || !isComplete(request, claimed)) {
    return { refusal: holds("acs3.incomplete") ? signatureRefusals.incomplete : signatureRefusals.mismatch };
  }

  const principal = principals.find(claimed.accessKeyId);
  if (principal === undefined) return { refusal: signatureRefusals.unknownKey };
  if (!signatureHolds(request, body, claimed, principal)) return { refusal: signatureRefusals.mismatch };
  const refused = judgeToken(request, principal);
  if (refused === undefined) return { principal };
  return { refusal: holds("acs3.security-token") ? refused : signatureRefusals.mismatch };
}

/** The access key id that a request claims to be signed with; undefined without an ACS3 signature. */
export const claimedAccessKeyId = (authorization: string | undefined) => readAuthorization(authorization)?.accessKeyId;

type Claimed = { readonly accessKeyId: string; readonly names: readonly string[]; readonly signature: string };

function readAuthorization(authorization = ""): Claimed | undefined {
  const [, accessKeyId, names, signature] = authorizationForm.exec(authorization) ?? [];
  if (accessKeyId === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKeyId, names: names.split(";"), signature };
}

const authorizationForm =
  /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})$/;

const mustBePresent = ["host", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"] as const;

const mustBeSigned = ({ headers }: SentRequest) =>
  Object.keys(headers).filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"));

const isComplete = (request: SentRequest, { names }: Claimed) =>
  mustBePresent.every((name) => header(request, name) !== "") &&
  mustBeSigned(request).every((name) => names.includes(name));

function signatureHolds(request: SentRequest, body: Uint8Array, claimed: Claimed, { accessKeySecret }: Principal) {
  const bodyHash = header(request, "x-acs-content-sha256");
  if (bodyHash !== sha256(body)) return false;
  const { method = "", url = "" } = request;
  const headers = claimed.names.map((name) => [name, header(request, name)] as const);
  return sign({ method, url, headers, bodyHash }, accessKeySecret)
    .map((expected) => equal(expected, claimed.signature))
    .includes(true);
}

function judgeToken(request: SentRequest, { accessKeyId, securityToken, isOver }: Principal): Refusal | undefined {
  const [named, token] = [header(request, "x-acs-accesskey-id"), header(request, "x-acs-security-token")];
  if (securityToken !== undefined && token === "") return signatureRefusals.noToken;
  if (token !== "" && !tokenForm.test(token)) return signatureRefusals.malformedToken;
  const isOwn = (named === "" || named === accessKeyId) && equal(token, securityToken ?? "");
  if (!isOwn) return signatureRefusals.anothersToken;
  return isOver ? signatureRefusals.expiredToken : undefined;
}

/** In constant time, whatever the lengths. */
const equal = (a: string, b: string) => timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));

const header = ({ headers }: SentRequest, name: string) => {
  const value = headers[name] ?? "";
  return typeof value === "string" ? value : [...value].sort().join(",");
};

/** Codes of the gateway, from public clients of Alibaba Cloud; see facts on common errors. */
export const signatureRefusals = {
  incomplete: {
    status: 400,
    code: "IncompleteSignature",
    message: "The request signature does not conform to Aliyun standards.",
  },
  unknownKey: { status: 404, code: "InvalidAccessKeyId.NotFound", message: "Specified access key is not found." },
  mismatch: {
    status: 400,
    code: "SignatureDoesNotMatch",
    // The real gateway adds its string to sign; here it would only help a forger of tests.
    message: "Specified signature is not matched with our calculation.",
  },
  noToken: {
    status: 400,
    code: "MissingSecurityToken",
    message: "SecurityToken is mandatory for this action.",
  },
  /** These three codes are known too; which of them comes first, and their texts, are invented. */
  malformedToken: {
    status: 400,
    code: "InvalidSecurityToken.Malformed",
    message: "Specified SecurityToken is malformed.",
  },
  anothersToken: {
    status: 400,
    code: "InvalidSecurityToken.MismatchWithAccessKey",
    message: "Specified SecurityToken mismatch with the AccessKey.",
  },
  expiredToken: {
    status: 400,
    code: "InvalidSecurityToken.Expired",
    message: "Specified SecurityToken is expired.",
  },
} as const satisfies Record<string, Refusal>;
