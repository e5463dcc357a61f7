import * as z from "zod";
import { reasonSchema } from "../command.ts";
import type { Unsure } from "../errors.ts";
import { hookWords } from "../rehearsal/hook-under.ts";
import type { PreviewNeeds } from "../rehearsal/preview.ts";
import type { PutInForce } from "../rehearsal/put-in-force.ts";
import { storedLists } from "../rehearsal/stored-lists.ts";
import type { VerbNeeds } from "./verb.ts";
import { versionOf, versionSchema } from "./version.ts";

/** The arguments of whatever puts a policy in force. */
export const puttingInForce = {
  Why: reasonSchema.min(1, "must say why, for the record").describe("Why, for the record"),
  Serial: z
    .int("must be the serial that was in force when you looked; 0: none")
    .min(0)
    .describe("The serial that was in force when you looked; 0: none. With another one in force nothing is applied"),
  Start: z
    .int("must be how many operations you know it starts")
    .min(0)
    .optional()
    .describe(
      "How many operations you know it starts; needed if it starts any, and with another number nothing is applied",
    ),
  Preview: z.literal(true, "must be true").optional().describe("true: only say what it would do"),
};

/** What it did, or would do. */
export const puttingInForceAnswer = z.strictObject({
  /** For a preview, only what it would be. */
  Policy: versionSchema.partial(),
  Before: versionSchema.optional(),
  Diff: z.array(z.strictObject({ Path: z.string(), Before: z.unknown().optional(), After: z.unknown().optional() })),
  Starts: z.int(),
  Ends: z.int(),
  AsksAgain: z.int(),
  /** The first of what starts: instance, event, operation and rule, and the hook that is asked before. */
  StartsOf: z.array(z.string()),
  Warnings: z.array(z.string()),
});

export const puttingInForceRefusals = {
  409: "PolicyChanged: another policy is in force than you looked at; StartsOthers: it would start another number of operations than you said; PolicyTextChanged, PolicyHistoryChanged: somebody has changed the control table by hand",
};

export const puttingInForceUnsure: Unsure = {
  unreachable: "Whether the policy was applied is told by `policy show`: look before you apply again.",
  internal: "Whether the policy was applied is told by `policy show`: look before you apply again.",
};

/** What a preview needs, of what a verb has. */
export const previewNeeds = ({ store, control, fleets, runs, scope, nowMs }: VerbNeeds): PreviewNeeds => ({
  ...{ store, control, fleets, scope, nowMs },
  listed: () => storedLists(runs, nowMs()),
});

/** What is told by name of what starts. */
const mostNamed = 12;

/** In the words of an answer. */
export const answerOf = (
  { applied, before, differences, starts, ends, asksAgain, warnings }: PutInForce,
  hash?: string,
): z.output<typeof puttingInForceAnswer> => ({
  Policy: applied === undefined ? (hash === undefined ? {} : { Hash: hash }) : versionOf(applied),
  ...(before !== undefined && { Before: versionOf(before) }),
  Diff: differences.map(({ path, ...values }) => ({
    Path: path,
    ...("before" in values && { Before: values.before }),
    ...("after" in values && { After: values.after }),
  })),
  Starts: starts.length,
  Ends: ends,
  AsksAgain: asksAgain,
  StartsOf: starts.slice(0, mostNamed).map(startWords),
  Warnings: [...warnings],
});

const startWords = ({ instanceId, eventId, operation, rule, hook }: PutInForce["starts"][number]) =>
  [`${instanceId} ${eventId}: ${operation} by "${rule}"`, ...(hook === undefined ? [] : [hookWords(hook)])].join(", ");
