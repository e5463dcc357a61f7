import { createHmac } from "node:crypto";

/**
 * What an app's robot is told is signed by, and what a custom robot's messages are: over the time and the secret alone, so that
 * it fits any body (DingTalk, "Receive messages", and "Custom robot security settings"). `timestamp`: epoch milliseconds.
 */
export const robotSignature = (secret: string, timestamp: number | string) => hmac(secret, `${timestamp}\n${secret}`);

/** What a card's callback is signed by: over the time alone (DingTalk, "Card event callback"). */
export const cardSignature = (apiSecret: string, timestamp: number | string) => hmac(apiSecret, String(timestamp));

const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");
