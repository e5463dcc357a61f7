import * as z from "zod";
import { mostRows, type Open, openRows } from "./open-rows.ts";
import { pageAfter, pageSchema, placeIn } from "./page.ts";
import { ofCurrent, ofWaiting, type Standing, standingSchema, withYeses, yesesOn } from "./record.ts";
import { verbOf } from "./verb.ts";
import { type People, peopleIn } from "./yeses.ts";

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
  run: async ({ State, Policy, Page }, needs) => {
    const { store, nowMs } = needs;
    const steering = await needs.steering().catch(() => undefined); // the list is shown all the same
    const isWanted = ({ State: state, For: what, Policy: serial }: Standing) =>
      (State === undefined || state === State || what === State) && (Policy === undefined || serial === Policy);
    const found: z.output<typeof listed>[] = [];
    let read = 0;
    for await (const open of openRows(store, placeIn(place, Page))) {
      const people = peopleIn(yesesOn(open.row), needs, steering);
      found.push(...openIn(open, nowMs(), people).filter(isWanted));
      read++;
      if (found.length < pageSize && read < mostRows) continue;
      const { openSinceMs, instanceId } = open;
      return { Operations: found, NextPage: pageAfter({ openSinceMs, instanceId }) };
    }
    return { Operations: found };
  },
});

/** The operations of a row that are not over. `people`: who is behind the yeses. */
export const openIn = ({ instanceId, row }: Open, nowMs: number, people: People = {}) =>
  [
    ...(row.current === undefined ? [] : [ofCurrent(row.current, nowMs)]),
    ...Object.values(row.waiting).map(ofWaiting),
  ].map((standing) => ({ InstanceId: instanceId, ...withYeses(standing, row, people) }));
