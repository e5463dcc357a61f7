import * as z from "zod";
import { instanceId } from "../operations/parameters.ts";
import { checkHooks } from "../policy/check-hooks.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { checkedFleet, fleetSchema } from "./checked-fleet.ts";
import { checkedHistory, historySchema } from "./checked-history.ts";
import { checkedInstance, instanceSchema } from "./checked-instance.ts";
import { placeOf, policyArgument } from "./policy-argument.ts";
import { verbOf } from "./verb.ts";

/** What a draft of a policy would do, on what there is: nothing is applied. */
export const policyCheck = verbOf({
  name: "policy check",
  summary: "What is wrong with a policy, and what it would do with the instances and past events that there are",
  schema: z.strictObject({
    Policy: policyArgument,
    Fleet: z.literal(true, "must be true").optional().describe("How many instances each rule may decide about"),
    InstanceId: instanceId.optional().describe("What it would do about every event on this instance"),
    History: z
      .int("must be a number of days")
      .min(1, "must be 1 day or more")
      .max(30, "must be 30 days or less: the cloud keeps no more")
      .optional()
      .describe("What it would have done about the events of so many days"),
  }),
  answers: z.strictObject({
    Problems: z.array(z.strictObject({ Path: z.string(), Message: z.string() })),
    Fleet: fleetSchema.optional(),
    Instance: instanceSchema.optional(),
    History: historySchema.optional(),
  }),
  refusals: { 404: "InvalidInstanceId.NotFound" },
  run: async ({ Policy, Fleet, InstanceId, History }, needs) => {
    const reading = readPolicy(Policy, [checkHooks(needs.hookNames)]);
    if ("problems" in reading)
      return { Problems: reading.problems.map((one) => ({ Path: placeOf(one), Message: one.message })) };
    const { policy } = reading;
    const untilMs = needs.nowMs() + readForMs;
    const [fleet, one, past] = await Promise.all([
      Fleet && checkedFleet(policy, needs, untilMs),
      InstanceId === undefined ? undefined : checkedInstance(policy, InstanceId, needs, untilMs),
      History === undefined ? undefined : checkedHistory(policy, History, needs, untilMs),
    ]);
    return {
      Problems: [],
      ...(fleet && { Fleet: fleet }),
      ...(one && { Instance: one }),
      ...(past && { History: past }),
    };
  },
});

/** Lists are read for so long at most (invented): what is not whole by then is not told in part. */
const readForMs = 20_000;
