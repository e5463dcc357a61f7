import * as z from "zod";
import type { SystemEvent } from "../remediation/answerable.ts";
import { isOnHost } from "./disk-categories.ts";
import type { EdgeFacts, EnsCall } from "./ens-facts.ts";
import { read, readPages } from "./read.ts";
import { readOptions } from "./sdk.ts";

/** `device_type` is documented as an extension of `Category`, with the same values. */
const diskSchema = z.object({ Category: z.string().optional(), device_type: z.string().optional() });

// Every field that is read may be absent: the tree is documented, its obligation is not.
const instancesSchema = z.object({
  body: z.object({
    Instances: z.object({
      Instance: z.array(
        z.object({
          InstanceId: z.string(),
          Status: z.string().default(""),
          SystemDisk: diskSchema.optional(),
          DataDisk: z.object({ DataDisk: z.array(diskSchema).default([]) }).optional(),
        }),
      ),
    }),
  }),
});

export async function readState(
  call: EnsCall,
  instanceId: string,
): Promise<Pick<EdgeFacts, "instance" | "hasLocalDisks">> {
  const query = { InstanceId: instanceId };
  const answer = await read(
    "DescribeInstances",
    parsed(instancesSchema, call("DescribeInstances", query, readOptions())),
  );
  const found = answer.body.Instances.Instance.find(({ InstanceId }) => InstanceId === instanceId);
  if (found === undefined) return { instance: undefined, hasLocalDisks: true };
  const disks = [found.SystemDisk, ...(found.DataDisk?.DataDisk ?? [])];
  return { instance: { status: found.Status }, hasLocalDisks: disks.some(isLocal) };
}

/** Where the two names of its kind disagree, the disk may be on the host. */
const isLocal = (disk: z.output<typeof diskSchema> | undefined) =>
  isOnHost(disk?.Category) || (Boolean(disk?.device_type) && isOnHost(disk?.device_type));

const eventTypes = ["Instance:SystemFailure.Redeploy", "Instance:SystemMaintenance.Redeploy"];
/** Every status: whether a call without a filter lists what is pending is not documented. */
const everyStatus = ["Inquiring", "Scheduled", "Executing", "Executed", "Failed", "Canceled", "Avoided"];

const eventsSchema = z.object({
  body: z.object({
    Events: z
      .array(
        z.object({
          EventId: z.string(),
          EventType: z.string(),
          EventStatus: z.string(),
          ResourceId: z.string().optional(),
          /** Epoch milliseconds. */
          NotBefore: z.preprocess((value) => value || undefined, z.coerce.number().optional()),
        }),
      )
      .default([]),
  }),
});

export const readEvents = (call: EnsCall, instanceId: string): Promise<SystemEvent[]> =>
  readPages<SystemEvent, true>("DescribeHistoryEvents", async (_, PageNumber) => {
    const query = {
      EventTypes: eventTypes,
      EventStatus: everyStatus,
      ResourceIds: [instanceId],
      PageNumber,
      PageSize: 100,
    };
    const listed = parsed(eventsSchema, call("DescribeHistoryEvents", query, readOptions()));
    const { Events } = (await read("DescribeHistoryEvents", listed)).body;
    const own = Events.filter(({ ResourceId = instanceId }) => ResourceId === instanceId);
    const items = own.map((event) => ({
      eventId: event.EventId,
      type: event.EventType,
      status: event.EventStatus,
      notBeforeMs: event.NotBefore,
      simulated: false,
      diskId: undefined,
    }));
    return { items, next: Events.length < 100 ? undefined : true };
  });

const parsed = async <T extends z.ZodType>(schema: T, answer: Promise<object>): Promise<z.output<T>> =>
  schema.parse(await answer);
