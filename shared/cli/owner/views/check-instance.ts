import * as z from "zod";
import { columns } from "../columns.ts";
import { plain, type Show } from "../show.ts";
import { fateWord } from "./fate.ts";

const decided = z.object({
  Type: z.string(),
  Status: z.string(),
  /** Only where they decide and nobody knows whether there are any: then there is a row for each. */
  LocalDisks: z.string().optional(),
  Rule: z.string(),
  Fate: z.string().optional(),
  Do: z.string().optional(),
  Mode: z.string(),
  MayLose: z.array(z.string()).default([]),
  Loses: z.array(z.string()).default([]),
  Hook: z.string().optional(),
  Why: z.string(),
});

/** What a draft does about every event of one instance. */
export const instanceSchema = z.object({
  InstanceId: z.string(),
  Product: z.string().optional(),
  Zone: z.string().optional(),
  Tags: z.record(z.string(), z.string()).default({}),
  LocalDisks: z.string().optional(),
  Decisions: z.array(decided),
});

type Instance = z.output<typeof instanceSchema>;

const head = ["event", "status", "local disks", "rule", "fate", "do", "mode", "may lose", "loses", "hook"];

export function instanceWords(instance: Instance, show: Show): string {
  const rows = instance.Decisions.map((each) => [
    ...[each.Type, each.Status, each.LocalDisks, each.Rule, fateWord(each.Fate), each.Do ?? "nothing", each.Mode],
    ...[each.MayLose.join(", "), each.Loses.join(", "), each.Hook],
  ]);
  return `${show.paint.bold(`the instance ${plain(instance.InstanceId)}`)}${factsOf(instance)}\n${columns(head, rows, show)}`;
}

function factsOf({ Product, Zone, Tags, LocalDisks }: Instance): string {
  const tags = Object.entries(Tags).map(([key, value]) => `${key}=${value}`);
  const facts = [
    ...[Product, Zone, tags.length === 0 ? undefined : `tags ${tags.join(" ")}`],
    LocalDisks && `local disks: ${LocalDisks}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? "" : `: ${plain(facts.join(", "))}`;
}
