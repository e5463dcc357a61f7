import { createVerifier } from "./verify.ts";

/**
 * Whether a message to the robot comes from DingTalk. Secrets: the application's Client Secret. Source: DingTalk, "Message
 * types and data format", 2026-05-15: base64 of HMAC-SHA256 over the time in milliseconds, a line break and the secret.
 */
export const verifyRobot = createVerifier({
  timestamp: "timestamp",
  signature: "sign",
  covered: (timestamp, secret) => `${timestamp}\n${secret}`,
});
