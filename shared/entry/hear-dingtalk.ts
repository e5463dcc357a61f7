import { createHash } from "node:crypto";
import { openButton } from "../chat/dingtalk/button.ts";
import { buttonKeys } from "../chat/dingtalk/button-keys.ts";
import { readClick } from "../chat/dingtalk/read-click.ts";
import { readSaid } from "../chat/dingtalk/read-said.ts";
import { verifyCard } from "../chat/dingtalk/verify-card.ts";
import { verifyRobot } from "../chat/dingtalk/verify-robot.ts";
import { parse } from "../chat/grammar/parse.ts";
import type { Word } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import type { DingtalkSettings } from "../chat-settings.ts";
import type { HttpRequest } from "../decode.ts";
import type { Language } from "../notices/languages.ts";

/** What became of a delivery. */
export type Heard =
  /** `why`: for the log. */
  | { readonly kind: "refused"; readonly why: string }
  /** It is answered at once, and nothing is stored. */
  | { readonly kind: "answer"; readonly body: object }
  | {
      readonly kind: "word";
      /** Of the pair of headers that proves it: 32 hex digits. */
      readonly key: string;
      readonly bodyHash: string;
      readonly word: Word;
      /** A text as the platform takes it in an answer. */
      readonly bodyOf: (text: string) => object;
    };

const paths: Readonly<Record<string, (request: HttpRequest, bot: DingtalkSettings, nowMs: number) => Heard>> = {
  "/dingtalk": hearSaid,
  "/dingtalk/card": hearClick,
};

/** At an address that functions share its name stands in front. */
const own = (path: string) => (path.startsWith("/chatops/") ? path.slice("/chatops".length) : path);

/** True iff something of DingTalk's comes here. */
export const isDingtalk = (path: string): boolean => own(path) in paths;

/** Verifies a delivery of DingTalk's, and reads what was said or clicked. Pure. */
export function hearDingtalk(request: HttpRequest, bot: DingtalkSettings | undefined, nowMs: number): Heard {
  if (bot === undefined) return { kind: "refused", why: "unset" };
  if (request.method !== "POST") return { kind: "refused", why: "method" };
  return paths[own(request.path)]?.(request, bot, nowMs) ?? { kind: "refused", why: "path" };
}

function hearSaid({ headers, body }: HttpRequest, bot: DingtalkSettings, nowMs: number): Heard {
  const { forged } = verifyRobot(headers, bot.secrets, nowMs);
  if (forged !== undefined) return { kind: "refused", why: forged };
  const read = readSaid(body, { corpId: bot.corp, robotCode: bot.robot });
  if ("unread" in read)
    return read.unread === "notText" ? answer("zh", chatWords.notText("zh")) : { kind: "refused", why: read.unread };
  const { person, conversation, answerTo, text } = read.said;
  const sentence = parse(text);
  if (sentence.kind === "answer") return answer("zh", sentence.text);
  const { wish } = sentence;
  const [timestamp = "", sign = ""] = [headers["timestamp"], headers["sign"]];
  const word = { person, conversation, ...(answerTo && { answerTo }), wish, askedAtMs: askedAt(timestamp, nowMs) };
  const bodyOf = (said: string) => markdown(wish.language, said);
  return { kind: "word", ...keysOf(["robot", timestamp, sign], body), word, bodyOf };
}

/** Cards are DingTalk's, and so is the language in which they answer. */
const ofCards: Language = "zh";

function hearClick({ headers, body }: HttpRequest, bot: DingtalkSettings, nowMs: number): Heard {
  const { forged } = verifyCard(headers, bot.cardSecrets ?? [], nowMs);
  if (forged !== undefined) return { kind: "refused", why: forged };
  const read = readClick(body, { corpId: bot.corp });
  if ("unread" in read) return { kind: "refused", why: read.unread };
  const { person, button: params } = read.click;
  const opened = openButton(buttonKeys(bot), params, nowMs);
  if ("broken" in opened)
    return opened.broken === "over" ? stateOfCard(chatWords.over(ofCards)) : { kind: "refused", why: opened.broken };
  const { operationId, ask, act } = opened.button;
  const args = { OperationId: operationId, Ask: ask };
  const wish = { verb: act, language: ofCards, to: { verb: act }, args, again: false };
  const [timestamp = "", sign = ""] = [headers["x-ddpaas-signature-timestamp"], headers["x-ddpaas-signature"]];
  const card = operationId; // as it was sealed: the body's own word for it is nobody's
  const word = { person, conversation: card, card, wish, askedAtMs: askedAt(timestamp, nowMs) };
  return { kind: "word", ...keysOf(["card", timestamp, sign], body), word, bodyOf: (said) => stateOfCard(said).body };
}

/** The signed time, so that a delivery that comes again moves nothing; never later than now. */
const askedAt = (timestamp: string, nowMs: number) => Math.min(Number(timestamp), nowMs);

/**
 * The signature covers no body. So a pair of headers is good for one: its hash is the key of the word, and the hash of the
 * body stands beside it.
 */
function keysOf(pair: readonly string[], body: Uint8Array) {
  const hash = (of: string | Uint8Array) => createHash("sha256").update(of).digest("hex");
  return { key: hash(JSON.stringify(pair)).slice(0, 32), bodyHash: hash(body) };
}

const markdown = (language: Language, text: string) => ({
  msgtype: "markdown",
  markdown: { title: chatWords.title(language, ""), text },
});

const answer = (language: Language, text: string): Heard => ({ kind: "answer", body: markdown(language, text) });

const stateOfCard = (state: string) => ({
  kind: "answer" as const,
  body: { cardUpdateOptions: { updateCardDataByKey: true }, cardData: { cardParamMap: { state } } },
});
