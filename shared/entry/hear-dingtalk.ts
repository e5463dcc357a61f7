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

/** What proves a delivery, once: the key of its pair of headers, 32 hex digits, and a hash of the body that came with it. */
type Proof = { readonly key: string; readonly bodyHash: string };

/** What became of a delivery. */
export type Heard =
  /** Nobody of ours has signed it. `why`: for the log. */
  | { readonly kind: "forged"; readonly why: string }
  /** It is signed, and means nothing here. */
  | { readonly kind: "refused"; readonly why: string; readonly proof: Proof }
  /** It is answered at once. */
  | { readonly kind: "answer"; readonly proof: Proof; readonly body: object; readonly bodyOf: BodyOf }
  | { readonly kind: "word"; readonly proof: Proof; readonly word: Word; readonly bodyOf: BodyOf };

/** A text as the platform takes it in an answer. */
type BodyOf = (text: string) => object;

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
  if (bot === undefined) return { kind: "forged", why: "unset" };
  if (request.method !== "POST") return { kind: "forged", why: "method" };
  return paths[own(request.path)]?.(request, bot, nowMs) ?? { kind: "forged", why: "path" };
}

function hearSaid({ headers, body }: HttpRequest, bot: DingtalkSettings, nowMs: number): Heard {
  const { forged } = verifyRobot(headers, bot.secrets, nowMs);
  if (forged !== undefined) return { kind: "forged", why: forged };
  const [timestamp = "", sign = ""] = [headers["timestamp"], headers["sign"]];
  const proof = proofOf(["robot", timestamp, sign], body);
  const bodyIn = (language: Language) => (text: string) => markdown(language, text);
  const told = (text: string) => ({ kind: "answer", proof, body: bodyIn("zh")(text), bodyOf: bodyIn("zh") }) as const;
  const read = readSaid(body, { corpId: bot.corp, robotCode: bot.robot });
  if ("unread" in read)
    return read.unread === "notText" ? told(chatWords.notText("zh")) : { kind: "refused", why: read.unread, proof };
  const { person, conversation, answerTo, text, sentAtMs } = read.said;
  const sentence = parse(text);
  if (sentence.kind === "answer") return told(sentence.text);
  const { wish } = sentence;
  const askedAtMs = askedAt(timestamp, sentAtMs, nowMs);
  const word = { person, conversation, ...(answerTo && { answerTo }), wish, askedAtMs };
  return { kind: "word", proof, word, bodyOf: bodyIn(wish.language) };
}

/** Cards are DingTalk's, and so is the language in which they answer. */
const ofCards: Language = "zh";

function hearClick({ headers, body }: HttpRequest, bot: DingtalkSettings, nowMs: number): Heard {
  const { forged } = verifyCard(headers, bot.cardSecrets ?? [], nowMs);
  if (forged !== undefined) return { kind: "forged", why: forged };
  const [timestamp = "", sign = ""] = [headers["x-ddpaas-signature-timestamp"], headers["x-ddpaas-signature"]];
  const proof = proofOf(["card", timestamp, sign], body);
  const read = readClick(body, { corpId: bot.corp });
  if ("unread" in read) return { kind: "refused", why: read.unread, proof };
  const { person, button: params } = read.click;
  const opened = openButton(buttonKeys(bot), params, nowMs);
  if ("broken" in opened)
    return opened.broken === "over"
      ? { kind: "answer", proof, body: stateOfCard(chatWords.over(ofCards)), bodyOf: stateOfCard }
      : { kind: "refused", why: opened.broken, proof };
  const { operationId, ask, act } = opened.button;
  const args = { OperationId: operationId, Ask: ask };
  const wish = { verb: act, language: ofCards, to: { verb: act }, args, again: false };
  const card = operationId; // as it was sealed: the body's own word for it is nobody's
  const word = { person, conversation: card, card, wish, askedAtMs: askedAt(timestamp, undefined, nowMs) };
  return { kind: "word", proof, word, bodyOf: stateOfCard };
}

/**
 * The signed time, so that a delivery that comes again moves nothing; never later than now. Where the message says that it is older, it is:
 * a platform may sign anew what it brings once more.
 */
const askedAt = (timestamp: string, sentAtMs: number | undefined, nowMs: number) =>
  Math.min(Number(timestamp), sentAtMs ?? nowMs, nowMs);

/**
 * The signature covers no body. So a pair of headers is good for one, whatever that comes to: its hash is a key that is
 * used up with the hash of the body.
 */
function proofOf(pair: readonly string[], body: Uint8Array): Proof {
  const hash = (of: string | Uint8Array) => createHash("sha256").update(of).digest("hex");
  return { key: hash(JSON.stringify(pair)).slice(0, 32), bodyHash: hash(body) };
}

const markdown = (language: Language, text: string) => ({
  msgtype: "markdown",
  markdown: { title: chatWords.title(language, ""), text },
});

const stateOfCard = (state: string) => ({
  cardUpdateOptions: { updateCardDataByKey: true },
  cardData: { cardParamMap: { state } },
});
