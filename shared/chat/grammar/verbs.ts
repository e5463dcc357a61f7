import type { Word } from "./split.ts";
import type { ChatVerb } from "./verb.ts";
import { verbsAct } from "./verbs-act.ts";
import { verbsDecide } from "./verbs-decide.ts";
import { verbsLook } from "./verbs-look.ts";
import { verbsStop } from "./verbs-stop.ts";

/** Every verb that can be said by chat. */
export const chatVerbs: readonly ChatVerb[] = [...verbsLook, ...verbsDecide, ...verbsAct, ...verbsStop];

export const namesOf = ({ names }: Pick<ChatVerb, "names">): readonly string[] => [...names.en, ...names.zh];

/** Every name of a verb; none is two verbs'. */
export const verbNames: readonly string[] = chatVerbs.flatMap(namesOf);

const byName = new Map(chatVerbs.flatMap((verb) => namesOf(verb).map((name) => [name, verb] as const)));

/** The verb of this name, in whichever language; phones begin a sentence with a capital. */
export const verbNamed = (name: string): ChatVerb | undefined => byName.get(name.toLowerCase());

/** The verb at the beginning, of two words or one, and what follows it. */
export function verbIn(
  words: readonly Word[],
): { readonly verb: ChatVerb; readonly rest: readonly Word[] } | undefined {
  for (const count of [2, 1]) {
    const head = words.slice(0, count);
    if (head.length < count || head.some(({ isQuoted }) => isQuoted)) continue;
    const verb = verbNamed(head.map(({ text }) => text).join(" "));
    if (verb !== undefined) return { verb, rest: words.slice(count) };
  }
  return undefined;
}
