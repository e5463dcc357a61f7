import * as z from "zod";
import { count, label, list, must, named, oneOf, strict, text } from "./forms.ts";
import { modes } from "./modes.ts";
import { disputeSchema, ruleSchema } from "./rule.ts";
import { most } from "./sizes.ts";
import { duration, durationOrNone, freezeSchema, msIn, timeZone, windowSchema } from "./times.ts";
import { askingSchema, hookSchema, noticeSchema, personSchema, programSchema } from "./who.ts";

const scope = text(/^(region|zone|tag:[^\p{Cc}]{1,128})$/u, 'region, zone, or "tag:" and a tag\'s key');

const limit = strict({
  per: scope.describe("What is counted by; tag:x counts for each value of x"),
  inFlight: count(1, most.machines).optional().describe("So many machines at once"),
  perHour: count(1, most.machines).optional().describe("So many operations in an hour"),
  restsFor: durationOrNone.optional().describe("A place stays taken so long after the proof"),
}).refine(({ inFlight, perHour }) => inFlight !== undefined || perHour !== undefined, "needs inFlight or perHour");

const isRemembered = (length: string) => msIn(length) <= msIn(most.remembered);
const tooLong = `must be at most ${most.remembered}: what has ended is remembered for so long`;

const repeat = strict({
  attempts: count(1, most.attempts).optional().describe("So many attempts for one machine"),
  within: duration.refine(isRemembered, tooLong).optional().describe("in this time; then a person is asked"),
  cooldown: durationOrNone
    .refine(isRemembered, tooLong)
    .optional()
    .describe("Nothing planned is begun so soon after an operation of ours; 1m if it is left out"),
  // biome-ignore lint/suspicious/noThenProperty: the word of the form; its value is a text, and nobody waits for one
  then: oneOf(["ask"]).optional().describe("What follows the last attempt"),
}).refine(
  ({ attempts, within, cooldown }) =>
    (attempts === undefined) === (within === undefined) && (within ?? cooldown) !== undefined,
  "needs attempts and within, or cooldown alone",
);

const breaker = strict({
  events: count(1, most.events).describe("So many new events"),
  within: duration.describe("in this time stop what automation begins"),
});

/** Every key of a policy, each by its form alone. */
export const policyKeys = strict({
  version: z.literal(1, must("1")).describe("The version of this form"),
  timeZone: timeZone.describe("The time zone of every clock time in the policy"),
  mode: oneOf(modes).describe("The ceiling: no rule goes above it"),
  rules: list(ruleSchema, most.rules).describe("From the top: the first whose match holds decides alone"),
  windows: named(label, windowSchema, most.named).optional().describe("When planned maintenance may begin"),
  freezes: list(freezeSchema, most.freezes).optional().describe("When nothing planned is begun"),
  guardBand: durationOrNone.optional().describe("Nothing planned is begun so close to the platform's own time"),
  limits: list(limit, most.limits).optional().describe("All that apply must have room"),
  repeat: repeat.optional().describe("What happens if an attempt did not help"),
  breaker: breaker.optional().describe("When a storm of events stops automation"),
  asking: askingSchema.optional().describe("How people are asked"),
  hooks: named(label, hookSchema, most.named).optional().describe("Functions of yours, asked before and told after"),
  people: list(personSchema, most.people).optional().describe("Who may do what"),
  programs: list(programSchema, most.people).optional().describe("Programs that may ask for operations"),
  notices: list(noticeSchema, most.notices).optional().describe("Who is told"),
  disputes: list(disputeSchema, most.disputes).optional().describe("Corrections of the documents' own table of events"),
});

/** The owner's policy, as it was written: nothing is filled in, so that its hash is that of what people read. */
export type Policy = z.output<typeof policyKeys>;
