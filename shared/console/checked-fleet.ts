import * as z from "zod";
import type { Policy } from "../policy/policy.ts";
import { fleetUnder } from "../rehearsal/fleet-under.ts";
import { fromBoth } from "../rehearsal/from-both.ts";
import type { VerbNeeds } from "./verb.ts";

/** How many instances each rule may decide about. */
export const fleetSchema = z.strictObject({
  Instances: z.int(),
  Rules: z.array(z.strictObject({ Rule: z.string(), Instances: z.int() })),
  Warnings: z.array(z.string()),
});

export async function checkedFleet(
  policy: Policy,
  { fleets }: Pick<VerbNeeds, "fleets">,
  untilMs: number,
): Promise<z.output<typeof fleetSchema>> {
  const { all, warnings } = await fromBoth(fleets, (fleet) => fleet.listMachines(untilMs));
  const under = fleetUnder(policy, all);
  return {
    Instances: under.machines,
    Rules: under.rules.map(({ rule, machines }) => ({ Rule: rule, Instances: machines })),
    Warnings: [...warnings, ...under.warnings],
  };
}
