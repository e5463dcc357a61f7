import * as z from "zod";
import type { InstanceFacts } from "../cloud/ecs.ts";
import { earliestStampMs } from "../ledger/bounds.ts";
import { defineOperation } from "../operation.ts";
import { type Answers, firstDue, isAnswerable, type SystemEvent } from "../remediation/answerable.ts";

/** The RedeployInstance document's table of event types and statuses. */
const answers: Answers = {
  "SystemMaintenance.Reboot": { statuses: ["Inquiring", "Scheduled"] },
  "SystemMaintenance.Redeploy": { statuses: ["Inquiring", "Scheduled"] },
  "SystemMaintenance.RebootAndIsolateErrorDisk": { statuses: ["Inquiring"] },
  "SystemMaintenance.RebootAndReInitErrorDisk": { statuses: ["Inquiring"] },
  "SystemFailure.Redeploy": { statuses: ["Inquiring", "Scheduled"] },
  "SystemFailure.Reboot": { statuses: ["Executing"], localDisksOnly: true },
  "SystemMaintenance.IsolateErrorDisk": { statuses: ["Inquiring"] },
  "SystemMaintenance.ReInitErrorDisk": { statuses: ["Inquiring"] },
};

/** Statuses in which a system event asks for nothing any more. Source: ECS "Overview of system events", stable ones. */
const overStatuses = ["Executed", "Avoided", "Canceled", "Failed"];

/** Moves an instance to another host, in answer to a system event. Source: ECS API RedeployInstance, 2014-05-26. */
export const redeployInstance = defineOperation({
  name: "RedeployInstance",
  product: "ecs",
  version: "2014-05-26",
  summary: "Move an instance to another physical host",
  input: z.strictObject({
    InstanceId: z
      .string("must be text, for example i-bp1azkttqpldxgted001")
      .regex(/^i-[A-Za-z0-9]{1,61}$/, "must look like i-bp1azkttqpldxgted001"),
    ForceStop: z.boolean("must be true or false").default(false),
  }),
  target: ({ InstanceId }) => InstanceId,
  inputForEvent: (InstanceId) => ({ InstanceId, ForceStop: false }),
  answers,
  look: ({ ecs }, { InstanceId }) => ecs.readInstance(InstanceId),
  checks: [
    {
      code: "InvalidInstanceId.NotFound",
      message: "The InstanceId provided does not exist in our records.",
      fails: ({ instance }) => instance === undefined,
    },
    {
      code: "InvalidOperation.RedeployInstance",
      message: "An instance on a dedicated host cannot be redeployed.",
      fails: ({ instance }) => instance?.onDedicatedHost === true,
    },
    {
      code: "InstanceLockedForSecurity",
      message: "The specified operation is denied as your instance is locked for security reasons.",
      fails: ({ instance }) => instance?.locks.includes("security") === true,
    },
    {
      code: "InstanceExpiredOrInArrears",
      message: "The instance is expired (prepaid) or in arrears (pay-as-you-go).",
      fails: ({ instance }) => instance?.expired === true || instance?.locks.includes("financial") === true,
    },
    {
      code: "IncorrectInstanceStatus",
      message: "The instance must be Running or Stopped.",
      fails: ({ instance }) => !["Running", "Stopped"].includes(instance?.status ?? ""),
    },
    {
      code: "InvalidOperation.RedeployInstance",
      message: "The instance has no system event that RedeployInstance answers in its present status.",
      fails: (facts, _, eventId) => eventOf(facts, eventId) === undefined,
    },
  ],
  eventOf,
  dataLoss: ({ instance }, { ForceStop }) => {
    if (instance?.hasLocalDisks !== false) return "a redeploy clears the instance's local disks";
    return ForceStop ? "ForceStop is like a power failure: what is not on disk yet may be lost" : undefined;
  },
  baseline: ({ tasks }) => tasks.map(({ taskId }) => taskId),
  evidence: ({ tasks }, { signedAtMs, baseline }, bounds) =>
    tasks
      .filter(({ createdAtMs = signedAtMs }) => createdAtMs >= earliestStampMs(signedAtMs, bounds))
      .flatMap(({ taskId }) => (baseline.includes(taskId) ? [] : taskId)),
  proof: ({ instance, events, tasks }, evidenceIds, eventId) => {
    const ours = tasks.filter(({ taskId }) => evidenceIds.includes(taskId));
    if (ours.length < evidenceIds.length || ours.some(({ status }) => status === "Processing")) return "running";
    if (ours.every(({ status }) => status === "Failed")) return "failed";
    const event = events.find((listed) => listed.eventId === eventId);
    const over = event === undefined || overStatuses.includes(event.status);
    return over && instance?.status === "Running" ? "succeeded" : "unproven";
  },
  call: ({ ecs }, { InstanceId, ForceStop }, pin) => ecs.redeployInstance(InstanceId, ForceStop, pin),
  errors: {
    "InvalidInstanceId.NotFound": { status: 404, lasting: true },
    IncorrectInstanceStatus: { status: 403, lasting: false },
    InstanceLockedForSecurity: { status: 403, lasting: false },
    DiskError: { status: 403, lasting: false },
    InstanceExpiredOrInArrears: { status: 403, lasting: false },
    "InvalidOperation.RedeployInstance": { status: 403, lasting: false },
    "Forbidden.RAM": { status: 403, lasting: true },
    MissingParameter: { status: 400, lasting: true },
    InvalidParameter: { status: 400, lasting: true },
  },
});

function eventOf({ instance, events }: InstanceFacts, eventId: string | undefined): SystemEvent | undefined {
  const hasLocalDisks = instance?.hasLocalDisks !== false;
  const pending = events.filter((event) => isAnswerable(answers, event, hasLocalDisks));
  const wanted = eventId === undefined ? pending : pending.filter((event) => event.eventId === eventId);
  return firstDue(wanted) ?? isolatedDisk(events, eventId);
}

/**
 * The document's exception: damaged local disks are isolated, and the event that re-initialises them was not sent yet.
 * Seen as an isolation that was Executed with no re-initialisation of the same disk.
 */
function isolatedDisk(events: readonly SystemEvent[], eventId: string | undefined): SystemEvent | undefined {
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
