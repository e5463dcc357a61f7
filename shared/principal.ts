import * as z from "zod";

/** A shared secret of 24 to 64 bytes (Standard Webhooks, "Signature scheme"): whoever reads it can sign with it. */
const secretForm = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;
/** A public ed25519 key of 32 bytes: it lets nobody sign. */
const publicForm = /^whpk_[A-Za-z0-9+/]{43}=$/;
/** So many different bytes has every secret that was drawn at random (invented: 24 random bytes have 23, hardly ever 16). */
const leastDifferentBytes = 16;

const keySchema = z
  .string()
  .refine(
    (key) => secretForm.test(key) || publicForm.test(key),
    "must be whpk_ and 32 bytes in base64, or whsec_ and 24 to 64 bytes in base64",
  )
  .refine((key) => isPublic(key) || new Set(bytesOf(key)).size >= leastDifferentBytes, "is not random enough");

/**
 * Whoever signs calls. Nothing is implied: it asks for the operations that are named, and its rights are those that are
 * named. Several keys are one caller: a new one is added before the old one goes.
 */
export const principalSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,32}$/, "must be 1 to 32 of a-z, 0-9 and -"),
  keys: z.array(keySchema).min(1, "needs at least one key").max(4, "may have 4 keys"),
  operations: z.array(z.string()).default([]),
  rights: z.array(z.enum(["mayConsent", "mayResolve"])).default([]),
});

export type Principal = z.output<typeof principalSchema>;
export type Right = Principal["rights"][number];

export const isPublic = (key: string) => key.startsWith("whpk_");

/** The bytes of a key of either kind, whatever its padding. */
export const bytesOf = (key: string) => Buffer.from(key.slice(key.indexOf("_") + 1), "base64");

/** A caller who may decide something, and signs with a secret that stands in the settings of a function. */
export const decidesBySecret = ({ rights, keys }: Principal) => rights.length > 0 && !keys.every(isPublic);
