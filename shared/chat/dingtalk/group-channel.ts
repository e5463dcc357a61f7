import { createHmac } from "node:crypto";
import type { DingtalkChannelSettings } from "../../channel-settings.ts";
import type { Channel, Taken } from "../../notices/channel.ts";
import { linesOf } from "../../notices/notice.ts";
import { httpFailure, posting } from "../../notices/posting.ts";
import { readUpTo } from "../dingtalk/http.ts";
import { escaped } from "../escaped.ts";

/** Source: facts of the field; a longer body is refused. Characters of Chinese have three bytes. */
const mostCharacters = 6_000;
/** Of an answer no more is read, bytes (invented: it has two fields). */
const mostAnswerBytes = 4_096;
/** It has had 20 in a minute, and takes none for ten (seen in the field: no document was read that has the code). */
const limited = 130_101;

/**
 * A group's custom robot on DingTalk: one way, it hears nothing. Signed by base64 of HMAC-SHA256 over time and secret, in
 * the address. Source: DingTalk, "Custom robot", security settings.
 */
export function createGroupChannel({ name, url, secret, perMinute, language }: DingtalkChannelSettings): Channel {
  return {
    name,
    perMinute,
    send: async ({ kind, facts }, timeZone, nowMs) => {
      const [first = "", ...rest] = linesOf(kind, facts, language, timeZone, nowMs).map((line) => escaped(line, 600));
      const text = [`**${first}**`, ...rest].join("\n\n").slice(0, mostCharacters);
      const address = new URL(url);
      address.searchParams.set("timestamp", String(nowMs));
      address.searchParams.set("sign", signOf(secret, nowMs));
      const body = JSON.stringify({ msgtype: "markdown", markdown: { title: first, text } });
      return posting(address.href, { "content-type": "application/json" }, body, takenOf);
    },
  };
}

const signOf = (secret: string, nowMs: number) =>
  createHmac("sha256", secret).update(`${nowMs}\n${secret}`).digest("base64");

/** It answers 200 to everything, and says in `errcode` whether it took the message. */
async function takenOf(answer: Response): Promise<Taken> {
  if (!answer.ok) return httpFailure(answer);
  const code = errcodeIn(await readUpTo(answer, mostAnswerBytes));
  if (code === 0) return { kind: "taken" };
  if (code === limited) return { kind: "failed", code: "too many messages: it takes none for ten minutes" };
  return { kind: "refused", code: code === undefined ? "no answer of a robot" : `errcode ${code}` };
}

function errcodeIn(text: string): number | undefined {
  try {
    const { errcode } = JSON.parse(text) as { readonly errcode?: unknown };
    return typeof errcode === "number" ? errcode : undefined;
  } catch {
    return undefined;
  }
}
