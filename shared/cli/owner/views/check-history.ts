import * as z from "zod";
import { columns } from "../columns.ts";
import type { Show } from "../show.ts";
import { fateWord } from "./fate.ts";
import { warningWords } from "./warnings.ts";

const counted = z.int();

const past = z.object({
  At: z.iso.datetime().optional(),
  InstanceId: z.string(),
  EventId: z.string(),
  Type: z.string(),
  Status: z.string(),
  JudgedIn: z.string(),
  Rule: z.string(),
  Fate: z.string(),
  Do: z.string().optional(),
  IfLocalDisks: z.string().optional(),
  IsGone: z.boolean().optional(),
});

/** What a draft would have done about past events. */
export const historySchema = z.object({
  Events: counted,
  OfGoneInstances: counted.default(0),
  Rules: z.array(z.object({ Rule: z.string(), Acted: counted, Asked: counted, Observed: counted, LeftAlone: counted })),
  Rows: z.array(past).default([]),
  Warnings: z.array(z.string()).default([]),
});

type History = z.output<typeof historySchema>;

export function historyWords({ Events, OfGoneInstances, Rules, Rows, Warnings }: History, show: Show): string {
  const gone = OfGoneInstances === 0 ? "" : `, ${OfGoneInstances} of instances that are not listed any more`;
  const rules = Rules.map((each) => [each.Rule, each.Acted, each.Asked, each.Observed, each.LeftAlone]);
  return [
    show.paint.bold(`under this draft: ${Events} past events${gone}`),
    columns(["rule", "acts", "asks", "observes", "leaves alone"], rules, show),
    ...warningWords(Warnings, show),
    ...(Rows.length === 0 ? [] : ["", rowsOf(Rows, show)]),
  ].join("\n");
}

const head = ["at", "instance", "event", "type", "status", "judged in", "rule", "fate", "do", "with local disks", ""];

const rowsOf = (rows: History["Rows"], show: Show) =>
  columns(
    head,
    rows.map((row) => [
      ...[row.At && show.clock(row.At), row.InstanceId, row.EventId, row.Type, row.Status],
      ...[row.JudgedIn === row.Status ? undefined : row.JudgedIn, row.Rule, fateWord(row.Fate), row.Do],
      ...[fateWord(row.IfLocalDisks), row.IsGone === true ? "gone" : undefined],
    ]),
    show,
  );
