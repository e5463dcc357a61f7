import { createHash, timingSafeEqual } from "node:crypto";
import type { Principal, Principals } from "../core/principals.ts";
import { algorithms, type SignedRequest, signatureOf } from "./sign.ts";
import { SlsError } from "./sls-error.ts";

/**
 * Finds who signed a request as SLS has it. Throws SlsError. The date is signed, and not compared with the world: the official
 * SDK signs for its machine's own time, and lets nobody say another.
 */
export function authenticate(request: SignedRequest, principals: Pick<Principals, "find">): Principal {
  const { authorization = "", date, "x-log-signaturemethod": method } = request.headers;
  const [, accessKeyId = "", signature = ""] = /^LOG ([^:]+):([A-Za-z0-9+/]+=*)$/.exec(authorization) ?? [];
  const algorithm = algorithms[String(method)];
  if (accessKeyId === "" || algorithm === undefined)
    throw new SlsError(400, "ParameterInvalid", "Http extend authorization : authorization pair is invalid.");
  if (Number.isNaN(Date.parse(`${date}`)))
    throw new SlsError(400, "InvalidRequestTime", `Request time ${date} not follow RFC822 spec.`);
  const principal = principals.find(accessKeyId);
  if (principal === undefined) throw unauthorized(`AccessKeyId not found: ${accessKeyId}`);
  if (!equal(signatureOf(request, algorithm, principal.accessKeySecret), signature))
    throw new SlsError(401, "SignatureNotMatch", `Signature ${signature} not matched.`);
  judgeToken(String(request.headers["x-acs-security-token"] ?? ""), principal);
  return principal;
}

function judgeToken(said: string, { securityToken = "", isOver }: Principal): void {
  if (!equal(said, securityToken)) throw unauthorized("The security token you provided is invalid.");
  if (isOver) throw unauthorized("The security token you provided has expired.");
}

export const unauthorized = (message: string) => new SlsError(401, "Unauthorized", message);

/** In constant time, whatever the lengths. */
const equal = (a: string, b: string) => timingSafeEqual(hashOf(a), hashOf(b));
const hashOf = (text: string) => createHash("sha256").update(text).digest();
