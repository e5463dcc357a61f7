import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import { answerText } from "../chat/answer/answer-text.ts";
import { chatVerbs } from "../chat/grammar/verbs.ts";
import { machinesNamed } from "../chat/machine-named.ts";
import { sameForMs, wishOf } from "../chat/meant.ts";
import type { Meant, Word, WordStore } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import { maySay, type Verb, type VerbNeeds } from "../console/verb.ts";
import { verbs } from "../console/verbs.ts";
import { askerOf } from "../control/asker.ts";
import { ControlUnreadable } from "../control/control.ts";
import { OpError, type Unsure } from "../errors.ts";
import { fileNameOf } from "../function-name.ts";
import { callLifeMs } from "../ledger/new-operation.ts";
import { StoreUnknown } from "../ledger/store.ts";
import type { Somebody } from "../policy/who-is.ts";
import { chatPrincipal } from "../principal.ts";
import { fromBoth } from "../rehearsal/from-both.ts";
import { approveByWord } from "./approve-by-word.ts";
import { translated } from "./translated.ts";
import type { Answer } from "./word-answer.ts";

export type WordNeeds = Omit<VerbNeeds, "asker" | "signedAs"> & {
  readonly words: WordStore;
  /** Invokes an operation's function with the key of the word, and waits. Throws `OpError` if it does not answer. */
  readonly operate: (file: string, payload: object) => Promise<unknown>;
  /** Writes to a person's own chat. */
  readonly whisper: (title: string, text: string) => Promise<void>;
  /** Notes why somebody is told that it was not done. */
  readonly note: (refusal: OpError) => void;
};

/** The run that took a wish is over by then, milliseconds: `answer` has 60 s (s.yaml), and two clocks may differ by 30. */
const surelyOverMs = 60_000 + defaultBounds.skewMs;
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
    if (asker === undefined) return { text: chatWords.unmapped(language, word.person) };
    if ("chat" in wish.to) return { status: 200, body: { Person: word.person, Name: asker.name, Roles: asker.roles } };
    const aimed = await withMachine(word, needs);
    if ("text" in aimed) return aimed;
    if (!changes(wish.to)) return carriedOut(key, aimed, asker, needs);
    return once(key, aimed, needs, async (of) => {
      const came = await answered(() => carriedOut(of, aimed, asker, needs));
      return { text: said(came), status: "text" in came ? 200 : came.status };
    });
  });
  return said(answer);
}

/** Neither what is refused nor what is lost is done twice, or called undone. */
const sayAgain: Unsure = {
  unreachable: "Say the same again in a minute: it is done once all the same.",
  internal: "Say the same again in a minute: it is done once all the same.",
};

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
): Promise<Answer> {
  const wish = wishOf(word);
  const atMs = nowMs();
  const taken = await words.take(wish, { key, atMs }, atMs - sameForMs);
  const first: Meant = (taken === "applied" ? undefined : await words.readMeant(wish)) ?? { key, atMs };
  const { language } = word.wish;
  if (first.answer !== undefined)
    return { text: first.key === key ? first.answer : chatWords.saidBefore(language, first.atMs, atMs, first.answer) };
  if (first.key !== key && first.atMs + surelyOverMs > atMs)
    return { text: chatWords.underWay(language, first.atMs, atMs) };
  const { text, status } = await carryOut(first.key);
  if (status < 300) await kept(words.keepAnswer(wish, { ...first, answer: text }));
  else if (cameToNothing.includes(status)) await kept(words.letGo(wish, first.key));
  return { text };
}

/** What was done is told, whether the store has kept that or not: the same once more finds the operation that it was. */
const kept = (written: Promise<unknown>) =>
  written.catch((error: unknown) => {
    if (!(error instanceof StoreUnknown)) throw error;
  });

/** Refusals after which nothing was done. Not 409: the same word may be at work in another invocation. */
const cameToNothing: readonly number[] = [400, 401, 403, 404, 405, 413, 415, 429];

/** Has the function of an operation, or a verb of the console, carry it out. */
async function carriedOut(key: string, word: Word, asker: Somebody, needs: WordNeeds): Promise<Answer> {
  const { to } = word.wish;
  if ("operation" in to) {
    const { statusCode, body } = await operated(to.operation, key, needs);
    return { status: statusCode, body: JSON.parse(body) };
  }
  const verb = "verb" in to && isOfChat(to.verb) ? verbs.find(({ name }) => name === to.verb) : undefined;
  if (verb === undefined) throw new Error("a word has a verb that the grammar has not");
  if (!maySay(verb, asker.roles)) throw lacking(verb.role ?? "viewer", asker);
  return saidTo(verb, word, { ...needs, asker, signedAs: word.person, saidAtMs: word.askedAtMs }, needs).catch(
    (error: unknown) => {
      throw error instanceof StoreUnknown ? translated(error, verb.unsure) : error;
    },
  );
}

async function saidTo(verb: Verb, word: Word, needs: VerbNeeds, { whisper }: WordNeeds): Promise<Answer> {
  const { args, machine } = word.wish;
  if (verb.role !== undefined && word.askedAtMs + callLifeMs <= needs.nowMs()) throw tooLate(word.askedAtMs);
  const given = { ...args, ...(machine && { InstanceId: machine.value }) };
  if (verb.name === "approve") return approveByWord(word, given, needs, whisper);
  return { status: 200, body: await verb.read(given).answer(needs) };
}

/** Has the operation's function answer. What it was doing when it did not is on the record, and nowhere else. */
async function operated(operation: string, key: string, { operate }: WordNeeds) {
  try {
    return replySchema.parse(await operate(fileNameOf(operation), { operation, word: key }));
  } catch (cause) {
    throw new OpError(
      "unavailable",
      "ServiceUnavailable",
      `The function of ${operation} has not answered. It may have begun: look at the machine by instance. ${sayAgain.internal}`,
      { cause },
    );
  }
}

/** A word that lay in a queue for too long is nobody's wish any more (RULES S1). */
const tooLate = (saidAtMs: number) =>
  new OpError(
    "conflict",
    "OperationExpired",
    `This was said at ${new Date(saidAtMs).toISOString()}, and a word counts for 15 minutes. It was not carried out now; say it again if you still mean it.`,
  );

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
