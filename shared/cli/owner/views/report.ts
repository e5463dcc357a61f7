import * as z from "zod";
import { columns } from "../columns.ts";
import { viewOf } from "../view.ts";

const reportSchema = z.object({
  Since: z.iso.datetime(),
  Until: z.iso.datetime(),
  Rows: z.array(
    z.object({
      Day: z.string(),
      Rule: z.string(),
      Policy: z.int(),
      Seen: z.int(),
      Acted: z.int(),
      WouldHaveActed: z.int(),
      Asked: z.int(),
      LeftAlone: z.int(),
      TooLate: z.int(),
      Held: z.array(z.object({ By: z.string(), Minutes: z.number() })).default([]),
    }),
  ),
});

export const viewReport = viewOf(reportSchema, ({ Since, Until, Rows }, show) => {
  const rows = Rows.map((row) => [
    ...[row.Day, row.Policy, row.Rule, row.Seen, row.Acted, row.WouldHaveActed, row.Asked, row.LeftAlone, row.TooLate],
    row.Held.map(({ By, Minutes }) => `${By} ${lengthOf(Minutes)}`).join(", "),
  ]);
  const head = [
    "day",
    "policy",
    "rule",
    "seen",
    "acted",
    "would have acted",
    "asked",
    "left alone",
    "too late",
    "held by",
  ];
  return `${show.paint.dim(`From ${show.clock(Since)} to ${show.clock(Until)}`)}\n${columns(head, rows, show)}`;
});

const lengthOf = (minutes: number) => (minutes < 90 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`);
