import * as z from "zod";
import { outcome, storedAnswer } from "./outcome.ts";
import { runbook } from "./runbook.ts";

/**
 * Versions of the row's shape. A reader refuses one that it does not know and never treats such a row as free. 2 adds
 * `oneShot` and `runbook`.
 */
export const rowVersion = 2;
export const oldestVersion = 1;

/** Where the current operation stands. Times are epoch milliseconds of the writer's clock. */
const progress = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("Waiting"),
    for: z.enum(["approval", "time", "slot", "hook", "attempt"]),
    untilMs: z.number(),
    code: z.string(),
  }),
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
  z.strictObject({
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
  }),
  z.strictObject({
    /** Nothing can be concluded by itself any more. */
    state: z.literal("NeedsHuman"),
    signedAtMs: z.number(),
    nonce: z.string(),
    baseline: z.array(z.string()),
    reason: z.string(),
    nextStep: z.string(),
  }),
]);

/** An event that arrived while another operation was current: what to ask for when that one has ended. */
const parked = z.strictObject({
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  source: z.string(),
  actor: z.string(),
  reason: z.string(),
  eventId: z.string(),
  atMs: z.number(),
});

const current = z.strictObject({
  operationId: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  fingerprint: z.string(),
  source: z.string(),
  actor: z.string(),
  reason: z.string(),
  clientToken: z.string().optional(),
  eventId: z.string().optional(),
  /** True once somebody may count on it: asked for by who cannot wait for the answer, stored as waiting, taken up again. */
  promised: z.boolean(),
  /** Who accepted the loss of data, if somebody did. */
  consentBy: z.string().optional(),
  /** Operation ids of the calls that carried this one on by their consent: their tokens are used up by it. */
  alsoFor: z.array(z.string()).optional(),
  /** True if only its own caller can send it, since a parameter of it is never stored. */
  oneShot: z.literal(true).optional(),
  runbook: runbook.optional(),
  /** Counts intended attempts; grows with every intend. */
  attempt: z.int(),
  /** Attempts that were sent and proved without effect: these count to the cap. */
  fruitless: z.int(),
  openSinceMs: z.number(),
  progress,
});

const row = z.strictObject({
  /** Grows by one on every write: the fence. */
  epoch: z.int(),
  /** How often an event was parked: parking grows this instead of the epoch, so that it fences nobody out. */
  parks: z.int(),
  /** Random id of the invocation that wrote this epoch, so that it can recognise its own write after a timeout. */
  owner: z.string(),
  current: current.optional(),
  /** operationId → remembered outcome. */
  outcomes: z.record(z.string(), outcome),
  /** hash of a system event id → the operation that answered it, or is about to. */
  events: z.record(z.string(), z.string()),
  /** Every evidence id (task id, …) this row ever recorded. */
  recorded: z.array(z.string()),
  /** hash of a system event id → the newest notice of an event that arrived while another operation was current. */
  next: z.record(z.string(), parked),
});

export const rowSchema = row;
export type InstanceRow = z.output<typeof row>;
export type Current = z.output<typeof current>;
export type Progress = z.output<typeof progress>;
export type Sending = Extract<Progress, { state: "Sending" }>;
export type Accepted = Extract<Progress, { state: "Accepted" | "Unproven" }>;
export type Parked = z.output<typeof parked>;
export type Waiting = Extract<Progress, { state: "Waiting" }>;

/** The oldest version that can hold a row, so that the release before reads whatever it could have written itself. */
export const versionOf = ({ current }: InstanceRow) => (current?.oneShot || current?.runbook ? 2 : 1);

/** The row of an instance that the ledger has never seen. */
export const emptyRow: InstanceRow = {
  epoch: 0,
  parks: 0,
  owner: "",
  outcomes: {},
  events: {},
  recorded: [],
  next: {},
};
