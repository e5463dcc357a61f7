import { createVerifier } from "./verify.ts";

/**
 * Whether a click on a card comes from DingTalk. Secrets: the `apiSecret` with which the callback was registered. Source:
 * DingTalk, "Event callback of cards", 2026-08-04: base64 of HMAC-SHA256 over the time in milliseconds alone.
 */
export const verifyCard = createVerifier({
  timestamp: "x-ddpaas-signature-timestamp",
  signature: "x-ddpaas-signature",
  covered: (timestamp) => timestamp,
});
