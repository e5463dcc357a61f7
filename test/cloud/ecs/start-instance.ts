import * as z from "zod";
import { type Check, RpcError, rowsOf, runChecks } from "../rpc/rpc-error.ts";
import { hasStrayDamage } from "../world/answerable.ts";
import { systemDiskOf } from "../world/disk.ts";
import { type Instance, isExpired, isLocked } from "../world/instance.ts";
import { acceptStart } from "../world/power.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { booleanText } from "./parameter-types.ts";
import { powerErrors } from "./power-errors.ts";

type Judged = {
  readonly world: World;
  readonly instance: Instance;
  readonly clearLocalDisks: boolean;
};

/** Their order is invented. */
const checks: readonly Check<Judged>[] = [
  { refuses: ({ instance }) => isLocked(instance, "security"), error: powerErrors.locked },
  {
    refuses: ({ world, instance }) => isExpired(instance, world.nowMs()),
    error: { status: 403, code: "InstanceExpired", message: "The prePaid instance has been expired." },
  },
  {
    refuses: ({ instance }) => isLocked(instance, "financial"),
    error: {
      status: 403,
      code: "InstanceExpired",
      message: "The postPaid instance has been expired. Please ensure your account have enough balance.",
    },
  },
  {
    refuses: ({ world, instance, clearLocalDisks }) => !clearLocalDisks && hasStrayDamage(world, instance),
    error: { status: 403, code: "DiskError", message: "IncorrectDiskStatus." },
  },
  { refuses: ({ instance }) => instance.status !== "Stopped", error: powerErrors.incorrectStatus },
  {
    refuses: ({ instance }) => instance.replacing > 0,
    error: { status: 403, code: "DiskError", message: "IncorrectDiskStatus." },
  },
  {
    refuses: ({ world, instance }) => systemDiskOf(world.disks, instance.instanceId) === undefined,
    error: {
      status: 400,
      code: "InvalidInstance.NotFoundSystemDisk",
      message: "The specified instance does not have system disk.",
    },
  },
];

/** StartInstance (ecs 2014-05-26); InitLocalDisk clears all local disks. */
export const startInstance = defineAction({
  name: "StartInstance",
  changesWorld: true,
  errors: [powerErrors.notFound, ...rowsOf(checks), powerErrors.dryRun],
  params: z.strictObject({
    InstanceId: z.string().min(1),
    InitLocalDisk: booleanText.default(false),
    DryRun: booleanText.default(false),
  }),
  run: (world, { InstanceId, InitLocalDisk, DryRun }) => {
    const instance = world.instances.get(InstanceId);
    if (instance === undefined) throw new RpcError(powerErrors.notFound);
    runChecks(checks, { world, instance, clearLocalDisks: InitLocalDisk }, world.holds("ecs.power.order"));
    if (DryRun) throw new RpcError(powerErrors.dryRun);
    acceptStart(world, instance, InitLocalDisk);
    return {};
  },
});
