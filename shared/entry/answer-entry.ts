import * as z from "zod";
import type { Word } from "../chat/word-store.ts";
import { chatWords } from "../chat/words.ts";
import type { AnswerConfig } from "../config.ts";
import { isRead } from "../control/is-read.ts";
import { OpError } from "../errors.ts";
import { functionNameOf } from "../function-name.ts";
import { parseJson } from "../json.ts";
import { madeUp } from "../made-up.ts";
import { parsed } from "../parameter.ts";
import type { AnswerDeps } from "./answer-deps.ts";
import { answerWord } from "./answer-word.ts";
import type { FcHandler } from "./operation-entry.ts";
import { translated } from "./translated.ts";
import type { WordNeeds } from "./word-needs.ts";

/** What is asked: the key of a stored word, by chatops; or a probe, by doctor. Nothing else reaches this function. */
const payloadSchema = z.union([
  z.strictObject({ verb: z.literal("answer"), Word: z.string().regex(/^[0-9a-f]{32}$/, "must be the key of a word") }),
  z.strictObject({ verb: z.literal("probe") }),
]);

/** So long the function of an operation may take, milliseconds: its own time is longer, and what it does goes on. */
const operatesForMs = 25_000;

type Settings = Pick<AnswerConfig, "stack" | "dateWindowMs" | "hookNames" | "dingtalk">;

/**
 * The handler of the function answer: it does what a stored word asks for and says what came of it, where it was said. It
 * throws if nobody could be told, and the queue brings the word again: what it asks for is done once all the same.
 */
export function createAnswerHandler(
  deps: AnswerDeps,
  { stack, dingtalk, dateWindowMs, hookNames }: Settings,
): FcHandler {
  const corp = dingtalk?.corp;
  return async (raw, { requestId, credentials }) => {
    const log = { operation: "answer", requestId };
    const payload = parsed(payloadSchema, parseJson(raw, "InvalidParameter.Event", "The event"));
    const { words, asker, ...ports } = deps.connect(credentials);
    const verbNeeds = { ...deps, ...ports, dateWindowMs, hookNames };
    if (payload.verb === "probe") return probeAnswer({ ...verbNeeds, words }, deps, corp);
    try {
      const word = await words.readWord(payload.Word);
      if (word === undefined) throw unknownWord(payload.Word);
      const { verb, machine, args } = word.wish;
      const about = { actor: word.person, door: "chat", target: machine?.value, reason: textIn(args["Reason"]) };
      deps.log({ ...log, ...about, level: "info", step: verb });
      const needs: WordNeeds = {
        ...verbNeeds,
        words,
        operate: (file, body) => asker.ask(functionNameOf(stack, file), body, operatesForMs),
        note: ({ code, message }) => deps.log({ ...log, level: "warn", step: "refuse", code, message }),
        whisper: (title, text) => robotOf(deps).whisper(userOf(word), title, text),
      };
      const text = await answerWord(payload.Word, word, needs);
      await tell(deps, word, text);
      return { RequestId: requestId, State: "Answered" };
    } catch (thrown) {
      const error = thrown instanceof OpError ? thrown : translated(thrown, unsure);
      deps.log({ ...log, level: "error", step: "answer", code: error.code, message: error.message });
      throw error;
    }
  };
}

/** Tries what it reads, of a machine that is nowhere. What it writes, and what it has run, is tried by nobody. */
async function probeAnswer(
  needs: Omit<WordNeeds, "operate" | "whisper" | "note">,
  { robot }: AnswerDeps,
  corp?: string,
) {
  const { store, steering, runs, fleets, words, nowMs, dateWindowMs } = needs;
  const { probe } = await import("../probe.ts");
  const said = await probe(needs, {
    "the ledger's instances": () => store.readInstance(madeUp.instanceId),
    "the open rows": () => store.listOpen(undefined, 1),
    "the control row": () => isRead(steering),
    "the last run of reconcile": () => runs.readRun(),
    "what was said by chat": () => words.readWord(madeUp.token),
    "machines of ECS": () => fleets.ecs.readMachines([madeUp.instanceId], nowMs() + listsForMs),
    ...(robot !== undefined && { "an access token of DingTalk": robot.check }),
  });
  return { ...said, DateWindowMs: dateWindowMs, ...(corp !== undefined && { Corp: corp }) };
}

/** A list of one machine that is nowhere, milliseconds. */
const listsForMs = 10_000;

const unsure = { unreachable: "It is tried again.", internal: "It is tried again." };
const textIn = (value: unknown) => (typeof value === "string" ? value : undefined);

/** Where it was said: on the card, in the conversation, or in the person's own chat if that is not possible any more. */
async function tell(deps: AnswerDeps, word: Word, text: string): Promise<void> {
  const { wish, answerTo, card } = word;
  const title = chatWords.title(wish.language, wish.verb);
  const robot = robotOf(deps);
  if (card !== undefined && (await robot.changeCard(card, { state: text }))) return;
  if (answerTo === undefined || answerTo.untilMs <= deps.nowMs()) return robot.whisper(userOf(word), title, text);
  await robot.answer(answerTo.url, title, text, userOf(word));
}

/** `dingtalk:ding0corp/0123` → `0123`. */
const userOf = ({ person }: Word) => person.slice(person.indexOf("/") + 1);

function robotOf({ robot }: AnswerDeps) {
  if (robot !== undefined) return robot;
  throw new OpError("unavailable", "DingtalkUnset", "The setting DINGTALK has no bot: nobody can be answered.");
}

const unknownWord = (key: string) => new OpError("refused", "InvalidWord.NotFound", `No word ${key} is stored.`);
