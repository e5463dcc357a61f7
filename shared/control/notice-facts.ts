import * as z from "zod";

/**
 * What a notice is about, in facts: its texts are made of these, and who reads notices by a program needs nothing else. Times
 * are epoch milliseconds. What is not known is left out.
 */
export const factsSchema = z.strictObject({
  /** Since when it is so. */
  sinceMs: z.number(),
  instanceId: z.string().optional(),
  /** The machine's name, as its owner gave it. */
  name: z.string().optional(),
  zone: z.string().optional(),
  operation: z.string().optional(),
  operationId: z.string().optional(),
  eventId: z.string().optional(),
  /** When it goes on or ends by itself. */
  untilMs: z.number().optional(),
  /** When the platform acts by itself. */
  dueMs: z.number().optional(),
  /** From then on a person's word about it is taken. */
  resolvableFromMs: z.number().optional(),
  /** Why it is so: a code of ours or of the cloud. */
  code: z.string().optional(),
  /** The data that would be lost. */
  losses: z.array(z.string()).optional(),
  /** The disks that would be cleared or released. */
  disks: z.array(z.string()).optional(),
  /** The id of a question to people, how many must say yes, and who has. */
  ask: z.string().optional(),
  needs: z.int().optional(),
  approvedBy: z.array(z.string()).optional(),
  /** Who else may say yes, by the policy. */
  mayApprove: z.array(z.string()).optional(),
  /** A person wants it not to begin before; `by` is who. */
  notBeforeMs: z.number().optional(),
  /** True if a question is near its end. */
  endsSoon: z.literal(true).optional(),
  /** The owner's function that was told, and does not answer. */
  hook: z.string().optional(),
  /** Who did it, and why, in their words. */
  by: z.string().optional(),
  why: z.string().optional(),
  /** The id of a pause. */
  pause: z.string().optional(),
  /** What a pause or a limit covers. */
  scope: z.string().optional(),
  /** By what the policy limits: so many may be in flight at once. Empty if it limits nothing. */
  limits: z.record(z.string(), z.int()).optional(),
  /** Who has the places of a full scope, the first one first. */
  holders: z.array(z.strictObject({ instanceId: z.string(), sinceMs: z.number() })).optional(),
  /** The version of a policy. */
  serial: z.int().optional(),
  /** How many it is about, and of what. */
  count: z.int().optional(),
  failures: z.int().optional(),
  planned: z.int().optional(),
  inFlight: z.int().optional(),
  /** How many are about this kind, or in this zone. */
  counts: z.record(z.string(), z.int()).optional(),
  /** How many of them nobody knows about where they are. */
  unplaced: z.int().optional(),
  /** When all that waits would be done after a resume, about; and how many would be too late. */
  doneByMs: z.number().optional(),
  late: z.int().optional(),
  /** True if it may well be later: it is not known where all machines are, or not all rows were read. */
  isAtLeast: z.literal(true).optional(),
  /** How long the count took, milliseconds. */
  withinMs: z.number().optional(),
  /** The channel that fails. */
  channel: z.string().optional(),
  /** What it is reminded of, counted: 1 for the first reminder. */
  reminder: z.int().optional(),
});

export type Facts = z.output<typeof factsSchema>;
