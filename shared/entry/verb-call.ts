import { maySay, type Verb } from "../console/verb.ts";
import { pathOf, signedVerbs, verbs } from "../console/verbs.ts";
import { askerOf, lacks } from "../control/asker.ts";
import { ControlUnreadable } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import type { HttpRequest, Shape } from "../decode.ts";
import { OpError } from "../errors.ts";
import { parseJson } from "../json.ts";
import type { LogFields } from "../log.ts";
import { letIn } from "../middleware/authenticate.ts";
import { invalid } from "../parameter.ts";
import { suggestion } from "../policy/nearest.ts";
import { ram, type Somebody } from "../policy/who-is.ts";
import type { Principal } from "../principal.ts";

/** A verb that was called, by whom. */
type VerbCall = { readonly asker: Somebody; readonly signedAs: string; readonly asked: ReturnType<Verb["read"]> };

/** Is told which verb is called, and by whom, as soon as it is known. */
type Known = (verb: Verb, who: Pick<LogFields, "actor" | "webhookId" | "right">) => void;

type HttpNeeds = {
  readonly principals: readonly Principal[];
  readonly nowMs: () => number;
  readonly steering: () => Promise<Steering>;
};

const byPath: ReadonlyMap<string, Verb> = new Map(signedVerbs.map((verb) => [pathOf(verb), verb]));

/** A signed call. Its signer needs the verb's role by the policy in force. Throws `OpError`, or that it cannot be read. */
export async function callOfHttp(
  request: HttpRequest,
  { principals, nowMs, steering }: HttpNeeds,
  known: Known,
): Promise<VerbCall> {
  const path = pathIn(request);
  const { principal, id } = letIn({ ...request, path }, [...byPath.keys()], principals, nowMs());
  const verb = byPath.get(path);
  if (verb === undefined) throw new Error("a path was let in that has no verb");
  known(verb, { actor: principal.name, webhookId: id, right: verb.role });
  const asked = verb.read(parseJson(request.body, "InvalidJSON", "The body"));
  const asker = askerOf(principal, await steering().catch(unreadable));
  if (asker === undefined || !maySay(verb, asker.roles))
    throw new OpError(
      "forbidden",
      "Forbidden.Role",
      `${verb.name}: ${lacks(verb.role ?? "viewer", principal, asker)}. Nothing was changed.`,
    );
  return { asker, signedAs: principal.name, asked };
}

/** The verb's own path: at an address that functions share the function's name stands in front of it. */
const pathIn = ({ path }: HttpRequest) => (path.startsWith(sharedRoot) ? path.slice(sharedRoot.length - 1) : path);
const sharedRoot = "/console/";

/** Nobody's role is known then. A direct invoke needs none, and is where a policy is mended. */
function unreadable(error: unknown): never {
  if (!(error instanceof ControlUnreadable)) throw error;
  throw new OpError(
    "unavailable",
    "ServiceUnavailable",
    `What the owner allows cannot be read (${error.message}), so nobody's role is known, and nothing is sent. Nothing was changed. Ask by a direct invoke, which needs no policy: {"verb":"status"}.`,
    { cause: error, retryAfterSeconds: 60 },
  );
}

/** A direct invoke, which FC's own access control has let in: whoever may invoke has every role, and is one unnamed person. */
export function callOfInvoke(shape: Extract<Shape, { kind: "invoke" }>, known: Known): VerbCall {
  const { verb: name, ...given } = shape.payload;
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) {
    const names = verbs.map((one) => one.name);
    throw invalid("verb", `is one of ${names.join(", ")}${suggestion(String(name).slice(0, 64), names)}`);
  }
  known(verb, { actor: ram.name, right: verb.role });
  return { asker: ram, signedAs: ram.name, asked: verb.read(given) };
}
