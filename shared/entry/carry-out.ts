import * as z from "zod";
import { chatVerbs } from "../chat/grammar/verbs.ts";
import type { Word } from "../chat/word-store.ts";
import { maySay, type Verb, type VerbNeeds } from "../console/verb.ts";
import { verbs } from "../console/verbs.ts";
import { OpError } from "../errors.ts";
import { fileNameOf } from "../function-name.ts";
import { callLifeMs } from "../ledger/new-operation.ts";
import { StoreUnknown } from "../ledger/store.ts";
import type { Somebody } from "../policy/who-is.ts";
import { approveByWord } from "./approve-by-word.ts";
import { resolveByWord } from "./resolve-by-word.ts";
import { translated } from "./translated.ts";
import type { Answer } from "./word-answer.ts";
import { sayAgain, type WordNeeds } from "./word-needs.ts";

/** Has the function of an operation, or a verb of the console, carry it out. */
export async function carryOut(key: string, word: Word, asker: Somebody, needs: WordNeeds): Promise<Answer> {
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
  if (verb.name === "resolve") return resolveByWord(word, given, needs, whisper);
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
