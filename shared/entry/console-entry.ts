import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import type { ConsoleConfig, Principal } from "../config.ts";
import { decode, parseJson } from "../decode.ts";
import type { ConsoleDeps } from "../deps.ts";
import { OpError } from "../errors.ts";
import { letIn } from "../middleware/authenticate.ts";
import { invalid, parsed } from "../parameter.ts";
import { type Resolved, resolveOperation } from "../reconcile/resolve.ts";
import { ended as endedReply, errorReply, type Reply } from "../reply.ts";
import { type FcHandler, httpReply } from "./operation-entry.ts";
import { translated, type Unsure } from "./translated.ts";

/** `POST /resolve`: the word of a person where the cloud's evidence does not decide. */
export const resolveSchema = z.strictObject({
  InstanceId: z.string("must be text").min(1).max(128),
  OperationId: z.string("must be text").regex(/^[0-9a-f]{32}$/, "must be 32 hex digits, as answers have it"),
  Verdict: z.enum(["happened", "did-not-happen"], "must be happened or did-not-happen"),
  LookedAt: z.iso.datetime({ error: "must be when you began to look, in UTC, such as 2026-11-21T04:05:06Z" }),
  Reason: z.string("must be text").min(1, "must say what was seen").max(512),
});

/** The handler of the function console: what only a person may decide, by signed HTTP. */
export function createConsoleHandler(
  deps: ConsoleDeps,
  { dateWindowMs }: Pick<ConsoleConfig, "dateWindowMs">,
): FcHandler {
  return async (raw, { requestId, credentials }) => {
    const log = { operation: "console", requestId } as const;
    try {
      const request = decode(raw);
      if (request.shape !== "http")
        throw new OpError("badRequest", "InvalidParameter.Event", "There is only HTTP here.");
      const principal = letIn(request, "/resolve", deps.principals, deps.nowMs());
      if (!principal.rights.includes("mayResolve")) throw notAllowed(principal);
      const { InstanceId, OperationId, Verdict, LookedAt, Reason } = parsed(
        resolveSchema,
        parseJson(request.body, "InvalidJSON", "The body"),
      );
      const bounds = { ...defaultBounds, dateWindowMs };
      const lookedAtMs = Date.parse(LookedAt);
      if (lookedAtMs > deps.nowMs() + bounds.skewMs) throw invalid("LookedAt", "is in the future");
      const { store } = deps.connect(credentials);
      const verdict = {
        instanceId: InstanceId,
        operationId: OperationId,
        verdict: Verdict,
        lookedAtMs,
        by: `${principal.name}: ${Reason}`,
      };
      const reply = answer(await resolveOperation({ ...deps, store, bounds }, verdict), requestId, OperationId);
      deps.log({ ...log, level: "info", step: "resolve", target: InstanceId, token: OperationId, state: Verdict });
      return httpReply(reply);
    } catch (thrown) {
      const error = translated(thrown, ofVerdict);
      deps.log({ ...log, level: "warn", step: "refuse", code: error.code, message: error.message });
      return httpReply(errorReply(error, requestId));
    }
  };
}

/** A verdict is one write, whose answer may be lost; its repetition is answered by what the record says. */
const ofVerdict: Unsure = {
  unreachable: "Nothing was sent to the cloud. Whether the verdict was taken is on the record: give it again.",
  internal: "Whether the verdict was taken is on the record: give it again.",
};

const notAllowed = ({ name }: Principal) =>
  new OpError("forbidden", "Forbidden.MayNotResolve", `${name} lacks the right mayResolve. Nothing was changed.`);

function answer(resolved: Resolved, requestId: string, operationId: string): Reply {
  switch (resolved.is) {
    case "ended":
      return endedReply(requestId, operationId, resolved.state);
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
