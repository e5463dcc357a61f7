import * as z from "zod";

/** The answer that a caller got, kept for a repetition of the call. */
export const storedAnswer = z.strictObject({ statusCode: z.int(), body: z.string() });

/** The states in which an operation can end. */
export const endStates = ["Succeeded", "Failed", "Rejected", "Cancelled", "Expired", "SatisfiedElsewhere"] as const;

/**
 * What people may say of an operation that has ended. `did-not-help`: it is proved, and the machine is as it was; it counts
 * among those that have failed. `put-back`: its machine is back in service, whatever its hook says.
 */
export const laterVerdicts = ["did-not-help", "put-back"] as const;

/** Who has answered a question that ended by its time. */
export const nobody = "nobody";

/** The record of an operation that has ended. Times are epoch milliseconds. */
export const outcome = z.strictObject({
  state: z.enum(endStates),
  operation: z.string(),
  fingerprint: z.string(),
  endedAtMs: z.number(),
  /** Of a further operation for an event, which a person had planned: the event. */
  eventId: z.string().optional(),
  answer: storedAnswer.optional(),
  /** True iff the instance was stopped for it, whatever became of the rest. */
  wasStopped: z.literal(true).optional(),
  /** By which way, by whom and why it was asked for, and who said yes. Absent in rows of earlier releases. */
  asked: z
    .strictObject({
      source: z.string(),
      actor: z.string(),
      reason: z.string(),
      approvedBy: z.array(z.string()).optional(),
    })
    .optional(),
  /**
   * For SatisfiedElsewhere: the operation that answered the event. For a person's word or verdict: who, and why. For Expired:
   * `nobody`, if it was a question, and too few people have answered.
   */
  by: z.string().optional(),
  /** What people have said of it since it ended, each word once. */
  judged: z.array(z.strictObject({ verdict: z.enum(laterVerdicts), by: z.string(), atMs: z.number() })).optional(),
  /** Its last lines, oldest first, without its name; see line.ts. Only the newest outcomes have them. */
  timeline: z.array(z.string()).optional(),
});

/** The states that give the event back: another operation may answer it then. */
export const releasing: readonly string[] = [
  "Failed",
  "Rejected",
  "Cancelled",
  "Expired",
] satisfies (typeof endStates)[number][];

export type Outcome = z.output<typeof outcome>;
export type StoredAnswer = z.output<typeof storedAnswer>;
