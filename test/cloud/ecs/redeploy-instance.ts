import * as z from "zod";
import { type Check, type ErrorRow, RpcError, runChecks } from "../rpc/rpc-error.ts";
import { eventsOf, findsMaintenance, hasStrayDamage } from "../world/answerable.ts";
import { type Instance, isExpired, isLocked } from "../world/instance.ts";
import { acceptRedeploy } from "../world/redeploy.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { booleanText } from "./parameter-types.ts";

/** Error table of the RedeployInstance document (2021); InternalError comes only as a planned fault. */
const errors = {
  notFound: {
    status: 404,
    code: "InvalidInstanceId.NotFound",
    message: "The InstanceId provided does not exist in our records.",
  },
  incorrectStatus: {
    status: 403,
    code: "IncorrectInstanceStatus",
    message: "The current status of the resource does not support this operation.",
  },
  locked: {
    status: 403,
    code: "InstanceLockedForSecurity",
    message: "The specified operation is denied as your instance is locked for security reasons.",
  },
  disk: { status: 403, code: "DiskError", message: "IncorrectDiskStatus." },
  expired: {
    status: 403,
    code: "InstanceExpiredOrInArrears",
    message:
      "The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
  },
  // The document's text is %s; these two are from its Chinese page of 2018.
  dedicatedHost: {
    status: 403,
    code: "InvalidOperation.RedeployInstance",
    message: "Can not redeploy vm on dedicated host",
  },
  noEvent: {
    status: 403,
    code: "InvalidOperation.RedeployInstance",
    message: "There are no maintenance events found on the instance",
  },
} as const satisfies Record<string, ErrorRow>;

/** Their order is invented. */
const checks: readonly Check<{ readonly world: World; readonly instance: Instance }>[] = [
  { refuses: ({ instance }) => instance.dedicatedHostId !== "", error: errors.dedicatedHost },
  { refuses: ({ instance }) => isLocked(instance, "security"), error: errors.locked },
  {
    refuses: ({ world, instance }) => isExpired(instance, world.nowMs()) || isLocked(instance, "financial"),
    error: errors.expired,
  },
  {
    refuses: ({ instance: { status } }) => status !== "Running" && status !== "Stopped",
    error: errors.incorrectStatus,
  },
  { refuses: ({ world, instance }) => hasStrayDamage(world, instance), error: errors.disk },
  {
    refuses: ({ world, instance }) => !findsMaintenance(world, instance) && readsAsNone(world, instance),
    error: errors.noEvent,
  },
  {
    refuses: ({ world, instance }) => !findsMaintenance(world, instance) && !readsAsNone(world, instance),
    error: errors.incorrectStatus,
  },
];

/** Invented: events that no redeploy answers read as none. */
const readsAsNone = (world: World, instance: Instance) =>
  world.holds("ecs.redeploy.simulated") || eventsOf(world, instance).length === 0;

/** RedeployInstance (ecs 2014-05-26): moves an instance with a maintenance event to another host, asynchronously. */
export const redeployInstance = defineAction({
  name: "RedeployInstance",
  changesWorld: true,
  errors: Object.values(errors),
  params: z.strictObject({ InstanceId: z.string().min(1), ForceStop: booleanText.optional() }),
  run: (world, { InstanceId }, { failedTask }) => {
    const instance = world.instances.get(InstanceId);
    if (instance === undefined) throw new RpcError(errors.notFound);
    runChecks(checks, { world, instance }, world.holds("ecs.redeploy.order"));
    return { TaskId: acceptRedeploy(world, instance, failedTask).taskId };
  },
});
