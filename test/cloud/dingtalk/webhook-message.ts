import * as z from "zod";
import type { Chat } from "./chat.ts";
import { parse } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";

const at = z
  .strictObject({
    atMobiles: z.array(z.string()).optional(),
    atUserIds: z.array(z.string()).optional(),
    isAtAll: z.boolean().optional(),
  })
  .optional();

/** Of the message types of an address one posts to, these two. */
const schema = z.discriminatedUnion("msgtype", [
  z.strictObject({ msgtype: z.literal("text"), text: z.strictObject({ content: z.string().min(1) }), at }),
  z.strictObject({
    msgtype: z.literal("markdown"),
    markdown: z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
    at,
  }),
]);

type Spoken = Pick<Parameters<Chat["say"]>[1], "kind" | "text" | "title">;

/** What is wrong with a message is "a parameter is missing", whatever it is. */
const missing = "40035";

/** Reads a message as it is posted to an address, or stands in an answer. Throws DingtalkError. */
export function readWebhookMessage(body: unknown): Spoken {
  if (body === undefined) throw new DingtalkError(200, missing, "缺少参数 json");
  const message = parse(schema, body, missing);
  return message.msgtype === "text"
    ? { kind: "text", text: message.text.content }
    : { kind: "markdown", ...message.markdown };
}
