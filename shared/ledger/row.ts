import * as z from "zod";
import { approval, ask } from "./ask.ts";
import { hook } from "./hook.ts";
import { outcome } from "./outcome.ts";
import { progress, wait } from "./progress.ts";
import { runbook } from "./runbook.ts";
import { told } from "./told.ts";

/**
 * Versions of the row's shape. A reader refuses a version that it does not know, and never treats such a row as free.
 * Version 2 adds `oneShot` and `runbook`. Version 3 adds `waiting`, `beside` and the end of an intent's life.
 */
export const rowVersion = 3;
export const oldestVersion = 1;

/** What is counted of an operation under a rule, once each. See tally.ts. */
export const decisions = ["Seen", "Acted", "WouldHaveActed", "Asked", "LeftAlone", "TooLate"] as const;

/** The rule that decides about an event, of the policy with this serial, and what of it was counted. */
const plan = z.strictObject({ policy: z.int(), rule: z.string(), counted: z.array(z.enum(decisions)) });

/** The fields of an operation that is current or waits. Times are epoch milliseconds. */
const stored = z.strictObject({
  operationId: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** A hash of what a caller's token stands for. An event's operation may change, so it is not compared. */
  fingerprint: z.string(),
  source: z.string(),
  actor: z.string(),
  reason: z.string(),
  clientToken: z.string().optional(),
  eventId: z.string().optional(),
  /** True if the call named no event, and the look of an attempt found this one. */
  isEventFound: z.literal(true).optional(),
  /** The last question to people about it, and who has said yes. Without a right seal nobody has, see seal.ts. */
  ask: ask.optional(),
  approvals: z.array(approval).optional(),
  /** A person wants it not to begin before, and who that is. */
  postponed: z.strictObject({ untilMs: z.number(), by: z.string() }).optional(),
  /** True if its caller, the actor, has said that no freeze holds it. Whether they may is asked at each attempt. */
  overridesFreeze: z.literal(true).optional(),
  runbook: runbook.optional(),
  /** Absent for a call, about which no rule decides, and until a policy was asked. */
  plan: plan.optional(),
  /** The number of intended attempts. */
  attempt: z.int(),
  /** The number of attempts that are proved without effect. At a limit the operation ends. */
  fruitless: z.int(),
  openSinceMs: z.number(),
  /**
   * From then on nothing new is sent for it. It is fixed when it is first stored. Only a question to a person and an
   * approval move it.
   */
  notAfterMs: z.number().optional(),
  /** Since when the cloud's lists have left its event out. */
  missingSinceMs: z.number().optional(),
  /** When the question to a person ends. Set when it is first asked; only the event's own time moves it. */
  askedUntilMs: z.number().optional(),
});

/** An operation of which nothing can take effect: it was never sent, or every send is proved without effect. */
const waiting = stored.extend({ wait });

const current = stored.extend({
  /** True once somebody may count on it: the caller does not wait for the answer, it has waited, or it was taken up again. */
  promised: z.boolean(),
  /** True if only its own caller can send it, because a parameter of it is never stored. */
  oneShot: z.literal(true).optional(),
  progress,
});

const row = z.strictObject({
  /** Grows by one with every write that changes the current operation. It is the fence: see write.ts. */
  epoch: z.int(),
  /** Grows by one with every other write. Such a write fences nobody out. */
  beside: z.int(),
  /** Random id of the invocation that wrote this epoch. By it an invocation recognises its own write after a timeout. */
  owner: z.string(),
  /** The one operation at work. It has the instance to itself. */
  current: current.optional(),
  /** operationId → an operation that waits. It holds nobody up. */
  waiting: z.record(z.string(), waiting),
  /** operationId → remembered outcome. */
  outcomes: z.record(z.string(), outcome),
  /** operationId → how the owner's hooks around it stand. While there is one, its machine may be drained. */
  hooks: z.record(z.string(), hook),
  /** hash of a system event id → the operation that answered it, or is about to. */
  events: z.record(z.string(), z.string()),
  /** Every evidence id (task id, …) this row ever recorded. */
  recorded: z.array(z.string()),
  /** Number → a line about what is current or waits, or was given back; see line.ts. An ended one has its lines. */
  timeline: z.record(z.string(), z.string()),
  /** The number of the newest line. It only grows, so no number is given twice. */
  seq: z.int(),
  /** Version of the row → what that write decided and no run of `reconcile` has counted yet; see tally.ts. */
  tally: z.record(z.string(), z.string()),
  /** Grows with every write that people are to hear of; see news.ts. */
  news: z.int(),
  /** The beginning of an operation's id → the number of the write that people are still to hear of. */
  untold: z.record(z.string(), z.int()),
  /** When the newest of them was made. While it is there a list of its own names the row, also when all has ended. */
  untoldSinceMs: z.number().optional(),
  /** What people were told. It is written by who tells, without an epoch: nothing that acts goes by it. */
  told,
  /** Grows with each write of `told`. Whoever tells names the one that it read. */
  tells: z.int(),
});

export const rowSchema = row;
export type InstanceRow = z.output<typeof row>;
export type Current = z.output<typeof current>;
export type Waiting = z.output<typeof waiting>;

/** A row's version as one text: every write of the ledger changes it. */
export const revisionOf = ({ epoch, beside }: Pick<InstanceRow, "epoch" | "beside">) => `${epoch}.${beside}`;

/** The row of an instance that the ledger has never seen. */
export const emptyRow: InstanceRow = {
  epoch: 0,
  beside: 0,
  owner: "",
  waiting: {},
  outcomes: {},
  hooks: {},
  events: {},
  recorded: [],
  timeline: {},
  seq: 0,
  tally: {},
  news: 0,
  untold: {},
  told: {},
  tells: 0,
};
