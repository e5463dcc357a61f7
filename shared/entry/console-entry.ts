import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import { operationIdSchema, reasonSchema } from "../command.ts";
import type { ConsoleConfig } from "../config.ts";
import type { HttpRequest } from "../decode.ts";
import type { ConsoleDeps } from "../deps.ts";
import { OpError } from "../errors.ts";
import { parseJson } from "../json.ts";
import type { LogFields } from "../log.ts";
import { letIn } from "../middleware/authenticate.ts";
import type { Signed } from "../middleware/verify-webhook.ts";
import { instanceId } from "../operations/parameters.ts";
import { invalid, parsed } from "../parameter.ts";
import type { Principal } from "../principal.ts";
import { type Resolved, resolveOperation, type Verdict } from "../reconcile/resolve.ts";
import { ended as endedReply, errorReply, type Reply } from "../reply.ts";
import { doorOf } from "./audit.ts";
import type { FcHandler } from "./operation-entry.ts";
import { arrived, failure, told } from "./told.ts";
import { translated, type Unsure } from "./translated.ts";

/** `POST /resolve`: a person's verdict where the cloud's evidence does not decide. */
export const resolveSchema = z.strictObject({
  InstanceId: instanceId,
  OperationId: operationIdSchema,
  Verdict: z.enum(["happened", "did-not-happen"], "must be happened or did-not-happen"),
  LookedAt: z.iso.datetime({ error: "must be when you began to look, in UTC, such as 2026-11-21T04:05:06Z" }),
  Reason: reasonSchema.min(1, "must say what was seen"),
});

/** The handler of the function console: decisions that only a person may make, by signed HTTP. */
export function createConsoleHandler(
  deps: ConsoleDeps,
  { dateWindowMs }: Pick<ConsoleConfig, "dateWindowMs">,
): FcHandler {
  return async (raw, { requestId, credentials }) => {
    let who: Who = { operation: "console", requestId };
    const needs = {
      principals: deps.principals,
      refusal: (thrown: unknown) => {
        const error = translated(thrown, ofVerdict);
        deps.log({ ...who, level: "warn", step: "refuse", code: error.code, message: error.message });
        return errorReply(error, requestId);
      },
    };
    const resolve = async (request: HttpRequest): Promise<Reply> => {
      who = { ...who, door: doorOf(request), address: request.address };
      const signed = letIn(request, "/resolve", deps.principals, deps.nowMs());
      who = { ...who, actor: signed.principal.name, webhookId: signed.id, address: undefined };
      const verdict = verdictOf(request, signed, deps.nowMs());
      who = {
        ...who,
        right: "mayResolve",
        target: verdict.instanceId,
        token: verdict.operationId,
        reason: verdict.reason,
      };
      const bounds = { ...defaultBounds, dateWindowMs };
      const { store } = deps.connect(credentials);
      const reply = answer(await resolveOperation({ ...deps, store, bounds }, verdict), requestId, verdict);
      deps.log({ ...who, level: "info", step: "resolve", state: verdict.verdict });
      return reply;
    };
    const event = arrived(raw, needs);
    if ("statusCode" in event) return event;
    if (event.kind === "http") return told(event, resolve(event), needs);
    const unknown = new OpError("unusableEvent", "InvalidParameter.Event", "There is only HTTP here, POST /resolve.");
    throw failure(needs.refusal(unknown), unknown);
  };
}

/** The fields of every line in this function's log. */
type Who = Omit<LogFields, "level" | "step">;

/** The verdict in a signed call. Throws `OpError`, for example if its signer may give none. */
function verdictOf(request: HttpRequest, { principal }: Signed, nowMs: number): Verdict {
  if (!principal.rights.includes("mayResolve")) throw notAllowed(principal);
  const body = parseJson(request.body, "InvalidJSON", "The body");
  const { InstanceId, OperationId, Verdict: verdict, LookedAt, Reason } = parsed(resolveSchema, body);
  const lookedAtMs = Date.parse(LookedAt);
  if (lookedAtMs > nowMs + defaultBounds.skewMs) throw invalid("LookedAt", "is in the future");
  return {
    instanceId: InstanceId,
    operationId: OperationId,
    verdict,
    lookedAtMs,
    by: principal.name,
    reason: Reason,
  };
}

/** A verdict is one write, and its answer may be lost. If it is given again, the record decides the reply. */
const ofVerdict: Unsure = {
  unreachable: "Nothing was sent to the cloud. Whether the verdict was taken is on the record: give it again.",
  internal: "Whether the verdict was taken is on the record: give it again.",
};

const notAllowed = ({ name }: Principal) =>
  new OpError("forbidden", "Forbidden.MayNotResolve", `${name} lacks the right mayResolve. Nothing was changed.`);

function answer(resolved: Resolved, requestId: string, { operationId, verdict }: Verdict): Reply {
  switch (resolved.kind) {
    case "ended":
      return endedReply(requestId, operationId, resolved.state);
    case "contradicted":
      throw new OpError(
        "conflict",
        "ContradictingVerdict",
        `${operationId} has ended ${resolved.state} already: ${verdict} contradicts that. Nothing was changed; if the record is wrong, make a new call.`,
      );
    case "notFound":
      throw new OpError(
        "refused",
        "InvalidOperationId.NotFound",
        `${operationId} is neither current nor remembered on this instance. Nothing was changed.`,
        { status: 404 },
      );
    case "notInDoubt":
      throw new OpError(
        "conflict",
        "IncorrectOperationState",
        `${operationId} is ${resolved.state}: nothing about it needs a verdict. Nothing was sent to the cloud.`,
      );
    case "tooEarly":
      throw new OpError(
        "conflict",
        "TooEarly",
        `When you looked, the request of ${operationId} could still take effect. Look again from ${new Date(resolved.fromMs).toISOString()} on, then say so with that LookedAt. Nothing was changed.`,
      );
    default:
      return resolved satisfies never;
  }
}
