import * as z from "zod";
import { type PendingEvent, pendingStatuses, type SystemEvent } from "../remediation/answerable.ts";
import { isOnHost } from "./disk-categories.ts";
import { isDrill } from "./drill.ts";
import type { EdgeFacts, EnsCall } from "./ens-facts.ts";
import { ofRegion, read, readPages } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { allAbout, itemsAbout, needed, pendingItems } from "./unreadable.ts";

/** `device_type` is documented as an extension of `Category`, with the same values. */
const diskSchema = z.object({ Category: z.string().optional(), device_type: z.string().optional() });

export const instanceSchema = z.object({
  InstanceId: z.string().optional(),
  InstanceName: z.string().optional(),
  Status: z.string().optional(),
  SystemDisk: diskSchema.optional(),
  DataDisk: z.object({ DataDisk: z.array(diskSchema).optional() }).optional(),
});

const totalSchema = z.coerce.number().optional();

// Every field that is read may be absent: the tree is documented, its obligation is not.
export const instancesSchema = z.object({
  body: z.object({
    Instances: z.object({ Instance: z.array(instanceSchema).optional() }).optional(),
    TotalCount: totalSchema,
  }),
});

/** The instance and where its disks are; an empty list is how the API says that there is none (InstanceId). */
export async function readState(
  call: EnsCall,
  instanceId: string,
): Promise<Pick<EdgeFacts, "instance" | "hasLocalDisks">> {
  const answer = call("DescribeInstances", { InstanceId: instanceId }, readOptions());
  return read("DescribeInstances", answer, (told) => {
    const { Instances, TotalCount } = instancesSchema.parse(told).body;
    const list = { items: Instances?.Instance, total: TotalCount };
    const [found] = allAbout(instanceId, list, ({ InstanceId }) => InstanceId);
    if (found === undefined) return { instance: undefined, hasLocalDisks: true };
    return { instance: { status: needed(found.Status, "Status") }, hasLocalDisks: hasLocalDisks(found) };
  });
}

/** True unless every disk is known: what is not listed may be on the host. */
export function hasLocalDisks({ SystemDisk, DataDisk }: z.output<typeof instanceSchema>): boolean {
  const dataDisks = DataDisk?.DataDisk;
  return dataDisks === undefined || [SystemDisk, ...dataDisks].some(isLocal);
}

/** Where the two names of its kind disagree, the disk may be on the host. */
const isLocal = (disk: z.output<typeof diskSchema> | undefined) =>
  isOnHost(disk?.Category) || (Boolean(disk?.device_type) && isOnHost(disk?.device_type));

const eventTypes = ["Instance:SystemFailure.Redeploy", "Instance:SystemMaintenance.Redeploy"];
/** Every status: whether a call without a filter lists what is pending is not documented. */
export const everyStatus = ["Inquiring", "Scheduled", "Executing", "Executed", "Failed", "Canceled", "Avoided"];

/** Epoch milliseconds. */
const epochMs = z.preprocess((value) => value || undefined, z.coerce.number().optional());

const eventSchema = z.object({
  EventId: z.string().optional(),
  EventType: z.string().optional(),
  EventStatus: z.string().optional(),
  ResourceId: z.string().optional(),
  NotBefore: epochMs,
  PublishTime: epochMs,
  Reason: z.string().optional(),
});

export const eventsSchema = z.object({
  body: z.object({ Events: z.array(eventSchema).optional(), TotalCount: totalSchema }),
});

export const readEvents = (call: EnsCall, instanceId: string): Promise<SystemEvent[]> =>
  readPages<SystemEvent, true>(name, async (_, PageNumber) => {
    const query = { ...pageOf(PageNumber), EventStatus: everyStatus, ResourceIds: [instanceId] };
    return read(name, call(name, query, readOptions()), (told) => {
      const { Events, TotalCount: total } = eventsSchema.parse(told).body;
      const page = itemsAbout(instanceId, { items: Events, total }, ({ ResourceId }) => ResourceId);
      return { items: page.map(toEvent), next: nextAfter(page), total };
    });
  });

/** All events of the account that are not over, page by page until `untilMs`. Throws rather than leave some out. */
export const readPending = (call: EnsCall, untilMs: number, nowMs: () => number): Promise<PendingEvent[]> =>
  readPages<PendingEvent, true>(
    name,
    async (_, PageNumber) => {
      const query = { ...pageOf(PageNumber), EventStatus: pendingStatuses };
      return read(name, call(name, query, readOptions()), (told) => {
        const { Events, TotalCount: total } = eventsSchema.parse(told).body;
        const page = pendingItems({ items: Events, total }, ({ EventStatus }) => EventStatus);
        const items = page.map((event) => ({ ...toEvent(event), instanceId: needed(event.ResourceId, "ResourceId") }));
        return { items, next: nextAfter(page), total };
      });
    },
    ofRegion(untilMs, nowMs),
  );

const name = "DescribeHistoryEvents";
const pageSize = 100;

export const pageOf = (PageNumber: number) => ({ EventTypes: eventTypes, PageNumber, PageSize: pageSize });
export const nextAfter = (page: readonly unknown[]) => (page.length < pageSize ? undefined : true);

export const toEvent = (event: z.output<typeof eventSchema>): SystemEvent => ({
  eventId: needed(event.EventId, "EventId"),
  type: needed(event.EventType, "EventType"),
  status: needed(event.EventStatus, "EventStatus"),
  notBeforeMs: event.NotBefore,
  simulated: isDrill(event.Reason),
  diskId: undefined,
});
