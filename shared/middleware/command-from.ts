import * as z from "zod";
import { type Command, clientTokenSchema, invokeSchema, reasonSchema } from "../command.ts";
import type { HttpRequest } from "../decode.ts";
import { OpError } from "../errors.ts";
import { ownRoot } from "../http-envelope.ts";
import { parseJson } from "../json.ts";
import { eventTokenOf, type Scope } from "../ledger/token.ts";
import { lossSchema } from "../loss.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { invalid, limited, nested, parsed } from "../parameter.ts";
import { invoker } from "../principal.ts";
import { refuseSecrets, refuseUnsupported } from "./refused-parameters.ts";
import { target } from "./target.ts";
import type { Signed } from "./verify-webhook.ts";

/** The parameters that every HTTP call has besides the operation's own. */
const callSchema = z.object({
  ClientToken: clientTokenSchema.optional(),
  RegionId: z.string("must be text").optional(),
  Action: z.string("must be text").optional(),
  Reason: reasonSchema.optional(),
  AcceptDataLoss: z
    .union([lossSchema.transform((loss) => [loss]), z.array(lossSchema).max(lossSchema.options.length)], {
      error: `must be of ${lossSchema.options.join(", ")}, one or a list`,
    })
    .optional(),
  AskForConsent: z.literal(true, "must be true").optional(),
  Override: z.literal(true, "must be true").optional(),
});

export type Call = z.output<typeof callSchema>;

/** The command of a signed HTTP call: the document's parameters plus those of `callSchema`. */
export function commandOfHttp<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  scope: Scope,
  request: HttpRequest,
  { principal, id, atMs }: Signed,
): Command {
  const body = limited(parseJson(request.body, "InvalidJSON", "The body"));
  const { ClientToken, RegionId, Action, Reason, AcceptDataLoss, AskForConsent, Override, ...rest } = body;
  refuseUnsupported(operation.parameters.unsupported, rest);
  if (request.queued) refuseSecrets(operation.parameters.secrets, rest);
  const call = parsed(callSchema, { ClientToken, RegionId, Action, Reason, AcceptDataLoss, AskForConsent, Override });
  const input = parsed(operation.parameters.schema, nested(rest));
  refuseMisaddressed(call, operation.name, scope);
  if (request.path !== ownRoot) refuseUnnamed(call, "at an address that functions share");
  const token = call.ClientToken ?? keyOf(request, id);
  if (token !== undefined && call.ClientToken === undefined) refuseUnnamed(call, "beside Idempotency-Key");
  const isDryRun = operation.parameters.isDryRun?.(input) === true;
  if (token === undefined && !isDryRun)
    throw new OpError(
      "badRequest",
      "MissingParameter",
      "ClientToken is needed, in the body, or as Idempotency-Key beside the same webhook-id and an Action in the body: 1 to 64 printable ASCII characters, the same in every retry. Nothing was changed.",
    );
  return {
    ...target(operation, input),
    eventId: operation.event.idOf?.(input),
    source: "http",
    actor: principal.name,
    reason: reasonOf(call),
    mayRunLater: request.queued, // nobody waits for the answer of a queued call
    askedAtMs: atMs,
    accepts: call.AcceptDataLoss ?? [],
    asksForConsent: call.AskForConsent === true,
    overridesFreeze: call.Override === true,
    token: token ?? "",
    clientToken: token,
  };
}

/**
 * The signature covers the body, not the address. So if the body names an operation or a region, it must be the right
 * one. A call that accepts a loss or overrides a freeze must name both. Then no other function and no other stack takes these bytes.
 */
function refuseMisaddressed(
  { Action, RegionId, AcceptDataLoss, Override }: Call,
  operation: string,
  scope: Scope,
): void {
  const missing = Object.entries({ Action, RegionId }).find(([, value]) => value === undefined)?.[0];
  const word = AcceptDataLoss === undefined ? Override && "Override" : "AcceptDataLoss";
  if (missing !== undefined && word !== undefined)
    throw new OpError(
      "badRequest",
      "MissingParameter",
      `${missing} is needed beside ${word}: a signature says where to. Nothing was changed.`,
    );
  refuseOtherRegion(RegionId, scope);
  if (Action !== undefined && Action !== operation) throw invalid("Action", `this function runs ${operation}`);
}

/** Whoever names a region means it. */
export function refuseOtherRegion(named: unknown, { regionId }: Scope): void {
  if (named !== undefined && named !== regionId) throw invalid("RegionId", `this stack serves ${regionId} only`);
}

/**
 * At an address that functions share every call says which it is for, so that its bytes are of no use to another one. So does
 * one whose token stands in a header: without either, what was signed to be told of a machine by `console` could be brought here.
 */
function refuseUnnamed({ Action }: Call, where: string): void {
  if (Action !== undefined) return;
  throw new OpError(
    "badRequest",
    "MissingParameter",
    `Action is needed ${where}: a signature says where to. Nothing was changed.`,
  );
}

/** What overrides a freeze needs a reason, and its record says so. */
function reasonOf({ Reason = "", Override }: Call): string {
  if (Override === undefined) return Reason;
  if (Reason !== "") return `overrides a freeze: ${Reason}`;
  throw new OpError(
    "badRequest",
    "MissingParameter",
    "Reason is needed beside Override: it stands on record. Nothing was changed.",
  );
}

/** The token of the header. A header is not signed: whoever saw the call could replace it. So it must be the signed id. */
function keyOf({ headers }: HttpRequest, signedId: string): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (key === signedId) return parsed(clientTokenSchema, key, "IdempotencyKey");
  throw invalid("IdempotencyKey", "must be the webhook-id, which is signed; or put ClientToken in the body");
}

/**
 * The command of a direct or asynchronous invoke, which RAM has let in. The payload's words about its source and actor
 * are kept in the reason, as said. A payload holds no consent.
 */
export function commandOfInvoke<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  payload: Readonly<Record<string, unknown>>,
): Command {
  const asked = parsed(invokeSchema, limited(payload));
  const { input: given, operation: name, clientToken, source, actor, reason, ...named } = asked;
  refuseOther(operation, name);
  refuseSecrets(operation.parameters.secrets, given);
  refuseUnsupported(operation.parameters.unsupported, given);
  const input = parsed(operation.parameters.schema, nested(given));
  const aimed = target(operation, input);
  const inInput = operation.event.idOf?.(input);
  const eventId = named.eventId ?? inInput;
  if (inInput !== undefined && inInput !== eventId)
    throw invalid("eventId", `must be the event of the input, ${inInput}`);
  const token = clientToken ?? (eventId === undefined ? undefined : eventTokenOf(aimed.instanceId, eventId, 1));
  if (token === undefined && operation.parameters.isDryRun?.(input) !== true)
    throw new OpError("badRequest", "MissingParameter", "clientToken or eventId is needed. Nothing was changed.");
  return {
    ...aimed,
    source: "invoke",
    actor: invoker,
    reason: `${reason} (says ${actor}, over ${source})`,
    mayRunLater: true,
    accepts: [],
    token: token ?? "",
    clientToken,
    eventId,
    askedAtMs: named.askedAt === undefined ? undefined : Date.parse(named.askedAt),
  };
}

/** Throws `OpError` if a payload is for another function. */
export function refuseOther({ name }: Pick<Operation, "name">, asked: string): void {
  if (asked !== name) throw invalid("operation", `this function runs ${name}`);
}
