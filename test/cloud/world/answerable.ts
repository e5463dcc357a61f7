import { hasLocalDisks, type Instance } from "./instance.ts";
import type { EventStatus, SystemEvent } from "./system-event.ts";
import { timings } from "./timings.ts";
import type { World } from "./world.ts";

/** Which events RedeployInstance answers, by type and status: the table of its document (2021). */
const answerable: Readonly<Record<string, readonly EventStatus[]>> = {
  "SystemMaintenance.Reboot": ["Inquiring", "Scheduled"],
  "SystemMaintenance.Redeploy": ["Inquiring", "Scheduled"],
  "SystemMaintenance.RebootAndIsolateErrorDisk": ["Inquiring"],
  "SystemMaintenance.RebootAndReInitErrorDisk": ["Inquiring"],
  // The texts of 2025 and 2026 list Inquiring only.
  "SystemFailure.Redeploy": ["Inquiring", "Scheduled"],
  "SystemFailure.Reboot": ["Executing"],
  "SystemMaintenance.IsolateErrorDisk": ["Inquiring"],
  "SystemMaintenance.ReInitErrorDisk": ["Inquiring"],
};

const forLocalDisksOnly = ["SystemFailure.Reboot"];

/** True iff a RedeployInstance for this instance is an answer to this event, as it stands. */
const isAnswerable = ({ eventType, eventStatus, simulated }: SystemEvent, instance: Instance) =>
  !simulated &&
  (answerable[eventType] ?? []).includes(eventStatus) &&
  (hasLocalDisks(instance) || !forLocalDisksOnly.includes(eventType));

/** The events of an instance that a RedeployInstance answers now. */
export const answerableEvents = (world: World, instance: Instance) =>
  eventsOf(world, instance).filter((event) => isAnswerable(event, instance));

/** True iff RedeployInstance finds a maintenance event on the instance. */
export const findsMaintenance = (world: World, instance: Instance) =>
  answerableEvents(world, instance).length > 0 ||
  wasAnsweredLately(world, instance) ||
  hasIsolatedDisk(world, instance);

/** Invented, and hostile: the cloud does not protect anybody from redeploying twice for one event. */
const wasAnsweredLately = (world: World, instance: Instance) =>
  eventsOf(world, instance).some(
    ({ answeredAtMs }) => answeredAtMs !== undefined && world.nowMs() - answeredAtMs <= timings.answerMemory.ms,
  );

/** The document's exception: a damaged local disk is isolated, and its RebootAndReInitErrorDisk event is not yet sent. */
const hasIsolatedDisk = (world: World, instance: Instance) =>
  [...world.disks.values()].some((disk) => disk.instanceId === instance.instanceId && disk.health === "isolated") &&
  !eventsOf(world, instance).some(({ eventType }) => eventType === "SystemMaintenance.RebootAndReInitErrorDisk");

/**
 * True iff a local disk is damaged, is not isolated, and no answerable event is about it (invented: no document says
 * which disk states DiskError means).
 */
export const hasStrayDamage = (world: World, instance: Instance) =>
  [...world.disks.values()].some(
    (disk) =>
      disk.instanceId === instance.instanceId &&
      disk.health === "damaged" &&
      !eventsOf(world, instance).some((event) => event.diskId === disk.diskId && isConcern(event, instance)),
  );

/** An event that a redeploy answers, or is answering. */
const isConcern = (event: SystemEvent, instance: Instance) =>
  isAnswerable(event, instance) || event.answeredAtMs !== undefined;

const eventsOf = (world: World, { instanceId }: Instance) =>
  [...world.events.values()].filter((event) => event.instanceId === instanceId);
