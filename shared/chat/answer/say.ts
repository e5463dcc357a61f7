import { type Language, languages } from "../../notices/languages.ts";
import { wordsOf } from "../../notices/words.ts";
import { escaped } from "../escaped.ts";
import { stateWords } from "./states.ts";

/** How facts are said in one language, for somebody who reads at one moment in one zone. */
export type Say = {
  readonly language: Language;
  /** A text that others chose. */
  readonly text: (text: string, most?: number) => string;
  /** `01:40 (22 min ago)`; the time is ISO 8601 in UTC. */
  readonly when: (iso: string) => string;
  /** `01:40:12`, of another day `Thu 09:00`. */
  readonly clock: (iso: string) => string;
  /** What is done to a machine: `redeploy`. */
  readonly deed: (operation: string) => string;
  readonly state: (standing: { readonly State: string; readonly For?: string | undefined }) => string;
  /** `local disks`. */
  readonly loss: (loss: string) => string;
  /** `lin, wei`. */
  readonly people: (names: readonly string[]) => string;
};

type Reading = { readonly language: Language; readonly timeZone: string; readonly nowMs: number };

export function createSay({ language, timeZone, nowMs }: Reading): Say {
  const words = wordsOf(language, known(timeZone), nowMs);
  const { deeds, losses } = languages[language];
  return {
    language,
    text: escaped,
    when: (iso) => words.at(Date.parse(iso)),
    clock: (iso) => words.second(Date.parse(iso)),
    deed: (operation) => escaped(own(deeds, operation) ?? operation),
    state: (standing) => stateWords(standing, language),
    loss: (loss) => escaped(own(losses, loss) ?? loss),
    people: (names) => names.map((name) => escaped(name, 64)).join(language === "en" ? ", " : "、"),
  };
}

const own = (words: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(words, name) ? words[name] : undefined;

/** A zone that this runtime does not know must not cost the answer. */
function known(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
