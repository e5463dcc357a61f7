import type { Language } from "../../notices/languages.ts";
import type { ChatVerb, Taken } from "./verb.ts";

/** `--reason "WHY"`, or the word of what has a place. */
export function shownAs({ form, option }: Taken, language: Language): string {
  const word = form.word[language];
  return option === undefined ? word : [`--${option[language][0]}`, word].filter((part) => part !== "").join(" ");
}

/** `approve OPERATION [CODE] --reason "WHY"`: what may be left out stands in brackets. */
export const usageOf = ({ names, takes }: ChatVerb, language: Language): string =>
  [
    names[language][0],
    ...takes.map((taken) => (taken.isNeeded ? shownAs(taken, language) : `[${shownAs(taken, language)}]`)),
  ].join(" ");
