import * as z from "zod";
import { toldOfOne } from "../ledger/told.ts";
import { factsSchema } from "./notice-facts.ts";

/** What is known of one channel. Times are epoch milliseconds. */
const channelSchema = z.strictObject({
  /** How many messages it may be sent at once, as of `atMs`. */
  tokens: z.number(),
  atMs: z.number(),
  /** Since when nothing reaches it, and why. */
  failing: z.strictObject({ sinceMs: z.number(), code: z.string() }).optional(),
});

const recipient = z.strictObject({
  channel: z.string(),
  about: z.enum(["urgent", "all"]),
  remindEveryMs: z.number().optional(),
  askEveryMs: z.number().optional(),
});

/** One thing of the stack that people were told. */
const stackSchema = z.strictObject({ told: toldOfOne, kind: z.string(), facts: factsSchema });

/** The row `notices` of the control table: who tells at present, and what was told of the stack. Nothing that acts reads it. */
export const noticesSchema = z.strictObject({
  /** Grows with every write. A write names the one that it read. */
  rev: z.int(),
  /** Until then nobody else sends. */
  leaseUntilMs: z.number(),
  channels: z.record(z.string(), channelSchema),
  stack: z.record(z.string(), stackSchema),
  /** How many messages could not be told for a week. */
  givenUp: z.int(),
  /** Who is told while the policy cannot be read. */
  last: z.strictObject({ recipients: z.array(recipient), timeZone: z.string() }).optional(),
});

export type NoticesRow = z.output<typeof noticesSchema>;
export type ChannelState = z.output<typeof channelSchema>;
export type StackTold = z.output<typeof stackSchema>;

export const firstNotices: NoticesRow = { rev: 0, leaseUntilMs: 0, channels: {}, stack: {}, givenUp: 0 };
