import type { Api } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { readWebhookMessage } from "./webhook-message.ts";

/** The address that a robot is told with each message: it may answer there, in the same conversation, until the session's end. */
export const sendBySession: Api = {
  name: "SendBySession",
  method: "POST",
  path: "/robot/sendBySession",
  run: ({ sessions, places, chat }, { query, body }) => {
    const conversationId = sessions.find(query.get("session") ?? "");
    const place = conversationId === undefined ? undefined : places.find(conversationId);
    if (place === undefined) throw new DingtalkError(200, "300001", "session 不存在");
    chat.say(place, { by: "robot", way: "SendBySession", ...readWebhookMessage(body) });
    return { body: { errcode: 0, errmsg: "ok" }, effect: true };
  },
};
