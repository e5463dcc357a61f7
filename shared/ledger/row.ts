import * as z from "zod";
import { lossSchema } from "../loss.ts";
import { outcome } from "./outcome.ts";
import { progress, wait } from "./progress.ts";
import { runbook } from "./runbook.ts";

/**
 * Versions of the row's shape. A reader refuses one that it does not know and never treats such a row as free. 2 adds
 * `oneShot` and `runbook`; 3 adds `waiting`, `beside` and the end of an intent's life.
 */
export const rowVersion = 3;
export const oldestVersion = 1;

/** What is stored of an operation, whether it is current or waits. Times are epoch milliseconds. */
const stored = z.strictObject({
  operationId: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** What was first asked for: a caller's token stands for it. What answers an event may change, so there nobody compares. */
  fingerprint: z.string(),
  source: z.string(),
  actor: z.string(),
  reason: z.string(),
  clientToken: z.string().optional(),
  eventId: z.string().optional(),
  /** True if nobody named this event: the look of an attempt found it. */
  isEventFound: z.literal(true).optional(),
  /** Who accepted the loss of data, if somebody did. */
  consentBy: z.string().optional(),
  /** Which losses; absent if all that was asked. */
  consentTo: z.array(lossSchema).optional(),
  /** What proves it, see seal.ts: without it nobody has agreed. */
  consentSeal: z.string().optional(),
  runbook: runbook.optional(),
  /** Counts intended attempts; grows with every intend. */
  attempt: z.int(),
  /** Attempts that were sent and proved without effect: these count to the cap. */
  fruitless: z.int(),
  openSinceMs: z.number(),
  /** From then on nothing new is sent for it. Fixed when it is first stored; only an approval moves it. */
  notAfterMs: z.number().optional(),
  /** Since when the cloud's lists have left its event out. */
  missingSinceMs: z.number().optional(),
  /** When the question to a person ends. Fixed when it is first asked; only the event's own time moves it. */
  askedUntilMs: z.number().optional(),
});

/** An operation of which nothing can take effect: it was never sent, or it is proved that what was sent did nothing. */
const waiting = stored.extend({ wait });

const current = stored.extend({
  /** True once somebody may count on it: asked for by who cannot wait for the answer, stored as waiting, taken up again. */
  promised: z.boolean(),
  /** True if only its own caller can send it, since a parameter of it is never stored. */
  oneShot: z.literal(true).optional(),
  progress,
});

const row = z.strictObject({
  /** Grows by one with every write that changes the current operation: the fence. */
  epoch: z.int(),
  /** Grows by one with every other write, which fences nobody out. */
  beside: z.int(),
  /** Random id of the invocation that wrote this epoch, so that it can recognise its own write after a timeout. */
  owner: z.string(),
  /** The one operation that is at work: the row's mutex. */
  current: current.optional(),
  /** operationId → what waits. It holds nobody up. */
  waiting: z.record(z.string(), waiting),
  /** operationId → remembered outcome. */
  outcomes: z.record(z.string(), outcome),
  /** hash of a system event id → the operation that answered it, or is about to. */
  events: z.record(z.string(), z.string()),
  /** Every evidence id (task id, …) this row ever recorded. */
  recorded: z.array(z.string()),
});

export const rowSchema = row;
export type InstanceRow = z.output<typeof row>;
export type Current = z.output<typeof current>;
export type Waiting = z.output<typeof waiting>;

/** The row of an instance that the ledger has never seen. */
export const emptyRow: InstanceRow = {
  epoch: 0,
  beside: 0,
  owner: "",
  waiting: {},
  outcomes: {},
  events: {},
  recorded: [],
};
