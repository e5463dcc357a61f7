import * as z from "zod";
import { earliestStampMs } from "../bounds.ts";
import type { Ecs } from "../cloud/ecs.ts";
import type { InstanceFacts, Task } from "../cloud/ecs-facts.ts";
import { overStatuses, type SystemEvent } from "../remediation/answerable.ts";
import { exists, inStatus, isNotLocked, isPaid } from "./instance-checks.ts";
import { operationOf } from "./operation.ts";
import { forceStop, instanceId } from "./parameters.ts";

type RedeployFacts = InstanceFacts<"disks" | "tasks">;

/** Moves an instance to another host, in answer to a system event. Source: ECS API RedeployInstance, 2014-05-26. */
export const redeployInstance = operationOf<Ecs, RedeployFacts>()({
  name: "RedeployInstance",
  product: "ecs",
  version: "2014-05-26",
  summary: "Move an instance to another physical host",
  consent: "if local disks would be cleared, and for `ForceStop`",
  parameters: {
    schema: z.strictObject({ InstanceId: instanceId, ForceStop: forceStop }),
    target: ({ InstanceId }) => InstanceId,
  },
  event: {
    inputFor: ({ instanceId: InstanceId }) => ({ InstanceId }),
    // The table of the API document. Its texts since 2025 list SystemFailure.Redeploy in Inquiring only. Another page
    // advises a redeploy for SystemMaintenance.Stop. The owner decides both by the policy's disputes (functions/README.md).
    answers: {
      "SystemMaintenance.Reboot": { statuses: ["Inquiring", "Scheduled"] },
      "SystemMaintenance.Redeploy": { statuses: ["Inquiring", "Scheduled"] },
      "SystemMaintenance.RebootAndIsolateErrorDisk": { statuses: ["Inquiring"] },
      "SystemMaintenance.RebootAndReInitErrorDisk": { statuses: ["Inquiring"] },
      "SystemFailure.Redeploy": { statuses: ["Inquiring", "Scheduled"] },
      "SystemFailure.Reboot": { statuses: ["Executing"], localDisksOnly: true },
      "SystemMaintenance.IsolateErrorDisk": { statuses: ["Inquiring"] },
      "SystemMaintenance.ReInitErrorDisk": { statuses: ["Inquiring"] },
    },
    exception: isolatedDisk,
  },
  look: (ecs, { InstanceId }) => ecs.readInstance(InstanceId, ["disks", "tasks"]),
  checks: [
    exists("The InstanceId provided does not exist in our records."),
    {
      code: "InvalidOperation.RedeployInstance",
      message: "An instance on a dedicated host cannot be redeployed.",
      fails: ({ instance }) => instance?.onDedicatedHost === true,
    },
    isNotLocked("The specified operation is denied as your instance is locked for security reasons."),
    isPaid,
    inStatus("Running", "Stopped"),
    {
      code: "InvalidOperation.RedeployInstance",
      message: "The instance has no system event that RedeployInstance answers in its present status.",
      fails: (_facts, _input, event) => event === undefined,
    },
  ],
  dataLoss: ({ hasLocalDisks }, { ForceStop }) => [
    ...(hasLocalDisks ? (["localDisks"] as const) : []),
    ...(ForceStop ? (["unsavedMemory"] as const) : []),
  ],
  effect: {
    baseline: ({ tasks }) => tasks.map(({ taskId }) => taskId),
    evidence: ({ facts: { tasks }, signedAtMs, baseline }, bounds) =>
      tasks
        .filter(({ createdAtMs = signedAtMs }) => createdAtMs >= earliestStampMs(signedAtMs, bounds))
        .flatMap(({ taskId }) => (baseline.includes(taskId) ? [] : taskId)),
    // Every redeploy has a task, so no task means no redeploy. But nothing shows that a list is complete. So another is
    // sent only if a fresh look shows the event pending: two lists would have to be wrong in the same way.
    absenceShows: () => true,
    proof: ({ facts: { instance, events, tasks }, eventId }, { evidenceIds }) => {
      const ours = tasks.filter(({ taskId }) => evidenceIds.includes(taskId));
      if (ours.length < evidenceIds.length || !ours.every(({ status }) => isOver.includes(status))) return "running";
      if (ours.every(({ status }) => status === "Failed")) return "failed";
      const event = events.find((listed) => listed.eventId === eventId);
      const over = eventId === undefined || overStatuses.includes(event?.status ?? "");
      return over && instance?.status === "Running" ? "succeeded" : "unproven";
    },
  },
  call: (ecs, { InstanceId, ForceStop }, pin) => ecs.redeployInstance(InstanceId, ForceStop, pin),
  replyFields: (TaskId) => ({ TaskId }),
  errors: {
    "404 InvalidInstanceId.NotFound": "gone",
    "403 IncorrectInstanceStatus": "status",
    "403 InstanceLockedForSecurity": "lock",
    "403 DiskError": "status",
    "500 InternalError": "internal",
    "403 InstanceExpiredOrInArrears": "payment",
    "403 InvalidOperation.RedeployInstance": "event",
  },
});

const isOver: readonly string[] = ["Finished", "Failed"] satisfies Task["status"][];

/**
 * The document's exception: damaged local disks were isolated, and the event that re-initialises them was not sent yet.
 * It shows as an Executed isolation without a re-initialisation of the same disk.
 */
function isolatedDisk({ events }: RedeployFacts, eventId: string | undefined): SystemEvent | undefined {
  const reInitialised = events.filter(({ type }) => type.endsWith("ReInitErrorDisk")).map(({ diskId }) => diskId);
  return events.find(
    (event) =>
      event.type.endsWith("IsolateErrorDisk") &&
      event.status === "Executed" &&
      !event.simulated &&
      !reInitialised.includes(event.diskId) &&
      (eventId === undefined || eventId === event.eventId),
  );
}
