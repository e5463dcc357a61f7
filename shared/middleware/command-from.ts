import * as z from "zod";
import { type Command, clientTokenSchema, invokeSchema, reasonSchema } from "../command.ts";
import type { HttpRequest } from "../decode.ts";
import { OpError } from "../errors.ts";
import { parseJson } from "../json.ts";
import { eventTokenOf, type Scope } from "../ledger/token.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { invalid, nested, parsed } from "../parameter.ts";
import { refuseSecrets, refuseUnsupported } from "./refused-parameters.ts";
import { target } from "./target.ts";
import type { Signed } from "./verify-webhook.ts";

/** Parameters every HTTP call has besides the operation's own. */
const callSchema = z.object({
  ClientToken: clientTokenSchema.optional(),
  RegionId: z.string("must be text").optional(),
  Action: z.string("must be text").optional(),
  Reason: reasonSchema.optional(),
});

/** The command of a signed HTTP call: the document's parameters plus ClientToken, RegionId, Action and Reason. */
export function commandOfHttp<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  scope: Scope,
  request: HttpRequest,
  { principal, id, atMs }: Signed,
): Command {
  const { ClientToken, RegionId, Action, Reason, ...rest } = parseJson(request.body, "InvalidJSON", "The body");
  refuseUnsupported(operation.refused, rest);
  if (request.queued) refuseSecrets(operation.secrets, rest);
  const call = parsed(callSchema, { ClientToken, RegionId, Action, Reason });
  const input = parsed(operation.input, nested(rest));
  if (call.RegionId !== undefined && call.RegionId !== scope.regionId)
    throw invalid("RegionId", `this stack serves ${scope.regionId} only`);
  if (call.Action !== undefined && call.Action !== operation.name)
    throw invalid("Action", `this function runs ${operation.name}`);
  const token = call.ClientToken ?? keyOf(request, id);
  const isDryRun = operation.isDryRun?.(input) === true;
  if (token === undefined && !isDryRun)
    throw new OpError(
      "badRequest",
      "MissingParameter",
      "ClientToken is needed, in the body, or as Idempotency-Key beside the same webhook-id: 1 to 64 printable ASCII characters, the same in every retry. Nothing was changed.",
    );
  return {
    ...target(operation, input),
    eventId: operation.eventIdOf?.(input),
    source: "http",
    actor: principal.name,
    reason: call.Reason ?? "",
    mayWait: request.queued, // nobody waits for the answer of a queued call
    askedAtMs: atMs,
    mayConsent: principal.rights.includes("mayConsent"),
    token: token ?? "",
    clientToken: token,
  };
}

/** A token in a header is not signed, so whoever saw the call could send it again with another one: it must be the signed id. */
function keyOf({ headers }: HttpRequest, signedId: string): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (key === signedId) return parsed(clientTokenSchema, key, "IdempotencyKey");
  throw invalid("IdempotencyKey", "must be the webhook-id, which is signed; or put ClientToken in the body");
}

/** The command of a direct or asynchronous invoke. Whoever may invoke was let in by RAM; consent is not in a payload. */
export function commandOfInvoke<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  payload: Readonly<Record<string, unknown>>,
): Command {
  const asked = parsed(invokeSchema, payload);
  const { input: given, operation: name, clientToken, source, actor, reason, ...named } = asked;
  if (name !== operation.name) throw invalid("operation", `this function runs ${operation.name}`);
  refuseSecrets(operation.secrets, given);
  refuseUnsupported(operation.refused, given);
  const input = parsed(operation.input, nested(given));
  const aimed = target(operation, input);
  const inInput = operation.eventIdOf?.(input);
  const eventId = named.eventId ?? inInput;
  if (inInput !== undefined && inInput !== eventId)
    throw invalid("eventId", `must be the event of the input, ${inInput}`);
  const token = clientToken ?? (eventId === undefined ? undefined : eventTokenOf(aimed.instanceId, eventId, 1));
  if (token === undefined && operation.isDryRun?.(input) !== true)
    throw new OpError("badRequest", "MissingParameter", "clientToken or eventId is needed. Nothing was changed.");
  return {
    ...aimed,
    source,
    actor,
    reason,
    mayWait: true,
    mayConsent: false,
    token: token ?? "",
    clientToken,
    eventId,
    askedAtMs: named.askedAt === undefined ? undefined : Date.parse(named.askedAt),
  };
}
