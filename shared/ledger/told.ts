import * as z from "zod";

/** What people were told of one operation, or of one thing of the stack, last. Times are epoch milliseconds. */
export const toldOfOne = z.strictObject({
  /** What was told: a situation's key, see news.ts. */
  key: z.string(),
  /** The message's id, the same in each try. A reminder's goes on from it. */
  id: z.string(),
  /** When it was to be told first: it is tried for some days from then. */
  sinceMs: z.number(),
  /** When, by channel: a reminder counts from then. A channel that nobody named in time has none. */
  at: z.record(z.string(), z.number()),
  /** The channels that could not be reached yet. */
  left: z.array(z.string()),
  /** How often people were reminded of it. */
  reminders: z.int(),
});

/** By the beginning of an operation's id, of what is open and of what is not told everywhere yet. */
export const told = z.record(z.string(), toldOfOne);

export type Told = z.output<typeof told>;
export type ToldOfOne = z.output<typeof toldOfOne>;
