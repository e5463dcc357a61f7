import * as z from "zod";
import { type Command, clientTokenSchema, invokeSchema } from "./command.ts";
import type { Principal } from "./config.ts";
import { type CloudEvent, type HttpRequest, parseJson } from "./decode.ts";
import { OpError } from "./errors.ts";
import { eventTokenOf, type Scope } from "./ledger/token.ts";
import type { Facts, Input, Operation } from "./operation.ts";
import { invalid, parsed } from "./parameter.ts";
import { type Choice, plan } from "./remediation/plan.ts";

/** Parameters every HTTP call has besides the operation's own. */
const callSchema = z.object({
  ClientToken: clientTokenSchema.optional(),
  RegionId: z.string("must be text").optional(),
  Reason: z.string("must be text").max(512, "may have 512 characters").optional(),
});

/** The command of a signed HTTP call: the document's parameters plus ClientToken, RegionId and Reason. */
export function commandOfHttp<I extends Input, F extends Facts>(
  operation: Operation<I, F>,
  scope: Scope,
  request: HttpRequest,
  by: Principal,
): Command {
  const { ClientToken, RegionId, Reason, ...rest } = parseJson(request.body, "InvalidJSON", "The body");
  const call = parsed(callSchema, { ClientToken, RegionId, Reason });
  const input = parsed(operation.input, rest);
  if (call.RegionId !== undefined && call.RegionId !== scope.regionId)
    throw invalid("RegionId", `this stack serves ${scope.regionId} only`);
  const key = request.headers["idempotency-key"];
  const token = call.ClientToken ?? (key === undefined ? undefined : parsed(clientTokenSchema, key, "IdempotencyKey"));
  if (token === undefined)
    throw new OpError(
      "badRequest",
      "MissingParameter",
      "ClientToken is needed, in the body or as Idempotency-Key: 1 to 64 printable ASCII characters, the same in every retry. Nothing was changed.",
    );
  return {
    ...target(operation, input),
    source: "http",
    actor: by.name,
    reason: call.Reason ?? "",
    mayWait: false,
    mayConsent: by.rights.includes("mayConsent"),
    token,
    clientToken: token,
    eventId: undefined,
  };
}

/** The command of a direct or asynchronous invoke. Whoever may invoke was let in by RAM; consent is not in a payload. */
export function commandOfInvoke<I extends Input, F extends Facts>(
  operation: Operation<I, F>,
  payload: Readonly<Record<string, unknown>>,
): Command {
  const { input: given, operation: name, clientToken, eventId, source, actor, reason } = parsed(invokeSchema, payload);
  if (name !== operation.name) throw invalid("operation", `this function runs ${operation.name}`);
  const aimed = target(operation, parsed(operation.input, given));
  const token = clientToken ?? (eventId === undefined ? undefined : eventTokenOf(aimed.instanceId, eventId, 1));
  if (token === undefined)
    throw new OpError("badRequest", "MissingParameter", "clientToken or eventId is needed. Nothing was changed.");
  return { ...aimed, source, actor, reason, mayWait: true, mayConsent: false, token, clientToken, eventId };
}

/** The command that answers a system event, or why this function has nothing to do. */
export function commandOfEvent<I extends Input, F extends Facts>(
  operation: Operation<I, F>,
  scope: Scope,
  choices: readonly Choice[],
  event: CloudEvent,
): Command | { readonly why: string } {
  const { eventId, instanceId, eventType, eventStatus } = event.data;
  if (event.aliyunregionid !== undefined && event.aliyunregionid !== scope.regionId)
    return { why: `the event is of region ${event.aliyunregionid}, this stack serves ${scope.regionId}` };
  const decision = plan({ eventId, instanceId, type: eventType, status: eventStatus }, choices);
  if (decision.do !== operation.name) return { why: decision.why };
  return {
    ...target(operation, parsed(operation.input, operation.inputForEvent(instanceId))),
    source: "eventbridge",
    actor: event.source,
    reason: decision.why,
    mayWait: true,
    mayConsent: false,
    token: eventTokenOf(instanceId, eventId, 1),
    clientToken: undefined,
    eventId,
  };
}

const target = <I extends Input, F extends Facts>(operation: Operation<I, F>, input: I) => ({
  operation: operation.name,
  input: { ...input },
  instanceId: operation.target(input),
});
