import { randomBytes } from "node:crypto";

/**
 * What a new stack begins with where nothing is said. Nobody may call it over HTTP. And it has a key of its own to seal
 * consents with, which nobody ever needs to see: its id is drawn as well, so that a later key never passes for this one.
 */
export const newSettings: Readonly<Record<string, () => string>> = {
  PRINCIPALS: () => "[]",
  FINGERPRINT_KEYS: () =>
    JSON.stringify([{ id: `k${randomBytes(3).toString("hex")}`, secret: randomBytes(32).toString("base64url") }]),
};
