import { createHmac, timingSafeEqual } from "node:crypto";
import type { Principal } from "../config.ts";
import { OpError } from "../errors.ts";

/** How far a signature's time may be from ours, both ways. Source: Standard Webhooks, "Verifying webhooks". */
const toleranceSeconds = 300;

type Message = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** What a right signature says: who signed, the message's id, and when, epoch milliseconds. */
export type Signed = { readonly principal: Principal; readonly id: string; readonly atMs: number };

/**
 * Finds the principal whose secret signed these raw bytes (Standard Webhooks, symmetric `v1` signatures), and only then
 * looks at the age: so that a right signature that is too old is known from a wrong one. Throws `OpError`
 * `unauthenticated`; without a configured secret nobody gets in.
 */
export function verifyWebhook(message: Message, principals: readonly Principal[], nowMs: number): Signed {
  const signed = signedBy(message, principals);
  if (Math.abs(nowMs - signed.atMs) > toleranceSeconds * 1_000)
    throw refusal("InvalidTimeStamp.Expired", `The signature's time must be within ${toleranceSeconds} seconds of now`);
  return signed;
}

/** True iff a known secret signed this, however long ago. */
export function isRightlySigned(message: Message, principals: readonly Principal[]): boolean {
  try {
    return signedBy(message, principals) !== undefined;
  } catch {
    return false; // the only thing that it throws is the refusal
  }
}

/** Every secret is tried in constant time. Throws `OpError` `unauthenticated`. */
function signedBy({ headers, body }: Message, principals: readonly Principal[]): Signed {
  const { id, timestamp, signature } = signatureHeaders(headers);
  const signatures = signature.split(" ").flatMap(signatureOf);
  if (id === "" || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0)
    throw refusal(
      "SignatureDoesNotMatch",
      "The headers webhook-id, webhook-timestamp and webhook-signature are needed, or the same under svix-",
    );
  const signers = principals.filter(({ secret }) => {
    const wanted = sign(secret, id, timestamp, body);
    return signatures.filter((given) => timingSafeEqual(given, wanted)).length > 0;
  });
  if (signers[0] === undefined) throw refusal("SignatureDoesNotMatch", "No known secret signed this request");
  return { principal: signers[0], id, atMs: Number(timestamp) * 1_000 };
}

/** The two families of names for the same three headers: that of the standard, and that of Svix, where it comes from. */
const families = ["webhook-", "svix-"];
const names = ["id", "timestamp", "signature"];

/** The headers of one family. Whoever sends parts of both could mean either, so that is refused whatever is in them. */
function signatureHeaders(headers: Message["headers"]) {
  const [family = "webhook-", second] = families.filter((prefix) =>
    names.some((name) => `${prefix}${name}` in headers),
  );
  if (second !== undefined)
    throw refusal("SignatureDoesNotMatch", "Sign with the headers webhook-… or with svix-…, not with both");
  const [id = "", timestamp = "", signature = ""] = names.map((name) => headers[`${family}${name}`]);
  return { id, timestamp, signature };
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
