import { chatWords } from "../chat/words.ts";
import type { ChatopsConfig } from "../config.ts";
import type { HttpRequest } from "../decode.ts";
import { OpError } from "../errors.ts";
import { functionNameOf, taskIdOf } from "../function-name.ts";
import { StoreUnknown } from "../ledger/store.ts";
import type { LogFields } from "../log.ts";
import { probe } from "../probe.ts";
import { errorReply, type Reply, reply } from "../reply.ts";
import type { ChatopsDeps } from "./chatops-deps.ts";
import { type Heard, hearDingtalk, isDingtalk } from "./hear-dingtalk.ts";
import type { FcHandler } from "./operation-entry.ts";
import { arrived, failure, told } from "./told.ts";
import { translated } from "./translated.ts";

type Settings = Pick<ChatopsConfig, "stack" | "dingtalk">;

/**
 * The handler of the function chatops, which strangers reach: it believes what is proved, stores what was said and has
 * `answer` invoked. One write and one invocation; then the platform has its answer. Whoever is refused is not told why.
 */
export function createChatopsHandler(deps: ChatopsDeps, { stack, dingtalk }: Settings): FcHandler {
  return async (raw, { requestId, credentials }) => {
    const log: Say = (fields) => deps.log({ operation: "chatops", requestId, door: "chat", ...fields });
    const refusal = (thrown: unknown): Reply => {
      const error = translated(thrown, unsure);
      log({ level: "warn", step: "refuse", code: error.code, message: error.message });
      return errorReply(error, requestId);
    };
    const answerTo = async (request: HttpRequest): Promise<Reply> => {
      const heard = hearDingtalk(request, dingtalk, deps.nowMs());
      const became =
        heard.kind === "forged" ? heard : await passOn(heard, { ...deps.connect(credentials), stack, log });
      if (became.kind === "answer") return reply(200, became.body);
      log({ level: "warn", step: "refuse", code: became.why, address: request.address });
      return errorReply(hidden(), requestId);
    };
    const event = arrived(raw, { refusal });
    if ("statusCode" in event) return event;
    if (event.kind === "invoke" && event.payload["verb"] === "probe") return probe(deps, {});
    const needs = { principals: [], refusal };
    if (event.kind !== "http") throw failure(refusal(misplaced()), misplaced());
    return told(event, isDingtalk(event.path) ? answerTo(event) : Promise.reject(misplaced()), needs);
  };
}

type Say = (fields: Pick<LogFields, "level" | "step"> & Partial<LogFields>) => void;
type PassNeeds = ReturnType<ChatopsDeps["connect"]> & { readonly stack: string; readonly log: Say };

type Became =
  | { readonly kind: "answer"; readonly body: object }
  | { readonly kind: "forged" | "refused"; readonly why: string };

/** Uses up what proves a delivery. A word is stored, and `answer` invoked with its key. */
async function passOn(heard: Proved, needs: PassNeeds): Promise<Became> {
  try {
    return await (heard.kind === "word" ? handOn(heard, needs) : spent(heard, needs));
  } catch (error) {
    if (!(error instanceof StoreUnknown || error instanceof OpError)) throw error;
    needs.log({ level: "error", step: "hear", token: heard.proof.key, message: error.message });
    return heard.kind === "refused" ? heard : { kind: "answer", body: heard.bodyOf(untaken(heard, error)) };
  }
}

type Proved = Exclude<Heard, { kind: "forged" }>;

async function handOn(
  { proof: { key, bodyHash }, word }: Extract<Heard, { kind: "word" }>,
  { words, invoker, stack, log }: PassNeeds,
): Promise<Became> {
  log({ level: "info", step: "hear", actor: word.person, token: key });
  if ((await words.writeWord(key, bodyHash, word)) === "refused") return replayed;
  const task = taskIdOf(stack, `w_${key}`);
  await invoker.invokeLater(functionNameOf(stack, "answer"), { verb: "answer", Word: key }, task);
  return { kind: "answer", body: {} };
}

/** What is answered at once, or means nothing here, leaves nobody a pair of headers that is still good. */
const spent = async (heard: Exclude<Proved, { kind: "word" }>, { words }: Pick<PassNeeds, "words">): Promise<Became> =>
  (await words.useUp(heard.proof.key, heard.proof.bodyHash)) === "refused" ? replayed : heard;

const replayed = { kind: "refused", why: "replayed" } as const;

/** Who spoke is let in, and hears it if nothing was taken. What the store did not take nobody hears. What was asked of the queue may be in it. */
function untaken(heard: Proved, error: StoreUnknown | OpError): string {
  const language = heard.kind === "word" ? heard.word.wish.language : "zh";
  return error instanceof StoreUnknown ? chatWords.lost(language) : chatWords.unsure(language);
}

const unsure = { unreachable: "Say it again.", internal: "Say it again." };

/** One answer outside, whatever the reason in the log. */
const hidden = () => new OpError("unauthenticated", "SignatureDoesNotMatch", "Not taken. Nothing was changed.");

const misplaced = () =>
  new OpError(
    "wrongPath",
    "InvalidAction.NotFound",
    "There is only POST /dingtalk and POST /dingtalk/card. Nothing was changed.",
  );
