import * as z from "zod";
import { reasonSchema } from "../command.ts";
import { addPause, isSaidAgain } from "../control/pausing.ts";
import { invalid } from "../parameter.ts";
import { duration, msIn } from "../policy/times.ts";
import { redact } from "../redact.ts";
import { pastStopping, pastStoppingSchema } from "./past-stopping.ts";
import { scopeArguments, scopeOf } from "./pause-scope.ts";
import { pauseOf, pauseSchema } from "./pauses.ts";
import { verbOf } from "./verb.ts";
import { whatIsOpen } from "./what-is-open.ts";

/** A pause ends within this time, or has no end (invented): what is to hold for longer is a freeze of the policy. */
const longestMs = 90 * 86_400_000;

/** An intent may be judged on a control row of a minute before, and be sent for a minute more. */
const lastSendMs = 120_000;

/** Stops what is not sent yet, whatever door it comes by. */
export const pause = verbOf({
  name: "pause",
  role: "operator",
  summary: "Stop what is not sent yet: all of it, or a zone, an operation or a tag's value",
  schema: z.strictObject({
    ...scopeArguments,
    Why: reasonSchema.min(1, "must say why, for whoever finds it").describe("Why, for whoever finds it"),
    For: duration.optional().describe("So long, such as 2h; it ends by itself then"),
    Until: z.iso
      .datetime({ error: "must be a time in UTC, such as 2026-11-30T06:00:00Z" })
      .optional()
      .describe("Until then, in UTC; left out with For: until somebody resumes it"),
  }),
  answers: z.strictObject({
    Pause: pauseSchema,
    /** All that stand now, this one included. */
    Pauses: z.array(pauseSchema),
    /** Nothing that it covers is sent after this time, but a request that stands still on its way: that is in doubt, and in flight. */
    LastSend: z.iso.datetime(),
    /** Of all zones and tags: the record of an operation does not say where its machine is. */
    PastStopping: pastStoppingSchema,
    Warnings: z.array(z.string()),
  }),
  refusals: { 409: "TooManyPauses; ControlRowBusy: others were faster at each try" },
  unsure: {
    unreachable: "Whether it is paused is told by status: look, and pause again if it is not.",
    internal: "Whether it is paused is told by status: look, and pause again if it is not.",
  },
  run: async (args, needs) => {
    const atMs = needs.nowMs();
    const untilMs = endOf(args, atMs);
    const made = {
      ...{ id: needs.newId().slice(0, idLength), scope: scopeOf(args) ?? "all", by: needs.asker.name },
      ...{ why: redact(args.Why), atMs, ...(untilMs !== undefined && { untilMs }) },
    };
    const { pauses } = await addPause(needs, made);
    const lastSend = needs.nowMs() + lastSendMs;
    const { rows, warnings } = await whatIsOpen(needs);
    return {
      Pause: pauseOf(pauses.find((one) => isSaidAgain(one, made)) ?? made),
      Pauses: pauses.map(pauseOf),
      LastSend: new Date(lastSend).toISOString(),
      PastStopping: pastStopping(rows, args.Operation, needs.nowMs()),
      Warnings: [...warnings],
    };
  },
});

/** Of a random id: short enough to be typed, and among fifty never twice the same. */
const idLength = 10;

type Ends = { readonly For?: string | undefined; readonly Until?: string | undefined };

function endOf({ For, Until }: Ends, nowMs: number): number | undefined {
  if (For !== undefined && Until !== undefined)
    throw invalid("Until", "must not be set beside For: one of them is the end");
  const untilMs = For === undefined ? Until && Date.parse(Until) : nowMs + msIn(For);
  if (untilMs === undefined || untilMs === "") return undefined;
  const named = For === undefined ? "Until" : "For";
  if (untilMs <= nowMs) throw invalid(named, `is over: it is ${new Date(nowMs).toISOString()} now`);
  if (untilMs > nowMs + longestMs)
    throw invalid(
      named,
      "is more than 90 days ahead; leave it out and resume by hand, or put a freeze into the policy",
    );
  return untilMs;
}
