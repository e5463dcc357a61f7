import type { Word } from "../chat/word-store.ts";
import { chatWords, type Question } from "../chat/words.ts";
import { operationIdSchema } from "../command.ts";
import { approve } from "../console/approve.ts";
import type { VerbNeeds } from "../console/verb.ts";
import { rowFor } from "../console/word.ts";
import { type Ask, idOfAsk } from "../ledger/ask.ts";
import type { InstanceRow } from "../ledger/row.ts";
import { parsed } from "../parameter.ts";
import { byCode } from "./by-code.ts";
import type { Answer } from "./word-answer.ts";
import type { Whisper } from "./word-needs.ts";

type Given = Readonly<Record<string, unknown>>;

/**
 * A yes by chat. It is a yes to one question, which is shown first, and it takes a code that only the person's own chat is
 * told: the platform's signature covers no body, so the name in a body is worth no yes.
 */
export async function approveByWord(word: Word, given: Given, needs: VerbNeeds, whisper: Whisper): Promise<Answer> {
  const { wish, person } = word;
  const { question, ask } = await questionFor(given, needs);
  const yes = (named: string): Promise<Answer> => approved({ ...given, Ask: named }, question, needs);
  // What is not asked any more is told by the verb itself, which knows who decided it. It may be asked again by then.
  if (ask === undefined || (given["Ask"] ?? question.ask) !== question.ask) return yes(noAsk);
  const coded = {
    yes: { operationId: question.operationId, ask: question.ask, person },
    instanceId: question.instanceId,
    about: chatWords.aboutQuestion(wish.language, question),
    sentence: (code?: string) => chatWords.approveBy(wish.language, question, code),
  };
  return byCode(word, coded, needs, whisper, () => yes(question.ask));
}

/** The question about an operation. `ask`: undefined if it was sent, or is over: no yes counts for it any more. */
async function questionFor(given: Given, needs: VerbNeeds): Promise<{ question: Question; ask: Ask | undefined }> {
  const operationId = parsed(operationIdSchema, given["OperationId"], "OperationId");
  const { instanceId, row } = await rowFor(needs, { OperationId: operationId });
  const { operation = "", ask } = row.waiting[operationId] ?? unsentOf(row, operationId) ?? {};
  const named = ask === undefined ? noAsk : idOfAsk(ask);
  return { question: { operationId, instanceId, operation, ask: named, losses: ask?.losses ?? [] }, ask };
}

/** While it is looked at once more a yes counts as well as while it waits. */
const unsentOf = ({ current }: InstanceRow, operationId: string) =>
  current?.operationId === operationId && ["Claimed", "Waiting"].includes(current.progress.state) ? current : undefined;

/** The id of no question. */
const noAsk = "0-000000000000";

const approved = async (given: Given, { instanceId }: Question, needs: VerbNeeds): Promise<Answer> => ({
  status: 200,
  body: await approve.read({ ...given, InstanceId: instanceId }).answer(needs),
});
