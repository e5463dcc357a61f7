import * as z from "zod";
import { type Check, type ErrorRow, RpcError, rowsOf, runChecks } from "../rpc/rpc-error.ts";
import { hasStrayDamage } from "../world/answerable.ts";
import { systemDiskOf } from "../world/disk.ts";
import { type Instance, isExpired, isLocked } from "../world/instance.ts";
import { keyProblem } from "../world/kms-keys.ts";
import { acceptReboot } from "../world/reboot.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { booleanText } from "./parameter-types.ts";
import { powerErrors } from "./power-errors.ts";

/** A row of the RebootInstance document (2024) beyond those of power; InternalError comes as a fault. */
const diskError: ErrorRow = { status: 403, code: "DiskError", message: "IncorrectDiskStatus." };

/** The document's text of these rows is %s: the first is its Chinese page's, the others are ReplaceSystemDisk's. */
const keyErrors: readonly (readonly [problem: ReturnType<typeof keyProblem>, error: ErrorRow])[] = [
  [
    "KMSUnauthorized",
    {
      status: 403,
      code: "InvalidParameter.KMSKeyId.KMSUnauthorized",
      message: "ECS service have no right to access your KMS.",
    },
  ],
  [
    "NotFound",
    { status: 404, code: "InvalidParameter.KMSKeyId.NotFound", message: "The specified KMSKeyId does not exist." },
  ],
  [
    "CMKNotEnabled",
    {
      status: 403,
      code: "InvalidParameter.KMSKeyId.CMKNotEnabled",
      message: "The CMK (Customer Master Key) must be in an active state.",
    },
  ],
  [
    "CMKUnauthorized",
    {
      status: 403,
      code: "InvalidParameter.KMSKeyId.CMKUnauthorized",
      message: "The CMK(Customer Master Key) lacks authorization to add tags to the ECS service.",
    },
  ],
];

type Judged = { readonly world: World; readonly instance: Instance };

/** Their order is invented. */
const checks: readonly Check<Judged>[] = [
  { refuses: ({ instance }) => isLocked(instance, "security"), error: powerErrors.locked },
  {
    refuses: ({ world, instance }) => isExpired(instance, world.nowMs()) || isLocked(instance, "financial"),
    error: powerErrors.expired,
  },
  { refuses: ({ instance }) => instance.status !== "Running", error: powerErrors.incorrectStatus },
  { refuses: ({ world, instance }) => hasStrayDamage(world, instance), error: diskError },
  ...keyErrors.map(([problem, error]) => ({
    refuses: ({ world, instance }: Judged) => problemOfKey(world, instance) === problem,
    error,
  })),
];

/** RebootInstance (ecs 2014-05-26): restarts a Running instance, asynchronously; there is no task. */
export const rebootInstance = defineAction({
  name: "RebootInstance",
  changesWorld: true,
  errors: [powerErrors.notFound, ...rowsOf(checks), powerErrors.dryRun],
  params: z.strictObject({
    InstanceId: z.string().min(1),
    ForceStop: booleanText.optional(),
    DryRun: booleanText.default(false),
  }),
  run: (world, { InstanceId, DryRun }, { failedTask }) => {
    const instance = world.instances.get(InstanceId);
    if (instance === undefined) throw new RpcError(powerErrors.notFound);
    runChecks(checks, { world, instance }, world.holds("ecs.reboot.order"));
    if (DryRun) throw new RpcError(powerErrors.dryRun);
    acceptReboot(world, instance, failedTask);
    return {};
  },
});

/** Invented: a restart needs the key of the system disk. */
function problemOfKey(world: World, { instanceId }: Instance) {
  const disk = systemDiskOf(world.disks, instanceId);
  if (disk === undefined || disk.kmsKeyId === "" || !world.holds("ecs.reboot.kms")) return undefined;
  return keyProblem(disk.kmsKeyId);
}
