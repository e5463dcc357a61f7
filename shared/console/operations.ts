import * as z from "zod";
import { mostRows, type Open, openRows } from "./open-rows.ts";
import { pageAfter, pageSchema, placeIn } from "./page.ts";
import { ofCurrent, ofWaiting, type Standing, standingSchema } from "./record.ts";
import { verbOf } from "./verb.ts";

/** An answer has as many operations as this or a row's more. */
const pageSize = 100;

const place = z.strictObject({ openSinceMs: z.number(), instanceId: z.string() });
const listed = standingSchema.extend({ InstanceId: z.string() });

/** What is at work or waits, the oldest row first. */
export const operations = verbOf({
  name: "operations",
  summary: "What is at work or waits, the oldest first",
  schema: z.strictObject({
    State: z
      .string("must be text")
      .max(64, "may have 64 characters")
      .optional()
      .describe("Only those in this state, such as Waiting, or that wait for this, such as approval"),
    Policy: z.int("must be the serial of a policy").min(0).optional().describe("Only those that this policy decided"),
    Page: pageSchema,
  }),
  answers: z.strictObject({ Operations: z.array(listed), NextPage: z.string().optional() }),
  run: async ({ State, Policy, Page }, { store, nowMs }) => {
    const isWanted = ({ State: state, For: what, Policy: serial }: Standing) =>
      (State === undefined || state === State || what === State) && (Policy === undefined || serial === Policy);
    const found: z.output<typeof listed>[] = [];
    let read = 0;
    for await (const open of openRows(store, placeIn(place, Page))) {
      found.push(...openIn(open, nowMs()).filter(isWanted));
      read++;
      if (found.length < pageSize && read < mostRows) continue;
      const { openSinceMs, instanceId } = open;
      return { Operations: found, NextPage: pageAfter({ openSinceMs, instanceId }) };
    }
    return { Operations: found };
  },
});

/** The operations of a row that are not over. */
export const openIn = ({ instanceId, row: { current, waiting } }: Open, nowMs: number) =>
  [...(current === undefined ? [] : [ofCurrent(current, nowMs)]), ...Object.values(waiting).map(ofWaiting)].map(
    (standing) => ({ InstanceId: instanceId, ...standing }),
  );
