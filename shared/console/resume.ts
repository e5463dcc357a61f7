import * as z from "zod";
import { reasonSchema } from "../command.ts";
import { type Resumed, resume as resumed } from "../control/pausing.ts";
import type { Pause } from "../guards/pause.ts";
import { invalid } from "../parameter.ts";
import { scopeArguments, scopeOf } from "./pause-scope.ts";
import { breakerOf, breakerSchema, pauseOf, pauseSchema } from "./pauses.ts";
import { startingSchema, startingUnder } from "./starting.ts";
import { notOnRecord, verbOf } from "./verb.ts";
import { whatIsOpen } from "./what-is-open.ts";

/** Lets go what a pause or the breaker has stopped. */
export const resume = verbOf({
  name: "resume",
  role: "operator",
  summary: "End one pause, or all of them and let the breaker go, which counts anew from then on",
  schema: z.strictObject({
    Id: z
      .string()
      .regex(/^[0-9a-f]{1,32}$/, "must be a pause's id, as pause and status tell it")
      .optional()
      .describe("Only the pause of this id"),
    ...scopeArguments,
    Breaker: z.literal(true, "must be true").optional().describe("true: only let the breaker go"),
    Why: reasonSchema.min(1, "must say why, for the record").describe("Why, for the record"),
  }),
  answers: z.strictObject({
    Ended: z.array(pauseSchema),
    /** Left out if it had not tripped, or was not let go. */
    Breaker: breakerSchema.optional(),
    /** What stands all the same. */
    Pauses: z.array(pauseSchema),
    ...startingSchema,
    Warnings: z.array(z.string()),
  }),
  refusals: { 404: "InvalidPause.NotFound", 409: "ControlRowBusy: others were faster at each try" },
  unsure: {
    unreachable: "Whether it was resumed is told by status: look, and resume again if it was not.",
    internal: "Whether it was resumed is told by status: look, and resume again if it was not.",
  },
  run: async (args, needs) => {
    const { isNamed, ...chosen } = chosenBy(args);
    const done = await resumed(needs, { ...chosen, atMs: needs.nowMs(), saidAtMs: needs.saidAtMs });
    if (isNamed && done.ended.length === 0) throw noSuch(done);
    const { rows, warnings } = await whatIsOpen(needs);
    return {
      Ended: done.ended.map(pauseOf),
      ...(done.breaker !== undefined && { Breaker: breakerOf(done.breaker) }),
      Pauses: done.left.pauses.map(pauseOf),
      ...startingUnder(rows, done.left, needs.nowMs()),
      Warnings: [...warnings],
    };
  },
});

type Given = Parameters<typeof scopeOf>[0] & { readonly Id?: string | undefined; readonly Breaker?: true | undefined };

/** What was named, or all of it. */
function chosenBy({ Id, Breaker, ...given }: Given) {
  const scope = scopeOf(given);
  if ([Id, scope, Breaker].filter((one) => one !== undefined).length > 1)
    throw invalid("Id", "one of Id, a scope and Breaker says what is resumed; without any it is all");
  const isNamed = Id !== undefined || scope !== undefined;
  return {
    isNamed,
    byId: Id !== undefined,
    letsBreakerGo: !isNamed,
    ends: (pause: Pause) => (isNamed ? pause.id === Id || pause.scope === scope : Breaker === undefined),
  };
}

function noSuch({ left: { pauses } }: Pick<Resumed, "left">) {
  const standing = pauses.map(({ id, scope }) => `${id} (${scope})`).join(", ");
  return notOnRecord(
    "InvalidPause.NotFound",
    `There is no such pause, or it has ended. ${standing === "" ? "Nothing is paused" : `There are: ${standing}`}.`,
  );
}
