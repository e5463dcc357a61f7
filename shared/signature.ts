import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { bytesOf, isPublic } from "./principal.ts";

/** What a signature covers. `timestamp`: seconds since 1970, as text. Source: Standard Webhooks, "Signature scheme". */
export type Message = { readonly id: string; readonly timestamp: string; readonly body: Uint8Array };

/** The signatures of one header by their version: HMAC-SHA256 (`v1`, 32 bytes) and ed25519 (`v1a`, 64 bytes). */
export type Signatures = Readonly<Record<keyof typeof forms, readonly Buffer[]>>;

const forms = { v1: /^v1,([A-Za-z0-9+/]{43}=)$/, v1a: /^v1a,([A-Za-z0-9+/]{86}==)$/ } as const;
/** As many signatures as one header may have (invented: while a key is changed there are two). */
export const mostSignatures = 8;
/** Of them by ed25519: each takes up to 0.7 ms of a busy core for every public key there is (measured, 2026-11-29). */
export const mostPublic = 2;

/**
 * Reads the header `webhook-signature`. What is not strictly base64 of the right length is no signature; undefined if there
 * are too many.
 */
export function signaturesIn(header: string): Signatures | undefined {
  const entries = header.split(" ", mostSignatures + 1);
  const read = (form: RegExp) => entries.flatMap((entry) => strictBytes(form.exec(entry)?.[1]));
  const [v1, v1a] = [read(forms.v1), read(forms.v1a)];
  return entries.length > mostSignatures || v1a.length > mostPublic ? undefined : { v1, v1a };
}

function strictBytes(base64: string | undefined): Buffer[] {
  if (base64 === undefined) return [];
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? [bytes] : []; // no bits are left over in its last letter
}

/** True iff one of the signatures is this key's. Every one is tried, in constant time. */
export function isSignedBy(key: string, message: Message, { v1, v1a }: Signatures): boolean {
  if (isPublic(key)) return v1a.filter((given) => verify(null, signedBytes(message), publicKey(key), given)).length > 0;
  const wanted = hmac(key, message);
  return v1.filter((given) => timingSafeEqual(given, wanted)).length > 0;
}

/** The header's value, made with a shared secret (`whsec_`) or a secret key (`whsk_`). */
export function signatureWith(key: string, message: Message): string {
  if (key.startsWith("whsec_")) return `v1,${hmac(key, message).toString("base64")}`;
  return `v1a,${sign(null, signedBytes(message), secretKey(bytesOf(key))).toString("base64")}`;
}

/** A new pair for `v1a`: the secret key for who signs, the public one for the settings. */
export function newKeys(): { readonly secretKey: string; readonly publicKey: string } {
  const { privateKey, publicKey: made } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(secretHead.length);
  const open = made.export({ format: "der", type: "spki" }).subarray(publicHead.length);
  return {
    secretKey: `whsk_${Buffer.concat([seed, open]).toString("base64")}`,
    publicKey: `whpk_${open.toString("base64")}`,
  };
}

/** What stands before the 32 bytes of a key in DER. Source: RFC 8410, 4 and 7. */
const publicHead = Buffer.from("302a300506032b6570032100", "hex");
const secretHead = Buffer.from("302e020100300506032b657004220420", "hex");

const publicKey = (key: string) =>
  createPublicKey({ key: Buffer.concat([publicHead, bytesOf(key)]), format: "der", type: "spki" });

/** A secret key is its seed, or seed and public key in one, as NaCl has it. */
const secretKey = (bytes: Buffer) =>
  createPrivateKey({ key: Buffer.concat([secretHead, bytes.subarray(0, 32)]), format: "der", type: "pkcs8" });

const hmac = (key: string, { id, timestamp, body }: Message) =>
  createHmac("sha256", bytesOf(key)).update(`${id}.${timestamp}.`).update(body).digest();

const signedBytes = ({ id, timestamp, body }: Message) => Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
