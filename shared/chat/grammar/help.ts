import type { Language } from "../../notices/languages.ts";
import { shownAs, usageOf } from "./usage.ts";
import { type ChatVerb, groups } from "./verb.ts";
import { chatVerbs, namesOf } from "./verbs.ts";

const texts = {
  en: {
    head: "What can be said here:",
    one: "One verb: help approve",
    other: (verb: ChatVerb) => `Example: help ${verb.names.en[0]}`,
    example: "Example",
    names: "Also",
    between: ": ",
  },
  zh: {
    head: "这里可以说：",
    one: "查看用法：帮助 批准",
    other: (verb: ChatVerb) => `例如：帮助 ${verb.names.zh[0]}`,
    example: "例如",
    names: "也可以说",
    between: "：",
  },
} as const;

/** All verbs, on one screen of a phone. */
export function helpText(language: Language): string {
  const { head, one, between } = texts[language];
  const lines = Object.entries(groups).map(([group, title]) => {
    const names = chatVerbs.filter((verb) => verb.group === group).map(({ names: known }) => known[language][0]);
    return `**${title[language]}**${between}${names.join(" · ")}`;
  });
  return [head, ...lines, one].join(lineEnd);
}

/** One verb: how it is said, what that does, and an example to copy. */
export function helpOn(verb: ChatVerb, language: Language): string {
  const { example, names, between } = texts[language];
  const others = namesOf(verb).filter((name) => name !== verb.names[language][0]);
  return [
    `**${verb.names[language][0]}**${between}${verb.about[language]}`,
    usageOf(verb, language),
    ...verb.takes.map((taken) => `- ${shownAs(taken, language)}${between}${taken.about[language]}`),
    `${example}${between}${verb.example[language]}`,
    `${names}${between}${others.join(" · ")}`,
  ].join(lineEnd);
}

/** A line ends in Markdown by two blanks and a line break. Source: CommonMark 0.31, "Hard line breaks". */
const lineEnd = "  \n";
