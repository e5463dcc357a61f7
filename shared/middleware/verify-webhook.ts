import { createHmac, timingSafeEqual } from "node:crypto";
import type { Principal } from "../config.ts";
import { OpError } from "../errors.ts";

/** How far a signature's time may be from ours, both ways. Source: Standard Webhooks, "Verifying webhooks". */
const toleranceSeconds = 300;

type Signed = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/**
 * Finds the principal whose secret signed these raw bytes (Standard Webhooks, symmetric `v1` signatures). Every secret
 * is tried in constant time. Throws `OpError` `unauthenticated`; without a configured secret nobody gets in.
 */
export function verifyWebhook({ headers, body }: Signed, principals: readonly Principal[], nowMs: number): Principal {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const signatures = (headers["webhook-signature"] ?? "").split(" ").flatMap(signatureOf);
  if (id === "" || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0)
    throw refusal(
      "SignatureDoesNotMatch",
      "The headers webhook-id, webhook-timestamp and webhook-signature are needed",
    );
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > toleranceSeconds)
    throw refusal("InvalidTimeStamp.Expired", `webhook-timestamp must be within ${toleranceSeconds} seconds of now`);
  const signers = principals.filter(({ secret }) => {
    const wanted = sign(secret, id, timestamp, body);
    return signatures.filter((signature) => timingSafeEqual(signature, wanted)).length > 0;
  });
  if (signers[0] === undefined) throw refusal("SignatureDoesNotMatch", "No known secret signed this request");
  return signers[0];
}

/** The 32 bytes that `secret` signs a message with. */
export function sign(secret: string, id: string, timestamp: string, body: Uint8Array): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Strict base64 of exactly 32 bytes; anything looser is no signature. */
function signatureOf(entry: string): Buffer[] {
  const [, base64] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
  return base64 === undefined ? [] : [Buffer.from(base64, "base64")];
}

const refusal = (code: string, what: string) =>
  new OpError("unauthenticated", code, `${what}. Nothing was changed. Sign with: npm run sign -- --help`);
