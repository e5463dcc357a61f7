import { OpError } from "../errors.ts";
import type { Principal } from "../principal.ts";
import { isSignedBy, mostPublic, mostSignatures, signaturesIn } from "../signature.ts";

/** The greatest age of a signature, seconds. Source: Standard Webhooks, "Verifying webhooks". */
const oldestSeconds = 300;
/** The farthest that it may lie ahead. Clocks that are set differ by seconds. More time ahead is more time to replay it. */
const aheadSeconds = 60;

type Message = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** The signer of a rightly signed message, the message's id, and when it was signed, epoch milliseconds. */
export type Signed = { readonly principal: Principal; readonly id: string; readonly atMs: number };

/**
 * Finds the principal whose key signed these raw bytes (Standard Webhooks, `v1` and `v1a`). Only then it looks at the
 * age, so that an old signature gets another error than a wrong one. Throws `OpError` `unauthenticated`. Without a
 * configured key nobody gets in.
 */
export function verifyWebhook(message: Message, principals: readonly Principal[], nowMs: number): Signed {
  const signed = signedBy(message, principals);
  const ageMs = nowMs - signed.atMs;
  if (ageMs <= oldestSeconds * 1_000 && ageMs >= -aheadSeconds * 1_000) return signed;
  const allowed = `at most ${oldestSeconds} seconds ago and ${aheadSeconds} seconds ahead`;
  throw refusal("InvalidTimeStamp.Expired", `The signature's time must be ${allowed}`);
}

/** True iff a known key signed this, however long ago. */
export function isRightlySigned(message: Message, principals: readonly Principal[]): boolean {
  try {
    return signedBy(message, principals) !== undefined;
  } catch {
    return false; // it throws only the refusal
  }
}

/** The signer of a message. Every key is tried. Throws `OpError` `unauthenticated`. */
function signedBy({ headers, body }: Message, principals: readonly Principal[]): Signed {
  const { id, timestamp, signature } = signatureHeaders(headers);
  const signatures = signaturesIn(signature);
  if (signatures === undefined)
    throw refusal(
      "SignatureDoesNotMatch",
      `The header webhook-signature may have ${mostSignatures} signatures, ${mostPublic} of them v1a`,
    );
  if (id === "" || !/^\d{1,12}$/.test(timestamp) || signatures.v1.length + signatures.v1a.length === 0)
    throw refusal(
      "SignatureDoesNotMatch",
      "The headers webhook-id, webhook-timestamp and webhook-signature are needed, or the same under svix-",
    );
  const message = { id, timestamp, body };
  const signers = principals.filter(
    ({ keys }) => keys.filter((key) => isSignedBy(key, message, signatures)).length > 0,
  );
  if (signers[0] === undefined) throw refusal("SignatureDoesNotMatch", "No known key signed this request");
  return { principal: signers[0], id, atMs: Number(timestamp) * 1_000 };
}

/** Two families of names for the same three headers: the standard's, and those of Svix, where it comes from. */
const families = ["webhook-", "svix-"];
const names = ["id", "timestamp", "signature"];

/** The headers of one family. A message with headers of both could mean either, so it is refused, whatever they say. */
function signatureHeaders(headers: Message["headers"]) {
  const [family = "webhook-", second] = families.filter((prefix) =>
    names.some((name) => `${prefix}${name}` in headers),
  );
  if (second !== undefined)
    throw refusal("SignatureDoesNotMatch", "Sign with the headers webhook-… or with svix-…, not with both");
  const [id = "", timestamp = "", signature = ""] = names.map((name) => headers[`${family}${name}`]);
  return { id, timestamp, signature };
}

const refusal = (code: string, what: string) =>
  new OpError("unauthenticated", code, `${what}. Nothing was changed. Sign with: npm run sign -- --help`);
