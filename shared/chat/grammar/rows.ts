import { usageOf } from "./usage.ts";
import { chatVerbs } from "./verbs.ts";

/** The verbs for the guide: how each is said in both languages, and which verb or operation it is. The first row is the head. */
export const grammarRows = (): readonly (readonly string[])[] => [
  ["said", "中文", "is", "changes something", "for"],
  ...chatVerbs.map((verb) => [
    `\`${usageOf(verb, "en")}\``,
    verb.names.zh.join("、"),
    "chat" in verb.to ? "" : `\`${"verb" in verb.to ? verb.to.verb : verb.to.operation}\``,
    verb.changes ? "yes" : "no",
    verb.about.en,
  ]),
];
