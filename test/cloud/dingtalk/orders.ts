import * as z from "zod";

/** Sends exactly this instead: all headers, the whole body, or both. */
const raw = z.strictObject({ headers: z.record(z.string(), z.string()).optional(), body: z.string().optional() });

const delivery = {
  /** Delivered so often, one after the other. */
  times: z.int().min(1).max(50).default(1),
  /** Each time with another msgId, and signed anew. */
  newIds: z.boolean().default(false),
  /** With the headers of an earlier callback, by its `seq`: they fit any body. */
  headersOf: z.int().positive().optional(),
  raw: raw.optional(),
};

/** Somebody says something to the robot: in the group after a mention, or in their own conversation with it. */
export const sayOrder = z.strictObject({
  as: z.string(),
  text: z.string(),
  to: z.enum(["group", "person"]).default("group"),
  /** Says it as somebody of another corp would: nobody knows their staff id. */
  isOutside: z.boolean().default(false),
  ...delivery,
});

/** Somebody clicks a button of a card: by its id, or by its number in the card, from 1. */
export const clickOrder = z.strictObject({
  as: z.string(),
  click: z.strictObject({ card: z.string(), button: z.union([z.string(), z.int().positive()]) }),
  ...delivery,
});

/** Where DingTalk sends what people do from now on: a function by its name in the tester's view, or an address on loopback. */
export const receiverOrder = z.strictObject({
  receiver: z
    .string()
    .regex(
      /^([\w-]+|http:\/\/(127\.0\.0\.1|localhost):\d+[\w/.-]*)$/,
      "must be a function, or http://127.0.0.1:<port>",
    ),
});

/** How a terminal shows it: in so many columns, and as somebody of the corp sees it. Text, as a query has it. */
export const shownOrder = z.strictObject({
  shown: z
    .string()
    .regex(/^\d{2,3}$/, "must be 10 to 999 columns")
    .transform(Number),
  as: z.string().optional(),
});

export type SayOrder = z.output<typeof sayOrder>;
export type ClickOrder = z.output<typeof clickOrder>;
