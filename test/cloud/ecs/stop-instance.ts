import * as z from "zod";
import { type Check, RpcError, rowsOf, runChecks } from "../rpc/rpc-error.ts";
import { hasLocalDisks, type Instance, isExpired, isLocked } from "../world/instance.ts";
import { acceptStop } from "../world/power.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { booleanText } from "./parameter-types.ts";
import { powerErrors } from "./power-errors.ts";

/** Their order is invented. */
const checks: readonly Check<{ readonly world: World; readonly instance: Instance }>[] = [
  { refuses: ({ instance }) => isLocked(instance, "security"), error: powerErrors.locked },
  {
    refuses: ({ world, instance }) => isExpired(instance, world.nowMs()) || isLocked(instance, "financial"),
    error: powerErrors.expired,
  },
  { refuses: ({ instance }) => instance.status !== "Running", error: powerErrors.incorrectStatus },
];

/** StopInstance (ecs 2014-05-26). */
export const stopInstance = defineAction({
  name: "StopInstance",
  changesWorld: true,
  errors: [powerErrors.notFound, ...rowsOf(checks), powerErrors.dryRun],
  params: z.strictObject({
    InstanceId: z.string().min(1),
    ForceStop: booleanText.optional(),
    ConfirmStop: booleanText.optional(),
    DryRun: booleanText.default(false),
    StoppedMode: z.enum(["StopCharging", "KeepCharging"]).default("KeepCharging"),
  }),
  run: (world, { InstanceId, DryRun, StoppedMode }) => {
    const instance = world.instances.get(InstanceId);
    if (instance === undefined) throw new RpcError(powerErrors.notFound);
    runChecks(checks, { world, instance }, world.holds("ecs.power.order"));
    if (DryRun) throw new RpcError(powerErrors.dryRun);
    acceptStop(world, instance, keepsCharging(instance) ? "KeepCharging" : StoppedMode);
    return {};
  },
});

/** The document: StopCharging is ignored for subscriptions and for instances with local disks. */
const keepsCharging = (instance: Instance) => hasLocalDisks(instance) || instance.chargeType === "PrePaid";
