import * as z from "zod";
import { RpcError } from "../rpc/rpc-error.ts";
import { eventsOf } from "../world/answerable.ts";
import { toSecond } from "../world/cloud-time.ts";
import type { Instance } from "../world/instance.ts";
import type { SystemEvent } from "../world/system-event.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { eventCodes, reasonOf } from "./event-codes.ts";
import { eventManners } from "./event-manners.ts";
import { badPageSize, pageParams, paginate } from "./paging.ts";
import { repeatList, timeRange, within } from "./parameter-types.ts";
import { requireRegion, unknownRegion } from "./region.ts";
import { endBeforeStart, requireTimeOrder } from "./time-order.ts";

const healths = ["Ok", "Impaired", "Warning", "Maintaining", "Initializing", "InsufficientData", "NotApplicable"];

const params = z.strictObject({
  ...pageParams,
  RegionId: z.string().min(1),
  InstanceId: z.array(z.string()).optional(),
  EventId: z.array(z.string()).optional(),
  EventType: z.string().optional(),
  InstanceEventType: repeatList(30).optional(),
  NotBefore: timeRange.optional(),
  EventPublishTime: timeRange.optional(),
  Status: z.enum(["Starting", "Running", "Stopped"]).optional(),
  HealthStatus: z.enum(healths).optional(),
});

type Asked = z.output<typeof params>;

/** Invented texts: the document's are %s. */
const limitExceeded = (name: string) => ({
  status: 403,
  code: `${name}LimitExceeded`,
  message: `The amount of specified ${name} exceeds the limit.`,
});
const tooManyInstances = limitExceeded("InstanceId");
const tooManyEvents = limitExceeded("EventId");

/** DescribeInstancesFullStatus (ecs 2014-05-26): status, health and pending events of instances. */
export const describeInstancesFullStatus = defineAction({
  name: "DescribeInstancesFullStatus",
  changesWorld: false,
  params,
  errors: [unknownRegion, tooManyInstances, tooManyEvents, endBeforeStart, badPageSize],
  ...eventManners,
  run: (world, asked) => {
    requireRegion(world, asked.RegionId);
    if ((asked.InstanceId?.length ?? 0) > 100) throw new RpcError(tooManyInstances);
    if ((asked.EventId?.length ?? 0) > 100) throw new RpcError(tooManyEvents);
    requireTimeOrder(asked.NotBefore, asked.EventPublishTime);
    const found = [...world.instances.values()]
      .map((instance) => ({
        instance,
        events: pendingEvents(world, instance, asked),
        health: healthOf(world, instance),
      }))
      .filter((entry) => filters.every((passes) => passes(entry, asked)));
    const { shown, totals } = paginate(world, found, asked);
    return { ...totals, InstanceFullStatusSet: { InstanceFullStatusType: shown.map((entry) => show(entry, world)) } };
  },
});

type Entry = {
  readonly instance: Instance;
  readonly events: readonly SystemEvent[];
  readonly health: keyof typeof healthCodes;
};

/** The operation's text says Scheduled; its field's text says Scheduled or Inquiring. */
const pendingEvents = (world: World, instance: Instance, asked: Asked) =>
  eventsOf(world, instance).filter(
    ({ eventId, eventType, eventStatus, notBeforeMs, publishedAtMs }) =>
      (eventStatus === "Scheduled" || (eventStatus === "Inquiring" && world.holds("dispute.full-status-inquiring"))) &&
      (asked.EventId?.includes(eventId) ?? true) &&
      (typesOf(asked)?.includes(eventType) ?? true) &&
      within(notBeforeMs, asked.NotBefore) &&
      within(publishedAtMs, asked.EventPublishTime),
  );

const typesOf = ({ InstanceEventType, EventType }: Asked) =>
  InstanceEventType ?? (EventType === undefined ? undefined : [EventType]);

/** The codes that samples show. */
const healthCodes = { Ok: 0, Warning: 64, Maintaining: undefined } as const;

/** Invented: what an instance's health follows from. */
function healthOf(world: World, instance: Instance): keyof typeof healthCodes {
  const statuses = eventsOf(world, instance).map(({ eventStatus }) => eventStatus);
  if (!world.holds("ecs.full-status.health")) return "Ok";
  if (statuses.includes("Executing")) return "Maintaining";
  return statuses.includes("Scheduled") || statuses.includes("Inquiring") ? "Warning" : "Ok";
}

const asksForEvents = (asked: Asked) =>
  [asked.EventId, typesOf(asked), asked.NotBefore, asked.EventPublishTime].some((filter) => filter !== undefined);

const filters: readonly ((entry: Entry, asked: Asked) => boolean)[] = [
  ({ instance }, { InstanceId }) => InstanceId?.includes(instance.instanceId) ?? true,
  ({ instance }, { Status }) => Status === undefined || Status === instance.status,
  ({ health }, { HealthStatus }) => HealthStatus === undefined || HealthStatus === health,
  ({ events }, asked) => !asksForEvents(asked) || events.length > 0,
];

const show = ({ instance, events, health }: Entry, world: World) => ({
  InstanceId: instance.instanceId,
  Status: { Code: instance.status === "Running" ? 1 : undefined, Name: instance.status },
  HealthStatus: { Code: healthCodes[health], Name: health },
  ScheduledSystemEventSet: {
    ScheduledSystemEventType: events.map((event) => ({
      EventId: event.eventId,
      ...eventCodes(event, world),
      EventPublishTime: toSecond(event.publishedAtMs),
      NotBefore: toSecond(event.notBeforeMs),
      Reason: reasonOf(event, world),
      ...(event.diskId === undefined
        ? {}
        : { ExtendedAttribute: { DiskId: event.diskId, Device: world.disks.get(event.diskId)?.device } }),
    })),
  },
});
