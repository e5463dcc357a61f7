import { createHmac } from "node:crypto";
import type { FingerprintKey } from "../ledger/token.ts";

/** What a MAC of chat is good for: what was made for one purpose serves for no other, and none is a fingerprint or a seal. */
type Purpose = "chat button" | "chat code";

/** HMAC-SHA256, 32 bytes. JSON says where each part ends, so no two lists of parts are the same text. */
export const macOf = ({ secret }: FingerprintKey, purpose: Purpose, parts: readonly string[]): Buffer =>
  createHmac("sha256", secret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
