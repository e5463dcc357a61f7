import * as z from "zod";
import { isLoopback } from "./endpoint.ts";
import { list, unique, varied } from "./setting.ts";

/** The name by which a policy names the function's own log. */
export const logChannel = "log";

/** A shared secret, or a secret ed25519 key of 32 bytes alone or with its public one (Standard Webhooks, "Signature scheme"). */
const secretForm = /^(whsec_[A-Za-z0-9+/]{32,86}={0,2}|whsk_([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==))$/;
/** As for who signs calls: so many different bytes has every secret that was drawn at random. */
const leastDifferentBytes = 16;
/** DingTalk takes 20 a minute of one robot, and then nothing for ten minutes; the other platforms take more. */
const usualPerMinute = 20;
const bytesOf = (secret: string) => Buffer.from(secret.slice(secret.indexOf("_") + 1), "base64");

const channelSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "must be 1 to 32 of a-z, 0-9 and -")
    .refine((name) => name !== logChannel, "may not be log: that channel is the function's own log"),
  url: z.string().refine(isPrivate, "must be an https address without user and password"),
  secret: z
    .string()
    .regex(secretForm, "must be whsec_ and 24 to 64 bytes in base64, or whsk_ and a secret key")
    .superRefine(varied(leastDifferentBytes, bytesOf)),
  perMinute: z.int().min(1, "may not be under 1").max(600, "may not be over 600").default(usualPerMinute),
});

/** Without TLS only on this very machine. */
function isPrivate(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isSafe && username === "" && password === "";
}

/** The setting with the channels' addresses and secrets. The policy names them. */
export const channelSettings = list(
  channelSchema,
  '[{"name":"oncall","url":"https://hooks.example.com/redeploy-once","secret":"whsec_…"}]',
)
  .refine((all) => all.length <= 16, "may have 16 channels")
  .superRefine(
    unique(
      ({ name }) => name,
      ({ name }) => `two channels are called ${name}; a name may stand once`,
    ),
  );

export type ChannelSettings = z.output<typeof channelSchema>;
