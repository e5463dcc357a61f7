import { answerText } from "../chat/answer/answer-text.ts";
import { machinesNamed } from "../chat/machine-named.ts";
import { wishOf } from "../chat/meant.ts";
import type { Word } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import { verbs } from "../console/verbs.ts";
import { askerOf } from "../control/asker.ts";
import { ControlUnreadable } from "../control/control.ts";
import { OpError, type Unsure } from "../errors.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { chatPrincipal } from "../principal.ts";
import { fromBoth } from "../rehearsal/from-both.ts";
import { carryOut } from "./carry-out.ts";
import { oncePerWish } from "./once-per-wish.ts";
import { translated } from "./translated.ts";
import type { Answer } from "./word-answer.ts";
import { sayAgain, type WordNeeds } from "./word-needs.ts";

/** So long the machines are listed for a name, milliseconds (invented). */
const listsForMs = 10_000;

/**
 * Does what a stored word asks for, at most once, and returns the text that answers it. Whoever spoke hears of a store or a
 * policy that cannot be read: a queue that has given up tells nobody.
 */
export async function answerWord(key: string, word: Word, needs: WordNeeds): Promise<string> {
  const { wish } = word;
  const { language } = wish;
  let timeZone = "UTC";
  const said = (answer: Answer) =>
    "text" in answer ? answer.text : answerText({ wish, language, timeZone, nowMs: needs.nowMs(), ...answer });
  const answered = (answering: () => Promise<Answer>) =>
    answering().catch((error: unknown) => refusalOf(error, needs.note, sayAgain));
  const answer = await answered(async () => {
    const steering = await needs.steering();
    ({ timeZone } = steering);
    const asker = askerOf(chatPrincipal(word.person), steering);
    if (asker === undefined)
      return (await toldAgain(key, word, needs)) ?? { text: chatWords.unmapped(language, word.person) };
    if ("chat" in wish.to) return { status: 200, body: { Person: word.person, Name: asker.name, Roles: asker.roles } };
    const aimed = await withMachine(word, needs);
    if ("text" in aimed) return aimed;
    if (!changes(wish.to)) return carryOut(key, aimed, asker, needs);
    return oncePerWish(key, aimed, needs, async (of) => {
      const came = await answered(() => carryOut(of, aimed, asker, needs));
      return { text: said(came), status: "text" in came ? 200 : came.status };
    });
  });
  return said(answer);
}

/** What a word came to whose author the policy named when it was carried out: a queue may bring it again. */
async function toldAgain(key: string, word: Word, { words }: WordNeeds): Promise<Answer | undefined> {
  const done = changes(word.wish.to) ? await words.readMeant(wishOf(word)) : undefined;
  return done?.key === key && done.answer !== undefined ? { text: done.answer } : undefined;
}

/** What is told in place of an answer. A mistake of ours is thrown. */
function refusalOf(thrown: unknown, note: WordNeeds["note"], unsure: Unsure): Answer {
  if (!(thrown instanceof OpError || thrown instanceof StoreUnknown || thrown instanceof ControlUnreadable))
    throw thrown;
  const error = translated(thrown, unsure);
  note(error);
  return { status: error.status, body: { Code: error.code, Message: error.message } };
}

/** True iff it may change something: every operation, and every verb that takes more than the role to read. */
const changes = (to: Word["wish"]["to"]) =>
  "operation" in to || ("verb" in to && verbs.find(({ name }) => name === to.verb)?.role !== undefined);

/** The word with its machine by its id. One that was named otherwise is shown, and nothing is done for it that changes anything. */
async function withMachine(word: Word, { fleets, nowMs }: WordNeeds): Promise<Word | { readonly text: string }> {
  const { wish } = word;
  const { machine, language } = wish;
  if (machine === undefined || machine.by === "id") return word;
  const untilMs = nowMs() + listsForMs;
  const { all, warnings } = await fromBoth(fleets, (fleet) => fleet.listMachines(untilMs));
  const found = machinesNamed(all, machine);
  const [only] = found;
  if (only === undefined || found.length > 1 || changes(wish.to))
    return { text: [chatWords.whichMachine(language, machine.value, found, wish), ...warnings].join("\n\n") };
  return { ...word, wish: { ...wish, machine: { by: "id", value: only.instanceId } } };
}
