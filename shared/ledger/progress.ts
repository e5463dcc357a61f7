import * as z from "zod";
import { storedAnswer } from "./outcome.ts";

/**
 * The reason for a wait: a person's consent, a moment, a place among those in flight, a hook's answer, the next attempt, the end
 * of the current operation, or another plan (`policy`: no operation answers the event at present).
 */
export const wait = z.strictObject({
  for: z.enum(["approval", "time", "slot", "hook", "attempt", "operation", "policy"]),
  /** When it is tried again. For an approval: when the question ends. Absent if no moment is known. */
  untilMs: z.number().optional(),
  code: z.string(),
  /** The serial of the policy that lets it wait. With another one it is planned anew. */
  serial: z.number().optional(),
  /** Of a slot: what it counts in, as far as a look has found it. Absent if no look was made. */
  scopes: z.array(z.string()).optional(),
  /** Of a pause: which one. */
  pause: z.string().optional(),
  /** Of a time or a slot: when the platform acts by itself. */
  deadlineMs: z.number().optional(),
});

const accepted = z.strictObject({
  /** Unproven: no proof that it helped came in time. A person is needed, unless the proof still comes. */
  state: z.enum(["Accepted", "Unproven"]),
  signedAtMs: z.number(),
  acceptedAtMs: z.number(),
  baseline: z.array(z.string()),
  requestId: z.string(),
  /** Ids by which the cloud shows the effect, such as task ids. For an adopted effect: all since the baseline. */
  evidenceIds: z.array(z.string()),
  /** True if evidence alone shows that the cloud took it, without the cloud's own reply. */
  adopted: z.boolean(),
  answer: storedAnswer,
});

const needsHuman = z.strictObject({
  /** The evidence did not decide in time. A person is needed, unless it still does. */
  state: z.literal("NeedsHuman"),
  signedAtMs: z.number(),
  nonce: z.string(),
  baseline: z.array(z.string()),
  reason: z.string(),
  nextStep: z.string(),
});

/** Where the current operation stands. Times are epoch milliseconds of the writer's clock. */
export const progress = z.discriminatedUnion("state", [
  /** A runbook between two of its steps. Any other operation that waits is not current. */
  z.strictObject({ state: z.literal("Waiting"), ...wait.shape }),
  z.strictObject({ state: z.literal("Claimed"), leaseUntilMs: z.number() }),
  z.strictObject({
    state: z.literal("Sending"),
    /** 0 once the send has got no answer that counts. If it is over, the attempt is in doubt. */
    leaseUntilMs: z.number(),
    signedAtMs: z.number(),
    nonce: z.string(),
    /** Evidence ids that look saw before the send. They cannot be ours. */
    baseline: z.array(z.string()),
    cause: z.string().optional(),
  }),
  accepted,
  needsHuman,
]);

/** A question about an attempt that only a person can answer. */
export const question = z.discriminatedUnion("state", [accepted, needsHuman]);

export type Wait = z.output<typeof wait>;

/** The wait of an operation whose next attempt may be made at once. */
export const dueNow = (code: string, nowMs: number): Wait => ({ for: "attempt", untilMs: nowMs, code });

/** A person is asked for this long if an event names no time, or a time that has passed, milliseconds (invented: a day). */
export const askedForMs = 86_400_000;

/** The waits for another policy, or another state of the event: nothing is to be done, or nothing may be done. */
export const nothingAnswers = (serial: number): Wait => ({ for: "policy", code: "NothingAnswers", serial });
export const observed = (serial: number): Wait => ({ for: "policy", code: "PolicyObserves", serial });

/** The wait for the end of what holds an operation back. A full scope is waited for by whoever frees a place. */
export const heldWait = (
  {
    code,
    untilMs,
    pause,
  }: { readonly code: string; readonly untilMs: number | undefined; readonly pause?: string | undefined },
  {
    scopes,
    deadlineMs,
    serial,
  }: { readonly scopes?: readonly string[]; readonly deadlineMs?: number | undefined; readonly serial?: number },
): Wait => ({
  for: code === "LimitReached" ? "slot" : "time",
  code,
  ...(untilMs !== undefined && { untilMs }),
  ...(pause !== undefined && { pause }),
  ...(scopes !== undefined && { scopes: [...scopes] }),
  ...(deadlineMs !== undefined && { deadlineMs }),
  ...(serial !== undefined && { serial }),
});

export type Progress = z.output<typeof progress>;
export type Sending = Extract<Progress, { state: "Sending" }>;
export type Accepted = Extract<Progress, { state: "Accepted" | "Unproven" }>;
export type Question = z.output<typeof question>;
