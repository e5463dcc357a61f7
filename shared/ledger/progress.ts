import * as z from "zod";
import { storedAnswer } from "./outcome.ts";

/**
 * What an operation waits for: a person's consent, a moment, its next attempt, the end of the operation that is current,
 * or another plan (`policy`: nothing answers its event as things are).
 */
export const wait = z.strictObject({
  for: z.enum(["approval", "time", "attempt", "operation", "policy"]),
  /** When it is tried again; for an approval, when the question ends. Left out where no moment is known. */
  untilMs: z.number().optional(),
  code: z.string(),
});

const accepted = z.strictObject({
  /** Unproven: it ended, but the proof that it helped does not come; still looked at, and for people. */
  state: z.enum(["Accepted", "Unproven"]),
  signedAtMs: z.number(),
  acceptedAtMs: z.number(),
  baseline: z.array(z.string()),
  requestId: z.string(),
  /** Ids by which the cloud shows the effect (task ids); for an adopted one, all since the baseline. */
  evidenceIds: z.array(z.string()),
  /** True if it was concluded from evidence, without our own answer. */
  adopted: z.boolean(),
  answer: storedAnswer,
});

const needsHuman = z.strictObject({
  /** Nothing can be concluded by itself any more. */
  state: z.literal("NeedsHuman"),
  signedAtMs: z.number(),
  nonce: z.string(),
  baseline: z.array(z.string()),
  reason: z.string(),
  nextStep: z.string(),
});

/** Where the current operation stands. Times are epoch milliseconds of the writer's clock. */
export const progress = z.discriminatedUnion("state", [
  /** A runbook between two of its steps; everything else that waits is not current. */
  z.strictObject({ state: z.literal("Waiting"), ...wait.shape }),
  z.strictObject({ state: z.literal("Claimed"), leaseUntilMs: z.number() }),
  z.strictObject({
    state: z.literal("Sending"),
    /** 0 once the reply is known to be unknown; over = in doubt. */
    leaseUntilMs: z.number(),
    signedAtMs: z.number(),
    nonce: z.string(),
    /** What look saw before the send: evidence ids that cannot be ours. */
    baseline: z.array(z.string()),
    cause: z.string().optional(),
  }),
  accepted,
  needsHuman,
]);

/** What only a person can answer about an attempt. */
export const question = z.discriminatedUnion("state", [accepted, needsHuman]);

export type Wait = z.output<typeof wait>;

/** Its next attempt may be made at once. */
export const dueNow = (code: string, nowMs: number): Wait => ({ for: "attempt", untilMs: nowMs, code });

export type Progress = z.output<typeof progress>;
export type Sending = Extract<Progress, { state: "Sending" }>;
export type Accepted = Extract<Progress, { state: "Accepted" | "Unproven" }>;
export type Question = z.output<typeof question>;
