import * as z from "zod";
import { isLoopback } from "./endpoint.ts";
import { list, unique, varied } from "./setting.ts";

/** The name by which a policy names the function's own log. */
export const logChannel = "log";

/** The name by which it names the group of the bot on DingTalk. */
export const dingtalkChannel = "dingtalk";

/** A shared secret, or a secret ed25519 key of 32 bytes alone or with its public one (Standard Webhooks, "Signature scheme"). */
const secretForm = /^(whsec_[A-Za-z0-9+/]{32,86}={0,2}|whsk_([A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==))$/;
/** As for who signs calls: so many different bytes has every secret that was drawn at random. */
const leastDifferentBytes = 16;
/** The same for hexadecimal digits, of which there are 16 (invented). */
const leastDifferentOfText = 8;
/** DingTalk takes 20 a minute of one robot, and then nothing for ten minutes; the other platforms take more. */
const usualPerMinute = 20;
const bytesOf = (secret: string) => Buffer.from(secret.slice(secret.indexOf("_") + 1), "base64");

const named = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "must be 1 to 32 of a-z, 0-9 and -")
    .refine((name) => name !== logChannel, "may not be log: that channel is the function's own log")
    .refine(
      (name) => name !== dingtalkChannel,
      "may not be dingtalk: that channel is the bot's, by the setting DINGTALK",
    ),
};

const webhookSchema = z.strictObject({
  ...named,
  kind: z.undefined().optional(),
  url: z.string().refine(isPrivate, "must be an https address without user and password"),
  secret: z
    .string()
    .regex(secretForm, "must be whsec_ and 24 to 64 bytes in base64, or whsk_ and a secret key")
    .superRefine(varied(leastDifferentBytes, bytesOf)),
  perMinute: z.int().min(1, "may not be under 1").max(600, "may not be over 600").default(usualPerMinute),
});

/** A group's custom robot on DingTalk, by the address and the secret that the group shows. */
const dingtalkSchema = z.strictObject({
  ...named,
  kind: z.literal("dingtalk"),
  url: z
    .string()
    .refine(isRobot, "must be the address of a robot: https://oapi.dingtalk.com/robot/send?access_token=…"),
  secret: z
    .string()
    .regex(/^SEC[0-9A-Za-z]{32,128}$/, "must be SEC and what follows, as the security settings of the robot show it")
    .superRefine(varied(leastDifferentOfText)),
  language: z.enum(["en", "zh"], "must be en or zh").default("zh"),
  /** It takes 20 a minute, and after more none for ten minutes: so some are left for others that use it. */
  perMinute: z.int().min(1, "may not be under 1").max(20, "may not be over 20").default(15),
});

const channelSchema = z.discriminatedUnion("kind", [webhookSchema, dingtalkSchema], {
  error: "must be dingtalk, or be left out for a channel by Standard Webhooks",
});

function isRobot(text: string): boolean {
  if (!isPrivate(text)) return false;
  const { hostname, pathname, searchParams } = new URL(text);
  const isTheirs = hostname === "oapi.dingtalk.com" || isLoopback(hostname);
  return isTheirs && pathname === "/robot/send" && searchParams.get("access_token") !== null;
}

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
export type WebhookChannelSettings = z.output<typeof webhookSchema>;
export type DingtalkChannelSettings = z.output<typeof dingtalkSchema>;
