import type { Language } from "../../notices/languages.ts";

/** A text in each language. */
export type InTwo = Readonly<Record<Language, string>>;

/** Why a sentence is not taken, in whichever language it is told. */
export type Fault = { readonly fault: InTwo };

/** What is wrong and what is allowed, and what to do next. Between them it says that nothing was changed. */
export const faultOf = (wrong: InTwo, next: InTwo): Fault => ({
  fault: {
    en: `${wrong.en} Nothing was changed. ${next.en}`,
    zh: `${wrong.zh}没有做任何改动。${next.zh}`,
  },
});
