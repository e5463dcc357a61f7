import * as z from "zod";
import { columns } from "../columns.ts";
import type { Show } from "../show.ts";
import { warningWords } from "./warnings.ts";

/** How many instances each rule of a draft may decide about. */
export const fleetSchema = z.object({
  Instances: z.int(),
  Rules: z.array(z.object({ Rule: z.string(), Instances: z.int() })),
  Warnings: z.array(z.string()).default([]),
});

export function fleetWords({ Instances, Rules, Warnings }: z.output<typeof fleetSchema>, show: Show): string {
  const rows = Rules.map((rule) => [rule.Rule, rule.Instances === 0 ? "0: no machine" : rule.Instances]);
  const head = show.paint.bold(`the fleet: ${Instances} instances`);
  return [head, columns(["rule", "instances"], rows, show), ...warningWords(Warnings, show)].join("\n");
}
