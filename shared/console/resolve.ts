import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import { operationIdSchema, reasonSchema } from "../command.ts";
import { OpError } from "../errors.ts";
import { laterVerdicts } from "../ledger/outcome.ts";
import { instanceId } from "../operations/parameters.ts";
import { invalid } from "../parameter.ts";
import { judgeEnded } from "../reconcile/judge-ended.ts";
import { type Resolved, resolveOperation } from "../reconcile/resolve.ts";
import { redact } from "../redact.ts";
import { notOnRecord, verbOf } from "./verb.ts";

const verdicts = ["happened", "did-not-happen", ...laterVerdicts] as const;

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
    Verdict: z
      .enum(verdicts, `must be ${verdicts.join(", ")}`)
      .describe(
        "happened, did-not-happen: of what is in doubt or not proved. did-not-help: of what is proved; it counts as failed. put-back: its machine is back in service, though its hook does not say so",
      ),
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
    const said = { lookedAtMs, by: asker.name, reason: redact(Reason) };
    const about = { instanceId: InstanceId, operationId: OperationId, ...said };
    const bounds = { ...defaultBounds, dateWindowMs };
    const given = { operationId: OperationId, verdict: Verdict };
    if (Verdict === "happened" || Verdict === "did-not-happen")
      return answer(await resolveOperation({ ...needs, bounds }, { ...about, verdict: Verdict }), given);
    const judged = await judgeEnded(needs, { ...about, verdict: Verdict });
    const isUnproven = Verdict === "did-not-help" && judged.kind === "notInDoubt" && judged.state === "Unproven";
    return answer(
      isUnproven ? await resolveOperation({ ...needs, bounds }, { ...about, verdict: "did-not-happen" }) : judged,
      given,
    );
  },
});

type Given = { readonly operationId: string; readonly verdict: (typeof verdicts)[number] };

function answer(resolved: Resolved, { operationId, verdict }: Given) {
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
        `${operationId} is ${resolved.state}: ${verdict} is no answer to that. Nothing was sent to the cloud.`,
      );
    case "tooEarly":
      throw new OpError(
        "conflict",
        "TooEarly",
        `When you looked, what was begun for ${operationId} could still change what you saw. Look again from ${new Date(resolved.fromMs).toISOString()} on, then say so with that LookedAt. Nothing was changed.`,
      );
    default:
      return resolved satisfies never;
  }
}
