import { hasLocalDisks, type Instance } from "./instance.ts";
import type { EventStatus, SystemEvent } from "./system-event.ts";
import type { World } from "./world.ts";

type Table = Readonly<Record<string, readonly EventStatus[]>>;

/** Which events RedeployInstance answers, by type and status: the table of its document (2021). */
const answerable: Table = {
  "SystemMaintenance.Reboot": ["Inquiring", "Scheduled"],
  "SystemMaintenance.Redeploy": ["Inquiring", "Scheduled"],
  "SystemMaintenance.RebootAndIsolateErrorDisk": ["Inquiring"],
  "SystemMaintenance.RebootAndReInitErrorDisk": ["Inquiring"],
  "SystemFailure.Redeploy": ["Inquiring", "Scheduled"],
  "SystemFailure.Reboot": ["Executing"],
  "SystemMaintenance.IsolateErrorDisk": ["Inquiring"],
  "SystemMaintenance.ReInitErrorDisk": ["Inquiring"],
};

/** Where other documents differ: the entry that holds once the dispute is flipped. */
const disputes: readonly { readonly id: string; readonly flipped: Table }[] = [
  {
    id: "dispute.system-failure-redeploy-scheduled",
    flipped: { "SystemFailure.Redeploy": ["Inquiring"] },
  },
  {
    id: "dispute.system-maintenance-stop-redeploy",
    flipped: { "SystemMaintenance.Stop": ["Scheduled"] },
  },
];

const tableOf = ({ holds }: World): Table =>
  Object.assign({ ...answerable }, ...disputes.filter(({ id }) => !holds(id)).map(({ flipped }) => flipped));

const forLocalDisksOnly = ["SystemFailure.Reboot"];

/** True iff a RedeployInstance for this instance is an answer to this event, as it stands. */
const isAnswerable = (
  world: World,
  { eventType, eventStatus, simulated, answeredAtMs }: SystemEvent,
  instance: Instance,
) =>
  !simulated &&
  (answeredAtMs === undefined || world.holds("world.second-redeploy")) &&
  (tableOf(world)[eventType] ?? []).includes(eventStatus) &&
  (hasLocalDisks(instance) || !forLocalDisksOnly.includes(eventType));

/** All events of an instance. */
export const eventsOf = (world: World, { instanceId }: Pick<Instance, "instanceId">) =>
  [...world.events.values()].filter((event) => event.instanceId === instanceId);

/** The events of an instance that a RedeployInstance answers now. */
export const answerableEvents = (world: World, instance: Instance) =>
  eventsOf(world, instance).filter((event) => isAnswerable(world, event, instance));

/** True iff RedeployInstance finds a maintenance event on the instance. */
export const findsMaintenance = (world: World, instance: Instance) =>
  answerableEvents(world, instance).length > 0 ||
  wasAnsweredLately(world, instance) ||
  hasIsolatedDisk(world, instance);

/** Invented, and hostile: the cloud does not protect anybody from redeploying twice for one event. */
const wasAnsweredLately = (world: World, instance: Instance) =>
  world.holds("world.second-redeploy") &&
  eventsOf(world, instance).some(
    ({ answeredAtMs }) => answeredAtMs !== undefined && world.nowMs() - answeredAtMs <= world.timingMs("answerMemory"),
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
  world.holds("ecs.redeploy.disk-error") &&
  [...world.disks.values()].some(
    (disk) =>
      disk.instanceId === instance.instanceId &&
      disk.health === "damaged" &&
      !eventsOf(world, instance).some((event) => event.diskId === disk.diskId && isConcern(world, event, instance)),
  );

/** An event that a redeploy answers, or is answering. */
const isConcern = (world: World, event: SystemEvent, instance: Instance) =>
  isAnswerable(world, event, instance) || event.answeredAtMs !== undefined;
