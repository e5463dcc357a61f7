import * as z from "zod";
import { lossSchema } from "../loss.ts";
import { modes } from "../policy/modes.ts";
import type { Policy } from "../policy/policy.ts";
import { fromBoth } from "../rehearsal/from-both.ts";
import { hookWords } from "../rehearsal/hook-under.ts";
import { type MachineRow, machineUnder } from "../rehearsal/machine-under.ts";
import { notOnRecord, type VerbNeeds } from "./verb.ts";

const localDisks = z.enum(["yes", "no", "unknown"]);

/** What becomes of an event, in the words of an answer. */
export const fateSchema = z.enum(["acted", "asked", "observed", "leftAlone"]);

/** What would be done about every event on one instance. */
export const instanceSchema = z.strictObject({
  InstanceId: z.string(),
  Product: z.enum(["ecs", "ens"]),
  Zone: z.string().optional(),
  Tags: z.record(z.string(), z.string()),
  LocalDisks: localDisks,
  Decisions: z.array(
    z.strictObject({
      Type: z.string(),
      Status: z.string(),
      /** Only where local disks decide, and it is not known whether there are any. */
      LocalDisks: localDisks.optional(),
      Rule: z.string(),
      Fate: fateSchema,
      /** Left out: nothing. */
      Do: z.string().optional(),
      Mode: z.enum(modes),
      MayLose: z.array(lossSchema),
      Loses: z.array(lossSchema),
      /** The owner's hook, in words: whether it is asked before, or told after alone. Left out: none. */
      Hook: z.string().optional(),
      Why: z.string(),
    }),
  ),
});

/** Throws `OpError` `refused` (404) if neither product lists the instance. */
export async function checkedInstance(
  policy: Policy,
  instanceId: string,
  { fleets }: Pick<VerbNeeds, "fleets">,
  untilMs: number,
): Promise<z.output<typeof instanceSchema>> {
  const { all, warnings } = await fromBoth(fleets, (fleet) => fleet.readMachines([instanceId], untilMs));
  const [machine] = all;
  if (machine === undefined)
    throw notOnRecord("InvalidInstanceId.NotFound", [`No instance ${instanceId} is listed.`, ...warnings].join(" "));
  return {
    InstanceId: instanceId,
    Product: machine.product,
    ...(machine.zone !== undefined && { Zone: machine.zone }),
    Tags: { ...machine.tags },
    LocalDisks: wordOf(machine.hasLocalDisks),
    Decisions: machineUnder(policy, machine).map(rowOf),
  };
}

const rowOf = ({ type, status, rule, fate, planned, mode, mayLose, loses, hook, why, ifLocalDisks }: MachineRow) => ({
  ...{ Type: type, Status: status },
  ...(ifLocalDisks !== undefined && { LocalDisks: wordOf(ifLocalDisks) }),
  ...{ Rule: rule, Fate: fate },
  ...(planned !== undefined && { Do: planned.operation }),
  ...{ Mode: mode, MayLose: [...mayLose], Loses: [...loses] },
  ...(hook && { Hook: hookWords(hook) }),
  Why: why,
});

const wordOf = (has: boolean | undefined): z.output<typeof localDisks> =>
  has === undefined ? "unknown" : has ? "yes" : "no";
