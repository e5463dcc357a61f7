import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import { operationIdSchema, reasonSchema } from "../command.ts";
import type { HttpRequest } from "../decode.ts";
import { OpError } from "../errors.ts";
import { instanceId } from "../operations/parameters.ts";
import { invalid, parsed } from "../parameter.ts";
import type { Principal } from "../principal.ts";
import { type Resolved, resolveOperation, type Verdict } from "../reconcile/resolve.ts";
import { redact } from "../redact.ts";
import { ended, type Reply } from "../reply.ts";
import { bodyOf, notOnRecord, type Verb } from "./verb.ts";

/** `POST /resolve`: a person's verdict where the cloud's evidence does not decide. */
export const resolveSchema = z.strictObject({
  InstanceId: instanceId,
  OperationId: operationIdSchema,
  Verdict: z.enum(["happened", "did-not-happen"], "must be happened or did-not-happen"),
  LookedAt: z.iso.datetime({ error: "must be when you began to look, in UTC, such as 2026-11-21T04:05:06Z" }),
  Reason: reasonSchema.min(1, "must say what was seen"),
});

export const resolve: Verb = {
  name: "resolve",
  // A verdict is one write, and its answer may be lost. If it is given again, the record decides the reply.
  unsure: {
    unreachable: "Nothing was sent to the cloud. Whether the verdict was taken is on the record: give it again.",
    internal: "Whether the verdict was taken is on the record: give it again.",
  },
  read: (request, principal, nowMs) => {
    const verdict = verdictOf(request, principal, nowMs);
    const { instanceId: target, operationId: token, reason, verdict: state } = verdict;
    return {
      audit: { target, token, reason, state },
      answer: async ({ dateWindowMs, requestId, ...needs }) => {
        const bounds = { ...defaultBounds, dateWindowMs };
        return answer(await resolveOperation({ ...needs, bounds }, verdict), requestId, verdict);
      },
    };
  },
};

/** The verdict in a signed call. Throws `OpError`, for example if its signer may give none. */
function verdictOf(request: HttpRequest, principal: Principal, nowMs: number): Verdict {
  const {
    InstanceId,
    OperationId,
    Verdict: verdict,
    LookedAt,
    Reason,
  } = parsed(resolveSchema, bodyOf(request, principal));
  const lookedAtMs = Date.parse(LookedAt);
  if (lookedAtMs > nowMs + defaultBounds.skewMs) throw invalid("LookedAt", "is in the future");
  return {
    instanceId: InstanceId,
    operationId: OperationId,
    verdict,
    lookedAtMs,
    by: principal.name,
    reason: redact(Reason),
  };
}

function answer(resolved: Resolved, requestId: string, { operationId, verdict }: Verdict): Reply {
  switch (resolved.kind) {
    case "ended":
      return ended(requestId, operationId, resolved.state);
    case "contradicted":
      throw new OpError(
        "conflict",
        "ContradictingVerdict",
        `${operationId} has ended ${resolved.state} already: ${verdict} contradicts that. Nothing was changed; if the record is wrong, make a new call.`,
      );
    case "notFound":
      throw notOnRecord(
        "InvalidOperationId.NotFound",
        `${operationId} is neither current nor remembered on this instance.`,
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
