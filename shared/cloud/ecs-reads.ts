import Ecs20140526 from "@alicloud/ecs20140526";
import type { SystemEvent } from "../remediation/answerable.ts";
import { isOnHost } from "./disk-categories.ts";
import type { DiskState, ImageState, InstanceState, Task } from "./ecs-facts.ts";
import { read, readPages, toMs } from "./read.ts";
import { readOptions } from "./sdk.ts";

type Client = InstanceType<typeof Ecs20140526.default>;

export async function readState(client: Client, regionId: string, instanceId: string, nowMs: number) {
  const request = new Ecs20140526.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
  const { body } = await read("DescribeInstances", client.describeInstancesWithOptions(request, readOptions()));
  const found = body?.instances?.instance?.[0];
  return found === undefined ? undefined : toInstance(found, nowMs);
}

type ListedInstance = InstanceType<typeof Ecs20140526.DescribeInstancesResponseBodyInstancesInstance>;

const toInstance = (found: ListedInstance, nowMs: number): InstanceState => ({
  status: found.status ?? "",
  startedAtMs: toMs(found.startTime),
  osType: found.OSType === "windows" ? "windows" : "linux",
  onDedicatedHost: Boolean(found.dedicatedHostAttribute?.dedicatedHostId),
  locks: found.operationLocks?.lockReason?.map(({ lockReason }) => (lockReason ?? "").toLowerCase()) ?? [],
  expired: found.instanceChargeType === "PrePaid" && Date.parse(found.expiredTime ?? "") <= nowMs,
  hasLocalStorage: (found.localStorageAmount ?? 0) > 0,
});

export async function readDisks(client: Client, regionId: string, instanceId: string): Promise<DiskState[]> {
  const request = new Ecs20140526.DescribeDisksRequest({ regionId, instanceId, pageSize: 100 });
  const { body } = await read("DescribeDisks", client.describeDisksWithOptions(request, readOptions()));
  return (body?.disks?.disk ?? []).map((disk) => ({
    diskId: disk.diskId ?? "",
    isSystem: disk.type === "system",
    isLocal: isOnHost(disk.category),
    category: disk.category ?? "",
    performanceLevel: disk.performanceLevel ?? "",
    status: disk.status ?? "",
    sizeGib: disk.size ?? 0,
  }));
}

/** Every status: without a filter the API lists finished events only. */
const everyStatus = ["Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed"];

export const readEvents = (client: Client, regionId: string, instanceId: string): Promise<SystemEvent[]> =>
  readPages<SystemEvent, string>("DescribeInstanceHistoryEvents", async (nextToken) => {
    const request = new Ecs20140526.DescribeInstanceHistoryEventsRequest({
      regionId,
      resourceId: [instanceId],
      instanceEventCycleStatus: everyStatus,
      maxResults: 100,
      ...(nextToken && { nextToken }),
    });
    const call = client.describeInstanceHistoryEventsWithOptions(request, readOptions());
    const { body } = await read("DescribeInstanceHistoryEvents", call);
    const items = (body?.instanceSystemEventSet?.instanceSystemEventType ?? []).map(toEvent);
    return { items, next: body?.nextToken || undefined };
  });

type ListedEvent = InstanceType<
  typeof Ecs20140526.DescribeInstanceHistoryEventsResponseBodyInstanceSystemEventSetInstanceSystemEventType
>;

const toEvent = (listed: ListedEvent): SystemEvent => ({
  eventId: listed.eventId ?? "",
  type: listed.eventType?.name ?? "",
  status: listed.eventCycleStatus?.name ?? "",
  notBeforeMs: toMs(listed.notBefore),
  simulated: listed.reason === "A simulated event.",
  diskId: listed.extendedAttribute?.diskId,
});

export const readTasks = (client: Client, regionId: string, instanceId: string): Promise<Task[]> =>
  readPages<Task, true>("DescribeTasks", async (_, pageNumber) => {
    const request = new Ecs20140526.DescribeTasksRequest({
      regionId,
      taskAction: "RedeployInstance",
      resourceIds: [instanceId],
      pageNumber,
      pageSize: 100,
    });
    const { body } = await read("DescribeTasks", client.describeTasksWithOptions(request, readOptions()));
    const page = body?.taskSet?.task ?? [];
    const own = page.filter(({ resourceId = instanceId }) => resourceId === instanceId);
    return { items: own.map(toTask), next: page.length < 100 ? undefined : true };
  });

type ListedTask = InstanceType<typeof Ecs20140526.DescribeTasksResponseBodyTaskSetTask>;

const taskStatuses = ["Processing", "Finished", "Failed"] as const;

const toTask = ({ taskId = "", taskStatus, creationTime }: ListedTask): Task => ({
  taskId,
  status: taskStatuses.find((status) => status === taskStatus) ?? "other",
  createdAtMs: toMs(creationTime),
});

/** Where images are listed: without an owner those of the marketplace are left out. Source: DescribeImages, ImageOwnerAlias. */
const imageQueries = [{}, { imageOwnerAlias: "marketplace" }, { isPublic: true }] as const;

export async function readImage(client: Client, regionId: string, imageId: string): Promise<ImageState | undefined> {
  for (const query of imageQueries) {
    const request = new Ecs20140526.DescribeImagesRequest({
      regionId,
      imageId,
      status: "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated",
      ...query,
    });
    const { body } = await read("DescribeImages", client.describeImagesWithOptions(request, readOptions()));
    const found = body?.images?.image?.[0];
    if (found !== undefined) return toImage(found);
  }
  return undefined;
}

type ListedImage = InstanceType<typeof Ecs20140526.DescribeImagesResponseBodyImagesImage>;

const toImage = (found: ListedImage): ImageState => ({
  sizeGib: found.size ?? 0,
  osType: found.OSType === "windows" ? "windows" : "linux",
  isAvailable: found.status === "Available" || found.status === "Deprecated",
});
