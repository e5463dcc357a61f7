import * as z from "zod";
import { RpcError } from "../rpc/rpc-error.ts";
import { toSecond } from "../world/cloud-time.ts";
import { eventStatuses, isFinished } from "../world/system-event.ts";
import { defineAction } from "./define-action.ts";
import type { Edge } from "./edge.ts";
import { type EdgeEvent, eventLevels, eventTypes } from "./edge-event.ts";
import { ensErrors } from "./ens-errors.ts";
import { badPageSize, pageParams, paginate } from "./paging.ts";
import { listText, repeatList } from "./parameter-types.ts";

const paramsWith = (list: z.ZodType<string[]>) =>
  z.strictObject({
    ...pageParams,
    EventTypes: list,
    EventLevels: list.pipe(z.array(z.enum(eventLevels))).optional(),
    EventStatus: list.pipe(z.array(z.enum(eventStatuses))).optional(),
    ResourceIds: list.optional(),
  });
const params = { either: paramsWith(listText), repeated: paramsWith(repeatList) };

/** DescribeHistoryEvents (ens 2017-11-10): the only trace that an EventRedeployInstance leaves. */
export const describeHistoryEvents = defineAction({
  name: "DescribeHistoryEvents",
  changesWorld: false,
  errors: [ensErrors.invalid("EventTypes"), badPageSize],
  params: ({ holds }) => (holds("ens.lists") ? params.either : params.repeated),
  run: (edge, asked) => {
    if (edge.holds("ens.history.types") && !asked.EventTypes.every(isListed)) {
      throw new RpcError(ensErrors.invalid("EventTypes"));
    }
    const found = [...edge.events.values()]
      .filter((event) => isRemembered(event, edge) && filters.every((holds) => holds(event, asked, edge)))
      .toSorted((one, other) => one.publishedAtMs - other.publishedAtMs);
    const { shown, totals } = paginate(edge, edge.holds("ens.history.order") ? found.toReversed() : found, asked);
    return { ...totals, Events: shown.map(show) };
  },
});

const isListed = (type: string) => eventTypes.some((listed) => listed === type);

/** Invented: no document says how long an event that is over is listed. */
const isRemembered = ({ finishedAtMs }: EdgeEvent, { nowMs, timingMs, holds }: Edge) =>
  finishedAtMs === undefined ||
  (holds("ens.history.memory") && nowMs() - finishedAtMs <= timingMs("finishedEventMemory"));

type Asked = z.output<typeof params.either>;

const filters: readonly ((event: EdgeEvent, asked: Asked, edge: Edge) => boolean)[] = [
  ({ eventType }, { EventTypes }) => EventTypes.includes(eventType),
  ({ eventLevel }, { EventLevels }) => EventLevels === undefined || EventLevels.includes(eventLevel),
  ({ eventStatus }, { EventStatus }, { holds }) =>
    EventStatus === undefined ? holds("ens.history.all") || isFinished(eventStatus) : EventStatus.includes(eventStatus),
  ({ instanceId }, { ResourceIds }) => ResourceIds === undefined || ResourceIds.includes(instanceId),
];

const show = ({ eventId, eventType, eventStatus, eventLevel, instanceId, publishedAtMs, notBeforeMs }: EdgeEvent) => ({
  EventId: eventId,
  EventType: eventType,
  EventStatus: eventStatus,
  EventLevel: eventLevel,
  ResourceId: instanceId,
  Reason: "",
  PublishTime: publishedAtMs,
  PublishUtcTime: toSecond(publishedAtMs),
  NotBefore: notBeforeMs,
  NotBeforeUtcTime: toSecond(notBeforeMs),
  ExtendedAttribute: "{}",
});
