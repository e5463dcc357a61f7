import { randomBytes } from "node:crypto";
import type { Sent } from "./callbacks.ts";
import type { State } from "./define-api.ts";
import type { SayOrder } from "./orders.ts";
import type { Person } from "./people.ts";
import type { Place } from "./places.ts";
import type { Session } from "./sessions.ts";
import { robotSignature } from "./sign.ts";

type Said = {
  readonly order: Pick<SayOrder, "text" | "isOutside">;
  readonly person: Person;
  readonly place: Place;
  readonly session: Session;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly wireUrl: string;
};

/** A message as DingTalk tells the robot of it over HTTP (DingTalk, "Receive messages"). */
export function robotCallback(said: Said, state: Pick<State, "settings" | "holds">): Sent & { readonly msgId: string } {
  const { timestamp } = said;
  const msgId = `msg${randomBytes(12).toString("base64url")}==`;
  const headers = {
    "content-type": "application/json; charset=utf-8",
    timestamp: String(timestamp),
    sign: robotSignature(state.settings.appSecret, timestamp),
  };
  return { path: "/dingtalk", headers, body: JSON.stringify({ msgId, ...bodyOf(said, state) }), msgId };
}

function bodyOf({ order, person, place, session, timestamp, wireUrl }: Said, state: Pick<State, "settings" | "holds">) {
  const { corpId, robotCode } = state.settings;
  const isGroup = place.kind === "group";
  return {
    msgtype: "text",
    text: { content: `${isGroup && state.holds("dingtalk.leading-space") ? " " : ""}${order.text}` },
    createAt: timestamp,
    conversationType: isGroup ? "2" : "1",
    conversationId: place.id,
    ...(isGroup && { conversationTitle: place.title, isInAtList: true, atUsers: [{ dingtalkId: robotUserId }] }),
    ...senderOf(person, order.isOutside, corpId),
    chatbotCorpId: corpId,
    chatbotUserId: robotUserId,
    robotCode,
    sessionWebhook: `${wireUrl}/robot/sendBySession?session=${session.id}`,
    sessionWebhookExpiredTime: session.endsAtMs,
    senderPlatform: "Mac",
  };
}

const robotUserId = "$:LWCP_v1:$robot0local";

/** Of somebody of another corp the robot learns no staff id, and who says so may call himself as he likes. */
function senderOf({ staffId, nick, isAdmin }: Person, isOutside: boolean, corpId: string) {
  if (isOutside) return { senderId: "$:LWCP_v1:$outside", senderNick: nick, senderCorpId: "ding0other", isAdmin };
  return { senderId: `$:LWCP_v1:$${staffId}`, senderNick: nick, senderCorpId: corpId, senderStaffId: staffId, isAdmin };
}
