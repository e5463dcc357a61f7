import * as z from "zod";
import type { Word } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import { resolve } from "../console/resolve.ts";
import type { VerbNeeds } from "../console/verb.ts";
import { byCode } from "./by-code.ts";
import type { Answer } from "./word-answer.ts";
import type { Whisper } from "./word-needs.ts";

/** As the grammar has read it; the verb reads it again. */
const givenSchema = z.object({
  OperationId: z.string(),
  InstanceId: z.string(),
  Verdict: z.string(),
  LookedAt: z.string(),
});

/** A verdict by chat. It can have an event answered once more, so it takes a code like a yes: for this verdict on this operation. */
export async function resolveByWord(word: Word, given: object, needs: VerbNeeds, whisper: Whisper): Promise<Answer> {
  const { OperationId, InstanceId, Verdict, LookedAt } = givenSchema.parse(given);
  const { language } = word.wish;
  const coded = {
    yes: { operationId: OperationId, ask: `resolve ${Verdict}`, person: word.person },
    instanceId: InstanceId,
    about: chatWords.aboutVerdict(language, OperationId, InstanceId, Verdict),
    sentence: (code?: string) => chatWords.resolveBy(language, { OperationId, InstanceId, Verdict, LookedAt }, code),
  };
  return byCode(word, coded, needs, whisper, async () => ({
    status: 200,
    body: await resolve.read(given).answer(needs),
  }));
}
