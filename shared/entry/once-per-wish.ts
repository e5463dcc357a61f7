import { defaultBounds } from "../bounds.ts";
import { sameForMs, wishOf } from "../chat/meant.ts";
import type { Meant, Word } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import { StoreUnknown } from "../ledger/store.ts";
import type { Answer } from "./word-answer.ts";
import type { WordNeeds } from "./word-needs.ts";

/** The run that took a wish is over by then, milliseconds: `answer` has 60 s (s.yaml), and two clocks may differ by 30. */
const surelyOverMs = 60_000 + defaultBounds.skewMs;
/**
 * Carries a wish out once, by the first word that says it. Another word of the same wish gets what the first one got. Where that
 * was refused, or came to no clear answer, whoever says it again asks for the first one's once more, by its key: a key of
 * its own could have it done twice. Which words are one is said by when they were spoken: a queue may bring one late.
 */
export async function oncePerWish(
  key: string,
  word: Word,
  { words, nowMs }: WordNeeds,
  carryOut: (key: string) => Promise<{ readonly text: string; readonly status: number }>,
): Promise<Answer> {
  const wish = wishOf(word);
  const atMs = nowMs();
  const taken = await words.take(wish, { key, atMs }, word.askedAtMs - sameForMs);
  const first: Meant = (taken === "applied" ? undefined : await words.readMeant(wish)) ?? {
    key,
    atMs,
    isOver: false,
  };
  const { language } = word.wish;
  if (first.answer !== undefined)
    return { text: first.key === key ? first.answer : chatWords.saidBefore(language, first.atMs, atMs, first.answer) };
  if (first.key !== key && !first.isOver && first.atMs + surelyOverMs > atMs)
    return { text: chatWords.underWay(language, first.atMs, atMs) };
  const { text, status } = await carryOut(first.key);
  await kept(status < 300 ? words.keepAnswer(wish, first.key, text) : words.keepOver(wish, first.key));
  return { text };
}

/** What was done is told, whether the store has kept that or not: the same once more finds the operation that it was. */
const kept = (written: Promise<unknown>) =>
  written.catch((error: unknown) => {
    if (!(error instanceof StoreUnknown)) throw error;
  });
