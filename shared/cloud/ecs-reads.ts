import Ecs20140526 from "@alicloud/ecs20140526";
import type { SystemEvent } from "../remediation/answerable.ts";
import { isOnHost } from "./disk-categories.ts";
import { ownerOf } from "./disk-owner.ts";
import { isDrill } from "./drill.ts";
import type { DiskState, InstanceFacts, InstanceState, Part, Task } from "./ecs-facts.ts";
import { read, readPages, toMs } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { readErrorOf } from "./sdk-error.ts";
import { allAbout, itemsAbout, needed, unreadable } from "./unreadable.ts";

type Client = InstanceType<typeof Ecs20140526.default>;

/** The instance, its events, and the parts that are wanted, each by one call, all at once. */
export async function readFacts(
  client: Client,
  regionId: string,
  instanceId: string,
  parts: readonly Part[],
  nowMs: number,
): Promise<InstanceFacts> {
  const wants = (part: Part) => parts.includes(part);
  const [instance, events, disks, tasks] = await Promise.all([
    readState(client, regionId, instanceId, nowMs),
    readEvents(client, regionId, instanceId),
    wants("disks") ? readDisks(client, regionId, instanceId) : [],
    wants("tasks") ? readTasks(client, regionId, instanceId) : [],
  ]);
  if (instance !== undefined && wants("disks")) requireSystemDisk(disks);
  const areKnown = wants("disks") && instance?.hasLocalStorage === false;
  const hasLocalDisks = !areKnown || disks.some(({ isLocal }) => isLocal);
  return { instance, hasLocalDisks, events, disks, tasks };
}

/** The instance, or undefined: an empty list is how the API says that there is none (DescribeInstances, InstanceIds). */
async function readState(client: Client, regionId: string, instanceId: string, nowMs: number) {
  const request = new Ecs20140526.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
  const call = client.describeInstancesWithOptions(request, readOptions());
  return read("DescribeInstances", call, ({ body }) => {
    const list = { items: body?.instances?.instance, total: body?.totalCount };
    const [found] = allAbout(instanceId, list, (item) => item.instanceId);
    return found && toInstance(found, nowMs);
  });
}

export type ListedInstance = InstanceType<typeof Ecs20140526.DescribeInstancesResponseBodyInstancesInstance>;

const toInstance = (found: ListedInstance, nowMs: number): InstanceState => ({
  status: needed(found.status, "Status"),
  startedAtMs: toMs(found.startTime),
  osType: found.OSType === "windows" ? "windows" : "linux",
  onDedicatedHost: Boolean(found.dedicatedHostAttribute?.dedicatedHostId),
  locks: found.operationLocks?.lockReason?.map(({ lockReason }) => (lockReason ?? "").toLowerCase()) ?? [],
  expired: found.instanceChargeType === "PrePaid" && Date.parse(found.expiredTime ?? "") <= nowMs,
  hasLocalStorage: (found.localStorageAmount ?? 0) > 0,
  tags: tagsOf(found),
  zoneId: found.zoneId,
});

/** Tags by their key. */
export const tagsOf = ({ tags }: Pick<ListedInstance, "tags">) =>
  Object.fromEntries((tags?.tag ?? []).map(({ tagKey = "", tagValue = "" }) => [tagKey, tagValue]));

async function readDisks(client: Client, regionId: string, instanceId: string): Promise<DiskState[]> {
  const request = new Ecs20140526.DescribeDisksRequest({ regionId, instanceId, pageSize: 100 });
  return read("DescribeDisks", client.describeDisksWithOptions(request, readOptions()), ({ body }) => {
    const list = { items: body?.disks?.disk, total: body?.totalCount };
    return allAbout(instanceId, list, (disk) => ownerOf(disk, instanceId)).map(toDisk);
  });
}

/** The list of an instance that is there has left something out if no system disk is in it, by a filter or a lag. Throws then. */
function requireSystemDisk(disks: readonly DiskState[]): void {
  if (disks.some(({ isSystem }) => isSystem)) return;
  throw readErrorOf(unreadable("ListWithoutSystemDisk"), "DescribeDisks");
}

type ListedDisk = InstanceType<typeof Ecs20140526.DescribeDisksResponseBodyDisksDisk>;

const toDisk = (disk: ListedDisk): DiskState => ({
  diskId: needed(disk.diskId, "DiskId"),
  isSystem: disk.type === "system",
  isLocal: isOnHost(disk.category),
  category: disk.category ?? "",
  performanceLevel: disk.performanceLevel ?? "",
  status: disk.status ?? "",
  sizeGib: disk.size ?? 0,
});

/** Every status: without a filter the API lists finished events only. */
export const everyStatus = ["Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed"];

const readEvents = (client: Client, regionId: string, instanceId: string): Promise<SystemEvent[]> =>
  readPages<SystemEvent, string>("DescribeInstanceHistoryEvents", async (nextToken) => {
    const request = new Ecs20140526.DescribeInstanceHistoryEventsRequest({
      regionId,
      resourceId: [instanceId],
      instanceEventCycleStatus: everyStatus,
      maxResults: 100,
      ...(nextToken && { nextToken }),
    });
    const call = client.describeInstanceHistoryEventsWithOptions(request, readOptions());
    return read("DescribeInstanceHistoryEvents", call, ({ body }) => {
      const list = { items: body?.instanceSystemEventSet?.instanceSystemEventType, total: body?.totalCount };
      const items = itemsAbout(instanceId, list, (event) => event.instanceId).map(toEvent);
      return { items, next: body?.nextToken || undefined, total: list.total };
    });
  });

export type ListedEvent = InstanceType<
  typeof Ecs20140526.DescribeInstanceHistoryEventsResponseBodyInstanceSystemEventSetInstanceSystemEventType
>;

export const toEvent = (listed: ListedEvent): SystemEvent => ({
  eventId: needed(listed.eventId, "EventId"),
  type: needed(listed.eventType?.name, "EventType"),
  status: needed(listed.eventCycleStatus?.name, "EventCycleStatus"),
  notBeforeMs: toMs(listed.notBefore),
  simulated: isDrill(listed.reason),
  diskId: listed.extendedAttribute?.diskId,
});

const redeploy = "RedeployInstance";

const readTasks = (client: Client, regionId: string, instanceId: string): Promise<Task[]> =>
  readPages<Task, true>("DescribeTasks", async (_, pageNumber) => {
    const request = new Ecs20140526.DescribeTasksRequest({
      regionId,
      taskAction: redeploy,
      resourceIds: [instanceId],
      pageNumber,
      pageSize: 100,
    });
    return read("DescribeTasks", client.describeTasksWithOptions(request, readOptions()), ({ body }) => {
      const list = { items: body?.taskSet?.task, total: body?.totalCount };
      const page = itemsAbout(instanceId, list, (task) => (isRedeploy(task) ? task.resourceId : undefined));
      return { items: page.map(toTask), next: page.length < 100 ? undefined : true, total: list.total };
    });
  });

type ListedTask = InstanceType<typeof Ecs20140526.DescribeTasksResponseBodyTaskSetTask>;

const isRedeploy = ({ taskAction = redeploy }: ListedTask) => taskAction === redeploy;

const taskStatuses = ["Processing", "Finished", "Failed"] as const;

const toTask = ({ taskId, taskStatus, creationTime }: ListedTask): Task => ({
  taskId: needed(taskId, "TaskId"),
  status: taskStatuses.find((status) => status === taskStatus) ?? "other",
  createdAtMs: toMs(creationTime),
});
