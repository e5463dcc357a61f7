import { codeFor, isCodeFor, type Yes } from "../chat/dingtalk/code.ts";
import type { Word } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import type { VerbNeeds } from "../console/verb.ts";
import { OpError } from "../errors.ts";
import type { Answer } from "./word-answer.ts";
import type { Whisper } from "./word-needs.ts";

/** What a code is asked for: what it is good for, in words, and the sentence that carries it. */
type Coded = {
  readonly yes: Yes;
  readonly instanceId: string;
  readonly about: string;
  readonly sentence: (code?: string) => string;
};

/**
 * Has something done by a code that only the person's own chat is told: the platform's signature covers no body, so the name
 * in a body is worth no decision. A word without a code has one sent, and nothing is done. It counts by when it was said.
 */
export async function byCode(
  { wish, askedAtMs }: Word,
  { yes, instanceId, about, sentence }: Coded,
  { fingerprintKeys, nowMs }: Pick<VerbNeeds, "fingerprintKeys" | "nowMs">,
  whisper: Whisper,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const { language, code } = wish;
  if (code !== undefined) {
    if (isCodeFor(fingerprintKeys, yes, code, askedAtMs)) return act();
    throw wrongCode(sentence());
  }
  const [key] = fingerprintKeys;
  if (key === undefined) throw new Error("FINGERPRINT_KEYS has no key");
  await whisper(...chatWords.codeLetter(language, instanceId, about, sentence(codeFor(key, yes, nowMs()))));
  return { text: chatWords.codeSent(language, about, sentence(language === "zh" ? "<验证码>" : "<code>")) };
}

const wrongCode = (sentence: string) =>
  new OpError(
    "forbidden",
    "Forbidden.WrongCode",
    `That is not your code for this, or it is too old: it holds for 10 to 20 minutes. For a new one say: ${sentence}. Nothing was changed.`,
  );
