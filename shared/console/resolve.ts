import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import { operationIdSchema, reasonSchema } from "../command.ts";
import { OpError } from "../errors.ts";
import { instanceId } from "../operations/parameters.ts";
import { invalid } from "../parameter.ts";
import { type Resolved, resolveOperation, type Verdict } from "../reconcile/resolve.ts";
import { redact } from "../redact.ts";
import { notOnRecord, verbOf } from "./verb.ts";

/** A person's verdict where the cloud's evidence does not decide. */
export const resolve = verbOf({
  name: "resolve",
  role: "operator",
  summary: "A person's verdict where the cloud's evidence does not decide",
  answers: z.strictObject({ OperationId: z.string(), State: z.string() }),
  refusals: {
    404: "InvalidOperationId.NotFound",
    409: "IncorrectOperationState, TooEarly, ContradictingVerdict",
    500: "InternalError: whether the verdict was taken is on the record; give it again",
  },
  schema: z.strictObject({
    InstanceId: instanceId,
    OperationId: operationIdSchema,
    Verdict: z.enum(["happened", "did-not-happen"], "must be happened or did-not-happen"),
    LookedAt: z.iso.datetime({ error: "must be when you began to look, in UTC, such as 2026-11-21T04:05:06Z" }),
    Reason: reasonSchema.min(1, "must say what was seen"),
  }),
  // A verdict is one write, and its answer may be lost. If it is given again, the record decides the reply.
  unsure: {
    unreachable: "Nothing was sent to the cloud. Whether the verdict was taken is on the record: give it again.",
    internal: "Whether the verdict was taken is on the record: give it again.",
  },
  run: async ({ InstanceId, OperationId, Verdict, LookedAt, Reason }, { asker, dateWindowMs, ...needs }) => {
    const lookedAtMs = Date.parse(LookedAt);
    if (lookedAtMs > needs.nowMs() + defaultBounds.skewMs) throw invalid("LookedAt", "is in the future");
    const said = { verdict: Verdict, lookedAtMs, by: asker.name, reason: redact(Reason) };
    const verdict = { instanceId: InstanceId, operationId: OperationId, ...said };
    const bounds = { ...defaultBounds, dateWindowMs };
    return answer(await resolveOperation({ ...needs, bounds }, verdict), verdict);
  },
});

function answer(resolved: Resolved, { operationId, verdict }: Verdict) {
  switch (resolved.kind) {
    case "ended":
      return { OperationId: operationId, State: resolved.state };
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
