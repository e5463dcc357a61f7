import * as z from "zod";
import { isPrivateOrigin } from "./endpoint.ts";
import { parsedSetting, varied } from "./setting.ts";

/** Of 32 letters and digits and more, drawn at random, that many are different (invented). */
const leastDifferent = 8;
/** While a secret is changed there are two, the new one and the old one; four leave room. */
const mostSecrets = 4;

const secrets = z
  .array(z.string().min(16, "must have 16 characters").max(256, "may have 256").superRefine(varied(leastDifferent)))
  .min(1, "needs at least one secret; the first one is the present one")
  .max(mostSecrets, `may have ${mostSecrets}`);
const id = z.string().regex(/^[\w.-]{1,64}$/, "must be 1 to 64 of letters, digits, _ . and -");
const origin = (usual: string) =>
  z.string().refine(isPrivateOrigin, `must be an https origin and nothing else, such as ${usual}`).default(usual);

/** The bot of an organisation on DingTalk: whose messages are heard, and how it answers. */
const dingtalkSchema = z.strictObject({
  /** The organisation, `ding…`: nobody else is heard. */
  corp: id,
  /** The robot's code, which is the application's key where the platform has drawn no other. */
  robot: id,
  /** The application's key, and its secrets: they prove messages of the robot, and let it answer. */
  appKey: id,
  secrets,
  /** What was named as `apiSecret` when the address of card callbacks was registered. Without it no click is heard. */
  cardSecrets: secrets.optional(),
  /** Where questions are asked: a group, by its `openConversationId`; and the card they are asked on. */
  group: z.string().min(1, "must be set").max(128, "may have 128 characters").optional(),
  template: z.string().min(1, "must be set").max(128, "may have 128 characters").optional(),
  /** Under this key the address of card callbacks is registered. */
  route: id.default("redeploy-once"),
  /** The platform's two addresses. An answer goes to no other host, whatever a message says. */
  api: origin("https://api.dingtalk.com"),
  oapi: origin("https://oapi.dingtalk.com"),
});

export type DingtalkSettings = z.output<typeof dingtalkSchema>;

/** The setting with the bot. `-`: there is none, and no message is heard. */
export const dingtalkSetting = z.union([
  z.literal("-").transform(() => undefined),
  parsedSetting(dingtalkSchema, '{"corp":"ding…","robot":"ding…","appKey":"ding…","secrets":["…"]}'),
]);
