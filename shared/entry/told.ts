import { type Batch, decode, type Shape } from "../decode.ts";
import { mayHaveChanged, OpError } from "../errors.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { namesWord } from "../middleware/heard.ts";
import { isRightlySigned } from "../middleware/verify-webhook.ts";
import type { Principal } from "../principal.ts";
import type { Reply } from "../reply.ts";

type Needs = {
  readonly principals: readonly Principal[];
  /** Parameters that must be stored nowhere. The failure destination gets the whole payload of a failed invocation. */
  readonly secrets?: readonly string[];
  /** Logs the thrown error and turns it into a reply. */
  readonly refusal: (thrown: unknown) => Reply;
};

/**
 * Ends an invocation. HTTP gets a trigger reply. Events and invokes get the reply's body. A refusal that nobody would
 * read is thrown. Then the queue counts it as failed, tries again, and hands it to its failure destination.
 */
export async function told(shape: Shape, replying: Promise<Reply>, needs: Needs): Promise<object> {
  const { refusal } = needs;
  const { reply, thrown } = await replying.then(
    (reply) => ({ reply, thrown: undefined }),
    (thrown: unknown) => ({ reply: refusal(thrown), thrown }),
  );
  if (reply.statusCode >= 400 && isUnread(shape, thrown, needs)) throw failure(reply, thrown);
  if (shape.kind === "invoke" && namesWord(shape.payload)) return reply; // `answer` reads it as it is
  return shape.kind === "http" ? httpReply(reply) : JSON.parse(reply.body);
}

/**
 * The input; or at once the answer to an HTTP request that cannot be read. Nobody can tell who sent that, so it must
 * not fill a queue. Input of no known shape is thrown.
 */
export function arrived(raw: Uint8Array, { refusal }: Pick<Needs, "refusal">): Shape | Batch | HttpReply {
  try {
    return decode(raw);
  } catch (thrown) {
    const reply = refusal(thrown);
    if (thrown instanceof OpError && thrown.kind !== "unusableEvent") return httpReply(reply);
    throw failure(reply, thrown);
  }
}

/**
 * True iff an answer would be lost, or taken for a success. An event on record is not lost, so only one that is not
 * goes back to the bus. A stranger's queued call is answered: strangers must not fill the queue and the dead letters.
 * So is a call that names a secret: only the log tells of it, but the secret goes nowhere else.
 */
function isUnread(shape: Shape, thrown: unknown, { principals, secrets = [] }: Needs): boolean {
  switch (shape.kind) {
    case "http":
      return shape.queued && isRightlySigned(shape, principals) && !secrets.some((name) => shape.body.includes(name));
    case "invoke":
      return !namesWord(shape.payload);
    case "event":
      return thrown !== undefined && isOffRecord(thrown);
    default:
      return shape satisfies never;
  }
}

/**
 * True iff the event is not, or may not be, on record: the store cannot be reached, the event is unusable, the row has
 * no room, or something broke.
 */
const isOffRecord = (thrown: unknown) =>
  thrown instanceof StoreUnknown ||
  mayHaveChanged(thrown) ||
  (thrown instanceof OpError && ["unusableEvent", "notKept"].includes(thrown.kind));

/** A refusal as it is thrown. FC shows only the message of a failed invocation, so the code stands in it. */
export function failure({ body }: Reply, thrown: unknown): OpError {
  const { Code, Message } = JSON.parse(body) as { readonly Code: string; readonly Message: string };
  return new OpError("unusableEvent", Code, `${Code}: ${Message}`, { cause: thrown });
}

/** A reply in the form that FC's HTTP trigger takes. */
type HttpReply = Reply & { readonly isBase64Encoded: boolean };

const httpReply = ({ statusCode, headers, body }: Reply): HttpReply => ({
  statusCode,
  headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", ...headers },
  isBase64Encoded: false,
  body,
});
