import { createHmac } from "node:crypto";
import { isEqual } from "../equal.ts";

/** Why a delivery is refused, for the log. Outside nobody is told. */
export type Forged = "unset" | "missing" | "malformed" | "stale" | "mismatch";

/** `forged`: undefined iff the headers are the platform's, made within the window. */
export type Verdict = { readonly forged: Forged | undefined };

/** The headers of a delivery, as `decode` has them: by lower-case names, a doubled one joined by a comma. */
export type Headers = Readonly<Record<string, string>>;

/** How one kind of delivery is signed. */
type Signing = {
  /** The names of the two headers. */
  readonly timestamp: string;
  readonly signature: string;
  /** What the signature covers. It is not the body: whoever got hold of the pair of headers has it for any body. */
  readonly covered: (timestamp: string, secret: string) => string;
};

/** So far may a time lie behind or ahead, milliseconds. Invented: DingTalk allows an hour for robots, and names none for cards. */
const windowMs = 300_000;

const timestampForm = /^\d{13}$/;
/** Strict base64 of 32 bytes. */
const signatureForm = /^[A-Za-z0-9+/]{43}=$/;

/** A verifier of one kind of delivery: two headers, against each of the secrets that there are while one is changed. Pure. */
export const createVerifier =
  (signing: Signing) =>
  (headers: Headers, secrets: readonly string[], nowMs: number): Verdict => ({
    forged: forgedIn(headers, secrets.filter(isSet), { ...signing, nowMs }),
  });

/** Whoever leaves a secret empty has none: anybody can sign with it. */
const isSet = (secret: string) => secret !== "";

type Against = Signing & { readonly nowMs: number };

function forgedIn(headers: Headers, secrets: readonly string[], against: Against): Forged | undefined {
  const [timestamp, signature] = [headers[against.timestamp], headers[against.signature]];
  if (secrets.length === 0) return "unset";
  if (timestamp === undefined || signature === undefined) return "missing";
  const given = bytesIn(signature);
  if (!timestampForm.test(timestamp) || given === undefined) return "malformed";
  if (Math.abs(against.nowMs - Number(timestamp)) > windowMs) return "stale";
  const matching = secrets.filter((secret) => isEqual(hmac(secret, against.covered(timestamp, secret)), given));
  return matching.length > 0 ? undefined : "mismatch";
}

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest();

/** Undefined unless it is base64 of 32 bytes, with no bits left over in its last letter. */
function bytesIn(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, "base64");
  return signatureForm.test(base64) && bytes.toString("base64") === base64 ? bytes : undefined;
}
