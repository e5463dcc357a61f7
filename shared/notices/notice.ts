import * as z from "zod";
import { type Facts, factsSchema } from "../control/notice-facts.ts";
import { type KindName, kindNames, kinds } from "./kinds.ts";
import { type Language, languages } from "./languages.ts";
import { wordsOf } from "./words.ts";

const texts = z.strictObject(
  // its keys are those of the languages
  Object.fromEntries(Object.keys(languages).map((language) => [language, z.string()])) as Record<Language, z.ZodString>,
);

/** The body of a notice, as a channel gets it. */
export const noticeSchema = z.strictObject({
  /** The same in each try: who has it already may drop it. */
  id: z.string(),
  kind: z.enum(kindNames),
  /** True iff it needs a person. */
  urgent: z.boolean(),
  /** What a locked phone shows. */
  firstLine: texts,
  /** The whole text; its first line is the first line. */
  text: texts,
  facts: factsSchema,
});

export type Notice = z.output<typeof noticeSchema>;

/** One thing that people are to hear. `about` names what it is about, for the log. */
export type Message = {
  readonly id: string;
  readonly kind: KindName;
  readonly about: string;
  readonly facts: Facts;
};

/** The texts of a kind in one language, line by line. A reminder says that it is one. */
export function linesOf(kind: KindName, facts: Facts, language: Language, timeZone: string, nowMs: number) {
  const [first, ...rest] = kinds[kind][language](facts, wordsOf(language, timeZone, nowMs));
  const again = { en: "Again", zh: "再次提醒" }[language];
  const said = facts.reminder === undefined ? first : `${again} (${facts.reminder}): ${first}`;
  return [said, ...rest.filter((line) => line !== undefined)].map(oneLine);
}

/** What other people wrote may not make lines of its own, nor a text that does not end. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Bidi_C}]+/gu, " ").slice(0, 600);

/** The body of a message, for people who live by `timeZone`. */
export function noticeOf({ id, kind, facts }: Message, timeZone: string, nowMs: number): Notice {
  const lines = { en: linesOf(kind, facts, "en", timeZone, nowMs), zh: linesOf(kind, facts, "zh", timeZone, nowMs) };
  return {
    ...{ id, kind, urgent: kinds[kind].urgent, facts },
    firstLine: { en: lines.en[0] ?? "", zh: lines.zh[0] ?? "" },
    text: { en: lines.en.join("\n"), zh: lines.zh.join("\n") },
  };
}
