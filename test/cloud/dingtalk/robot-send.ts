import { createHash, timingSafeEqual } from "node:crypto";
import type { Api, State } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { robotSignature } from "./sign.ts";
import { readWebhookMessage } from "./webhook-message.ts";

const hourMs = 3_600_000;
const maxBodyBytes = 20_000;

/** The custom robot's address: it says something in its group, and hears nothing. */
export const robotSend: Api = {
  name: "RobotSend",
  method: "POST",
  path: "/robot/send",
  run: (state, { query, body, sizeBytes }) => {
    judgeToken(query.get("access_token"), state.settings.customToken);
    judgeSignature(query, state);
    if (sizeBytes > maxBodyBytes)
      throw new DingtalkError(200, "460101", `message too long, exceed ${maxBodyBytes} bytes`);
    const message = readWebhookMessage(body);
    if (!state.rateLimit.admits()) throw new DingtalkError(200, limitedCode(state), "send too fast");
    state.chat.say(state.places.group, { by: "custom robot", way: "RobotSend", ...message });
    return { body: { errcode: 0, errmsg: "ok" }, effect: true };
  },
};

/** What the limit is told by. */
export const limitedCode = ({ holds }: Pick<State, "holds">) => (holds("dingtalk.limit-code") ? "130101" : "410100");

function judgeToken(said: string | null, token: string): void {
  if (said === null) throw new DingtalkError(200, "40035", "缺少参数 access_token");
  if (!equal(said, token)) throw new DingtalkError(200, "300001", "token is not exist");
}

function judgeSignature(query: URLSearchParams, { settings, nowMs }: State): void {
  const timestamp = query.get("timestamp") ?? "";
  const isNear = /^\d{13}$/.test(timestamp) && Math.abs(Number(timestamp) - nowMs()) <= hourMs;
  if (!isNear) throw new DingtalkError(200, "310000", "invalid timestamp");
  if (!equal(query.get("sign") ?? "", robotSignature(settings.customSecret, timestamp)))
    throw new DingtalkError(200, "310000", "sign not match");
}

/** In constant time, whatever the lengths. */
const equal = (a: string, b: string) => timingSafeEqual(hashOf(a), hashOf(b));
const hashOf = (text: string) => createHash("sha256").update(text).digest();
