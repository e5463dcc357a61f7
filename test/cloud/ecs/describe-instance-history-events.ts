import * as z from "zod";
import { RpcError } from "../rpc/rpc-error.ts";
import { toSecond } from "../world/cloud-time.ts";
import { eventStatuses, isFinished, type SystemEvent } from "../world/system-event.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { eventCodes, reasonOf } from "./event-codes.ts";
import { eventManners } from "./event-manners.ts";
import { badPageSize, paginate, tokenParams } from "./paging.ts";
import { repeatList, timeRange, within } from "./parameter-types.ts";
import { requireRegion, unknownRegion } from "./region.ts";
import { endBeforeStart, requireTimeOrder } from "./time-order.ts";

const params = z.strictObject({
  ...tokenParams,
  RegionId: z.string().min(1),
  ResourceType: z.enum(["instance", "ddh", "managedhost"]).default("instance"),
  InstanceId: z.string().optional(),
  ResourceId: repeatList(100).optional(),
  EventId: z.array(z.string()).optional(),
  EventCycleStatus: z.enum(eventStatuses).optional(),
  InstanceEventCycleStatus: z.array(z.enum(eventStatuses)).max(7).optional(),
  EventType: z.string().optional(),
  InstanceEventType: repeatList(30).optional(),
  NotBefore: timeRange.optional(),
  EventPublishTime: timeRange.optional(),
});

const tooManyEvents = {
  status: 403,
  code: "EventIdLimitExceeded",
  message: "The amount of specified event Ids exceeds the limit.", // invented: the document's text is %s
};

/** DescribeInstanceHistoryEvents (ecs 2014-05-26); without a status filter only finished events are listed. */
export const describeInstanceHistoryEvents = defineAction({
  name: "DescribeInstanceHistoryEvents",
  changesWorld: false,
  params,
  errors: [unknownRegion, tooManyEvents, endBeforeStart, badPageSize],
  ...eventManners,
  run: (world, asked) => {
    requireRegion(world, asked.RegionId);
    requireTimeOrder(asked.NotBefore, asked.EventPublishTime);
    if ((asked.EventId?.length ?? 0) > 100) throw new RpcError(tooManyEvents);
    const found = [...world.events.values()].filter(
      (event) => isRemembered(event, world) && filters.every((passes) => passes(event, asked)),
    );
    const { shown, totals, nextToken } = paginate(world, inOrder(found, world), asked);
    return {
      ...totals,
      NextToken: nextToken,
      InstanceSystemEventSet: { InstanceSystemEventType: shown.map((event) => show(event, world)) },
    };
  },
});

/** Invented: no document gives an order. */
const inOrder = (events: readonly SystemEvent[], { holds }: World) => {
  const oldestFirst = events.toSorted((one, other) => one.publishedAtMs - other.publishedAtMs);
  return holds("ecs.history.order") ? oldestFirst : oldestFirst.toReversed();
};

const isRemembered = ({ finishedAtMs }: SystemEvent, { nowMs, timingMs }: World) =>
  finishedAtMs === undefined || nowMs() - finishedAtMs <= timingMs("finishedEventMemory");

type Asked = z.output<typeof params>;

const filters: readonly ((event: SystemEvent, asked: Asked) => boolean)[] = [
  (_event, { ResourceType }) => ResourceType === "instance",
  ({ instanceId }, asked) => listed(instanceId, asked.ResourceId ?? alone(asked.InstanceId)),
  ({ eventId }, asked) => listed(eventId, asked.EventId),
  ({ eventType }, asked) => listed(eventType, asked.InstanceEventType ?? alone(asked.EventType)),
  ({ eventStatus }, asked) => listed(eventStatus, statusesOf(asked)),
  ({ notBeforeMs }, asked) => within(notBeforeMs, asked.NotBefore),
  ({ publishedAtMs }, asked) => within(publishedAtMs, asked.EventPublishTime),
];

const alone = (value: string | undefined) => (value === undefined ? undefined : [value]);

const listed = (value: string, list: readonly string[] | undefined) => list === undefined || list.includes(value);

const statusesOf = ({ InstanceEventCycleStatus, EventCycleStatus }: Asked) =>
  InstanceEventCycleStatus ?? alone(EventCycleStatus) ?? eventStatuses.filter(isFinished);

const show = (event: SystemEvent, world: World) => ({
  EventId: event.eventId,
  InstanceId: event.instanceId,
  ResourceType: "instance",
  ...eventCodes(event, world),
  EventPublishTime: toSecond(event.publishedAtMs),
  NotBefore: toSecond(event.notBeforeMs),
  ...(event.finishedAtMs === undefined ? {} : { EventFinishTime: toSecond(event.finishedAtMs) }),
  Reason: reasonOf(event, world),
  ...(event.diskId === undefined
    ? {}
    : {
        ExtendedAttribute: {
          DiskId: event.diskId,
          Device: world.disks.get(event.diskId)?.device,
          CanAccept: event.eventStatus === "Inquiring" ? "true" : "false",
        },
      }),
});
