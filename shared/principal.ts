import * as z from "zod";
import { list, unique, varied } from "./setting.ts";

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
  .superRefine((key, context) => {
    if (!isPublic(key)) varied(leastDifferentBytes, bytesOf)(key, context);
  });

/** Who comes by FC's own access control: an identity that the function is not told. No principal may pass for it. */
export const invoker = "ram";

/**
 * Whoever signs calls: a name and what proves it. What it may do is the policy's to say. Several keys are one caller: a
 * new one is added before the old one goes.
 */
const principalSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/, "must be 1 to 32 of a-z, 0-9 and -")
    .refine((name) => name !== invoker, `may not be ${invoker}: so whoever invokes directly is recorded`),
  keys: z.array(keySchema).min(1, "needs at least one key").max(4, "may have 4 keys"),
});

/** Every key is tried on every call. Invented: more callers than a stack has. */
const mostPrincipals = 32;

/** The setting with all of them. No two have a name or a key in common. */
export const principals = list(principalSchema, '[{"name":"oncall","keys":["whpk_…"]}]')
  .refine((all) => all.length <= mostPrincipals, `may have ${mostPrincipals} principals`)
  .superRefine(
    unique(
      ({ name }) => name,
      ({ name }) => `two principals are called ${name}; a name may stand once`,
    ),
  )
  .superRefine((all, context) =>
    uniqueKeys(
      all.flatMap(({ name, keys }) => keys.map((key) => ({ name, key }))),
      context,
    ),
  );

/** By their bytes: the same secret may be written with and without its padding. */
const uniqueKeys = unique<{ readonly name: string; readonly key: string }>(
  ({ key }) => bytesOf(key).toString("hex"),
  ({ name }, other) => `${other.name} and ${name} have the same key; each needs its own`,
);

/** `decides`: what it signs proves a decision, and not only that it knows a secret which others may read. */
export type Principal = z.output<typeof principalSchema> & { readonly decides: boolean };

/** True iff this is a chat platform's word for somebody, `dingtalk:ding0corp/0123`: no principal has a colon in its name. */
const isOfChat = (name: string) => name.includes(":");

/** The identity of whoever a door knows by this name, as a policy writes it. */
export const identityOf = (name: string) => (isOfChat(name) ? name : `webhook:${name}`);

/** Who speaks by a chat: no key is theirs, since the platform has proved who they are before their word was stored. */
export const chatPrincipal = (identity: string): Principal => ({ name: identity, keys: [], decides: true });

/** The principal of this name; undefined if the settings have none. A person of a chat needs no setting: the policy names them. */
export const principalOf = (name: string, principals: readonly Principal[]): Principal | undefined =>
  isOfChat(name) ? chatPrincipal(name) : principals.find((one) => one.name === name);

export const isPublic = (key: string) => key.startsWith("whpk_");

/** The bytes of a key of either kind, whatever its padding. */
export const bytesOf = (key: string) => Buffer.from(key.slice(key.indexOf("_") + 1), "base64");

/** True iff nobody can sign for it who reads the settings of a function. */
export const hasPublicKeys = ({ keys }: Pick<Principal, "keys">) => keys.every(isPublic);
