import type { Language } from "../../notices/languages.ts";
import type { Wish } from "../wish.ts";
import { bind } from "./bind.ts";
import type { Fault } from "./fault.ts";
import { unknownVerb } from "./faults.ts";
import { fold } from "./fold.ts";
import { helpOn, helpText } from "./help.ts";
import { burnt, holdsPassword } from "./password.ts";
import { split, type Word } from "./split.ts";
import type { ChatVerb } from "./verb.ts";
import { verbIn } from "./verbs.ts";

/** What a sentence comes to: a wish to carry on, or what to answer at once. */
export type Parsed =
  | { readonly kind: "wish"; readonly wish: Wish }
  | { readonly kind: "answer"; readonly text: string };

/** Reads what was said to the robot; pure, and total: any text is a wish or has an answer. */
export function parse(text: string): Parsed {
  if (holdsPassword(text)) return told(burnt, languageOf(text));
  const folded = fold(text);
  if ("fault" in folded) return told(folded, languageOf(text));
  const words = split(folded.text);
  if ("fault" in words) return told(words, languageOf(folded.text));
  return sentenceOf(withoutRoot(words));
}

const told = ({ fault }: Fault, language: Language): Parsed => ({ kind: "answer", text: fault[language] });

/** A sentence with a Chinese character is answered in Chinese. */
const languageOf = (text: string): Language => (/\p{Script=Han}/u.test(text.normalize("NFKC")) ? "zh" : "en");

/** Without whom it is said to: a mention, and `ops`, or the name of the command as notices have it. */
function withoutRoot(words: readonly Word[]): readonly Word[] {
  const from = words.findIndex(({ text, isQuoted }) => isQuoted || !text.startsWith("@"));
  const rest = from < 0 ? [] : words.slice(from);
  return /^\/?(ops|redeploy-once)$/i.test(rest[0]?.text ?? "") ? rest.slice(1) : rest;
}

function sentenceOf(words: readonly Word[]): Parsed {
  const language = languageOf(words.map(({ text }) => text).join(" "));
  const [first] = words;
  if (first === undefined) return { kind: "answer", text: helpText(language) };
  const found = verbIn(words);
  if (found === undefined) return told(unknownVerb(first.text), language);
  const { to } = found.verb;
  if ("chat" in to && to.chat === "help") return helpFor(found.rest, language);
  return wishOf({ ...found.verb, to }, found.rest, language);
}

function helpFor(words: readonly Word[], language: Language): Parsed {
  if (words.length === 0) return { kind: "answer", text: helpText(language) };
  const found = verbIn(words);
  if (found !== undefined) return { kind: "answer", text: helpOn(found.verb, language) };
  return told(unknownVerb(words.map(({ text }) => text).join(" ")), language);
}

type Doing = ChatVerb & { readonly to: Wish["to"] };

function wishOf(verb: Doing, words: readonly Word[], language: Language): Parsed {
  const bound = bind(verb, words);
  if ("fault" in bound) return told(bound, language);
  const { args, machine, code, again } = bound;
  const said = { ...(machine !== undefined && { machine }), ...(code !== undefined && { code }) };
  return { kind: "wish", wish: { verb: verb.names[language][0], language, to: verb.to, args, ...said, again } };
}
