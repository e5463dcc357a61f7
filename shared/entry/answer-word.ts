import * as z from "zod";
import { answerText } from "../chat/answer/answer-text.ts";
import { chatVerbs } from "../chat/grammar/verbs.ts";
import { machinesNamed } from "../chat/machine-named.ts";
import { sameForMs, wishOf } from "../chat/meant.ts";
import type { Meant, Word, WordStore } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import { maySay, type VerbNeeds } from "../console/verb.ts";
import { verbs } from "../console/verbs.ts";
import { askerOf } from "../control/asker.ts";
import { OpError } from "../errors.ts";
import { fileNameOf } from "../function-name.ts";
import type { Somebody } from "../policy/who-is.ts";
import { chatPrincipal } from "../principal.ts";
import { approveByWord, denyByWord } from "./approve-by-word.ts";

/** What comes back: as over HTTP, or a text that is of chat alone. */
export type Answer = { readonly status: number; readonly body: object } | { readonly text: string };

export type WordNeeds = Omit<VerbNeeds, "asker" | "signedAs"> & {
  readonly words: WordStore;
  /** Invokes an operation's function with the key of the word, and waits. Throws `OpError` if it does not answer. */
  readonly operate: (file: string, payload: object) => Promise<unknown>;
  /** Writes to a person's own chat. */
  readonly whisper: (title: string, text: string) => Promise<void>;
};

/** Another run of the same word is over by then: `console` has 30 s, and a queue brings it again later. */
const surelyOverMs = 60_000;
/** So long the machines are listed for a name, milliseconds (invented). */
const listsForMs = 10_000;

/** Does what a stored word asks for, at most once, and returns the text that answers it. */
export async function answerWord(key: string, word: Word, needs: WordNeeds): Promise<string> {
  const { wish, person } = word;
  const { language } = wish;
  const steering = await needs.steering();
  const asker = askerOf(chatPrincipal(person), steering);
  const said = (answer: Answer) =>
    "text" in answer
      ? answer.text
      : answerText({ wish, language, timeZone: steering.timeZone, nowMs: needs.nowMs(), ...answer });
  if (asker === undefined) return chatWords.unmapped(language, person);
  if ("chat" in wish.to) return said({ status: 200, body: { Person: person, Name: asker.name, Roles: asker.roles } });
  try {
    const aimed = await withMachine(word, needs);
    if ("text" in aimed) return aimed.text;
    if (!changes(wish.to)) return said(await tried(() => carriedOut(key, aimed, asker, needs)));
    return await once(key, aimed, needs, async (of) => {
      const answer = await tried(() => carriedOut(of, aimed, asker, needs));
      return { text: said(answer), status: "text" in answer ? 200 : answer.status };
    });
  } catch (error) {
    if (!(error instanceof OpError)) throw error;
    return said(refusalOf(error));
  }
}

const tried = (answering: () => Promise<Answer>) =>
  answering().catch((error: unknown) => {
    if (error instanceof OpError) return refusalOf(error);
    throw error;
  });

const refusalOf = ({ status, code, message }: OpError) => ({ status, body: { Code: code, Message: message } });

/** True iff it may change something: every operation, and every verb that takes more than the role to read. */
const changes = (to: Word["wish"]["to"]) =>
  "operation" in to || ("verb" in to && verbs.find(({ name }) => name === to.verb)?.role !== undefined);

/** The word with its machine by its id. One that was named otherwise is shown, and nothing is done for it that changes anything. */
async function withMachine(word: Word, { fleets, nowMs }: WordNeeds): Promise<Word | { readonly text: string }> {
  const { wish } = word;
  const { machine, language } = wish;
  if (machine === undefined || machine.by === "id") return word;
  const found = machinesNamed(await fleets.ecs.listMachines(nowMs() + listsForMs), machine);
  const [only] = found;
  if (only === undefined || found.length > 1 || changes(wish.to))
    return { text: chatWords.whichMachine(language, machine.value, found, wish) };
  return { ...word, wish: { ...wish, machine: { by: "id", value: only.instanceId } } };
}

/**
 * Carries a wish out once, by the first word that says it. Another word of the same wish gets what the first one got. One that
 * was refused with nothing done is given back. What came to no clear answer is not: whoever says it again asks for the
 * first one's once more, by its key.
 */
async function once(
  key: string,
  word: Word,
  { words, nowMs }: WordNeeds,
  carryOut: (key: string) => Promise<{ readonly text: string; readonly status: number }>,
): Promise<string> {
  const wish = wishOf(word, key);
  const atMs = nowMs();
  const taken = await words.take(wish, { key, atMs }, atMs - sameForMs);
  const first: Meant = (taken === "applied" ? undefined : await words.readMeant(wish)) ?? { key, atMs };
  const { language } = word.wish;
  if (first.answer !== undefined)
    return first.key === key ? first.answer : chatWords.saidBefore(language, first.atMs, atMs, first.answer);
  if (first.key !== key && first.atMs + surelyOverMs > atMs) return chatWords.underWay(language, first.atMs, atMs);
  const { text, status } = await carryOut(first.key);
  if (status < 300) await words.keepAnswer(wish, { ...first, answer: text });
  else if (cameToNothing.includes(status)) await words.letGo(wish, first.key);
  return text;
}

/** Refusals after which nothing was done. Not 409: the same word may be at work in another invocation. */
const cameToNothing: readonly number[] = [400, 401, 403, 404, 405, 413, 415, 429];

/** Has the function of an operation, or a verb of the console, carry it out. */
async function carriedOut(key: string, word: Word, asker: Somebody, needs: WordNeeds): Promise<Answer> {
  const { wish, person } = word;
  const { to, args, machine } = wish;
  if ("operation" in to) {
    const said = await needs.operate(fileNameOf(to.operation), { operation: to.operation, word: key });
    const { statusCode, body } = replySchema.parse(said);
    return { status: statusCode, body: JSON.parse(body) };
  }
  const verb = "verb" in to && isOfChat(to.verb) ? verbs.find(({ name }) => name === to.verb) : undefined;
  if (verb === undefined) throw new Error("a word has a verb that the grammar has not");
  if (!maySay(verb, asker.roles)) throw lacking(verb.role ?? "viewer", asker);
  const verbNeeds = { ...needs, asker, signedAs: person };
  const given = { ...args, ...(machine && { InstanceId: machine.value }) };
  if (verb.name === "deny") return denyByWord(given, verbNeeds);
  if (verb.name === "approve") return approveByWord(word, given, verbNeeds, needs.whisper);
  return { status: 200, body: await verb.read(given).answer(verbNeeds) };
}

/** What the grammar does not know is not for chat, whoever has written the word. */
const isOfChat = (verb: string) => chatVerbs.some(({ to }) => "verb" in to && to.verb === verb);

const lacking = (role: string, { name, roles }: Somebody) =>
  new OpError(
    "forbidden",
    "Forbidden.Role",
    `${name} has ${roles.join(", ")}, and not the role ${role}. Nothing was changed.`,
  );

/** What the function of an operation answers to a word: as over HTTP. */
const replySchema = z.object({ statusCode: z.int(), body: z.string() });
