import * as z from "zod";
import type { Policy } from "../policy/policy.ts";
import { fromBoth } from "../rehearsal/from-both.ts";
import { historyUnder, type PastRow } from "../rehearsal/history-under.ts";
import { fateSchema } from "./checked-instance.ts";
import type { VerbNeeds } from "./verb.ts";

const time = z.iso.datetime();

/** What a policy would have done about past events. */
export const historySchema = z.strictObject({
  Events: z.int(),
  /** Events of instances that are not listed any more. */
  OfGoneInstances: z.int(),
  Rules: z.array(
    z.strictObject({ Rule: z.string(), Acted: z.int(), Asked: z.int(), Observed: z.int(), LeftAlone: z.int() }),
  ),
  /** The newest. */
  Rows: z.array(
    z.strictObject({
      At: time.optional(),
      InstanceId: z.string(),
      EventId: z.string(),
      Type: z.string(),
      Status: z.string(),
      /** The status that it was judged in. */
      JudgedIn: z.string(),
      Rule: z.string(),
      Fate: fateSchema,
      Do: z.string().optional(),
      /** If the instance has local disks, which its list does not say. */
      IfLocalDisks: fateSchema.optional(),
      IsGone: z.literal(true).optional(),
    }),
  ),
  Warnings: z.array(z.string()),
});

const dayMs = 86_400_000;
/** An answer has so many rows at most. */
const mostRows = 100;

export async function checkedHistory(
  policy: Policy,
  days: number,
  { fleets, nowMs }: Pick<VerbNeeds, "fleets" | "nowMs">,
  untilMs: number,
): Promise<z.output<typeof historySchema>> {
  const sinceMs = nowMs() - days * dayMs;
  const [past, machines] = await Promise.all([
    fromBoth(fleets, async (fleet, product) =>
      (await fleet.listPast(sinceMs, untilMs)).map((event) => ({ ...event, product })),
    ),
    fromBoth(fleets, (fleet) => fleet.listMachines(untilMs)),
  ]);
  const known = new Map(machines.all.map((machine) => [machine.instanceId, machine]));
  const { events, gone, rules, rows } = historyUnder(policy, past.all, known);
  return {
    Events: events,
    OfGoneInstances: gone,
    Rules: rules.map(({ rule, acted, asked, observed, leftAlone }) => ({
      ...{ Rule: rule, Acted: acted, Asked: asked, Observed: observed, LeftAlone: leftAlone },
    })),
    Rows: rows.slice(0, mostRows).map(rowOf),
    Warnings: [...new Set([...past.warnings, ...machines.warnings])],
  };
}

const rowOf = (row: PastRow) => ({
  ...(row.publishedAtMs !== undefined && { At: new Date(row.publishedAtMs).toISOString() }),
  ...{ InstanceId: row.instanceId, EventId: row.eventId, Type: row.type, Status: row.status },
  ...{ JudgedIn: row.judgedIn, Rule: row.rule, Fate: row.fate },
  ...(row.planned !== undefined && { Do: row.planned.operation }),
  ...(row.ifLocalDisks !== undefined && { IfLocalDisks: row.ifLocalDisks }),
  ...(row.isGone && { IsGone: true as const }),
});
