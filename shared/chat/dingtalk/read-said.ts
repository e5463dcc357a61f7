import * as z from "zod";
import type { Said } from "../wish.ts";
import { personOf } from "./person.ts";
import { platformId, readAs, type Unread } from "./unread.ts";

/** Whose messages are taken. `robotCode`: undefined for a robot that has none. */
export type Place = { readonly corpId: string; readonly robotCode: string | undefined };

/** Source: DingTalk, "Message types and data format", 2026-05-15. Names and `isAdmin` are read by nobody. */
const message = z.object({
  msgtype: platformId,
  msgId: platformId,
  conversationId: platformId,
  /** Empty or left out for people of other organisations, and before the robot is published. */
  senderStaffId: z.string().max(256).optional(),
  senderCorpId: z.string().max(256).optional(),
  chatbotCorpId: platformId,
  robotCode: platformId.optional(),
  /** Longer than a sentence may be: what is too long is told so. */
  text: z.object({ content: z.string().max(16_384) }).optional(),
  sessionWebhook: z.string().max(2_048).optional().catch(undefined),
  /** When it was said, and until when it may be answered; epoch milliseconds. */
  createAt: z.int().positive().optional().catch(undefined),
  sessionWebhookExpiredTime: z.int().optional().catch(undefined),
});

type Message = z.output<typeof message>;

/** What was said to the robot; or why it is not taken. `raw`: the body of a delivery whose headers are right. Pure. */
export function readSaid(raw: Uint8Array, place: Place): { readonly said: Said } | { readonly unread: Unread } {
  const read = readAs(message, raw);
  if (typeof read === "string") return { unread: read };
  if (isMisplaced(read, place)) return { unread: "misplaced" };
  if (isUnset(read.senderStaffId) || isUnset(read.senderCorpId)) return { unread: "unnamed" };
  if (read.senderCorpId !== place.corpId) return { unread: "misplaced" };
  const person = personOf(read.senderCorpId, read.senderStaffId);
  if (person === undefined) return { unread: "unfit" };
  if (read.msgtype !== "text" || read.text === undefined) return { unread: "notText" };
  return { said: { person, text: read.text.content, ...whereOf(read) } };
}

const isUnset = (id: string | undefined): id is undefined | "" => id === undefined || id === "";

/** A robot that is made in a group has no code. */
const isMisplaced = ({ chatbotCorpId, robotCode }: Message, place: Place) =>
  chatbotCorpId !== place.corpId ||
  (robotCode !== undefined && place.robotCode !== undefined && robotCode !== place.robotCode);

function whereOf(message: Message) {
  const { msgId, conversationId, createAt, sessionWebhook: url, sessionWebhookExpiredTime: untilMs } = message;
  return {
    messageId: msgId,
    conversation: conversationId,
    ...(createAt !== undefined && { sentAtMs: createAt }),
    ...(url !== undefined && untilMs !== undefined && { answerTo: { url, untilMs } }),
  };
}
