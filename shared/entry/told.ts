import { type Batch, decode, type Shape } from "../decode.ts";
import { mayHaveChanged, OpError } from "../errors.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { isRightlySigned } from "../middleware/verify-webhook.ts";
import type { Principal } from "../principal.ts";
import type { Reply } from "../reply.ts";

type Needs = {
  readonly principals: readonly Principal[];
  /** Parameters that must be stored nowhere: a failed invocation's whole payload goes to the failure destination. */
  readonly secrets?: readonly string[];
  /** Logs what was thrown and makes the answer of it. */
  readonly refusal: (thrown: unknown) => Reply;
};

/**
 * Tells how an invocation ends. HTTP gets a trigger reply, events and invokes the reply's body. A refusal that nobody
 * would read is thrown, so that the queue counts it as failed, tries again, and hands it to its failure destination.
 */
export async function told(shape: Shape, replying: Promise<Reply>, needs: Needs): Promise<object> {
  const { refusal } = needs;
  const { reply, thrown } = await replying.then(
    (reply) => ({ reply, thrown: undefined }),
    (thrown: unknown) => ({ reply: refusal(thrown), thrown }),
  );
  if (reply.statusCode >= 400 && isUnread(shape, thrown, needs)) throw failure(reply, thrown);
  return shape.kind === "http" ? httpReply(reply) : JSON.parse(reply.body);
}

/**
 * What arrived, or at once the answer to an HTTP request that cannot be read: nobody can tell who sent it, so it must
 * not fill a queue. What is none of the known shapes is thrown.
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
 * True iff an answer would be lost, or taken for a success. An event that is on record is not lost: only one that is
 * not goes back. A stranger's queued call is answered: its like must not fill the queue and the dead letters. So is one
 * that names a secret: only the log knows of it then, but the secret goes nowhere else.
 */
function isUnread(shape: Shape, thrown: unknown, { principals, secrets = [] }: Needs): boolean {
  switch (shape.kind) {
    case "http":
      return shape.queued && isRightlySigned(shape, principals) && !secrets.some((name) => shape.body.includes(name));
    case "invoke":
      return true;
    case "event":
      return thrown !== undefined && isOffRecord(thrown);
    default:
      return shape satisfies never;
  }
}

/** The ledger does not know of it, or may not: the store cannot be reached, it cannot be read, or something broke. */
const isOffRecord = (thrown: unknown) =>
  thrown instanceof StoreUnknown ||
  mayHaveChanged(thrown) ||
  (thrown instanceof OpError && ["unusableEvent", "notKept"].includes(thrown.kind));

/** A refusal as it is thrown. FC shows a failed invocation's message only, so the code stands in it. */
export function failure({ body }: Reply, thrown: unknown): OpError {
  const { Code, Message } = JSON.parse(body) as { readonly Code: string; readonly Message: string };
  return new OpError("unusableEvent", Code, `${Code}: ${Message}`, { cause: thrown });
}

/** What FC's HTTP trigger takes as a reply. */
type HttpReply = Reply & { readonly isBase64Encoded: boolean };

const httpReply = ({ statusCode, headers, body }: Reply): HttpReply => ({
  statusCode,
  headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store", ...headers },
  isBase64Encoded: false,
  body,
});
