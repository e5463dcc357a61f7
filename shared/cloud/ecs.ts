import Ecs20140526 from "@alicloud/ecs20140526";
import type { ApiSettings, Credentials } from "../config.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { configFor, pinnedOptions, readOptions, readTimeoutMs, sendTimeoutMs, within } from "./sdk.ts";
import { readErrorOf, sentErrorOf } from "./sdk-error.ts";
import type { Pin, Sent } from "./sent.ts";

/** What look sees of an instance. Times are epoch milliseconds. */
export type InstanceFacts = {
  readonly instance: InstanceState | undefined;
  readonly events: readonly SystemEvent[];
  /** Every RedeployInstance task that the cloud lists for the instance. */
  readonly tasks: readonly Task[];
};

type Task = {
  readonly taskId: string;
  readonly status: "Processing" | "Finished" | "Failed" | "other";
  /** To the minute, epoch milliseconds; undefined if the cloud does not say. */
  readonly createdAtMs: number | undefined;
};

type InstanceState = {
  readonly status: string;
  readonly onDedicatedHost: boolean;
  /** Lower-case lock reasons: `security`, `financial`, … */
  readonly locks: readonly string[];
  readonly expired: boolean;
  readonly hasLocalDisks: boolean;
};

/** The ECS calls this bundle makes. Reads throw `OpError` (`unavailable`, `throttled`); a send never throws. */
export type Ecs = {
  readonly readInstance: (instanceId: string) => Promise<InstanceFacts>;
  readonly redeployInstance: (instanceId: string, forceStop: boolean, pin: Pin) => Promise<Sent>;
};

type Client = InstanceType<typeof Ecs20140526.default>;

/** ECS 2014-05-26 by the official SDK, which in an ES module is an object around its class. */
export function createEcs(settings: ApiSettings, credentials: Credentials, nowMs: () => number): Ecs {
  const client = new Ecs20140526.default(configFor(settings, credentials));
  const { regionId } = settings;
  return {
    readInstance: async (instanceId) => {
      const [state, localDisks, events, tasks] = await Promise.all([
        readState(client, regionId, instanceId, nowMs()),
        readLocalDisks(client, regionId, instanceId),
        readEvents(client, regionId, instanceId),
        readTasks(client, regionId, instanceId),
      ]);
      const instance = state && { ...state, hasLocalDisks: state.hasLocalDisks || localDisks };
      return { instance, events, tasks };
    },
    redeployInstance: async (instanceId, forceStop, pin) => {
      const request = new Ecs20140526.RedeployInstanceRequest({ instanceId, forceStop });
      try {
        const { body } = await within(sendTimeoutMs, client.redeployInstanceWithOptions(request, pinnedOptions(pin)));
        const { requestId, taskId } = body ?? {};
        if (!requestId || !taskId) return { kind: "unknown", cause: "AnswerWithoutTaskId" };
        return { kind: "accepted", requestId, evidenceId: taskId, fields: { TaskId: taskId } };
      } catch (error) {
        return sentErrorOf(error);
      }
    },
  };
}

/** Runs one read under its deadline and names it when it fails. */
async function read<T>(name: string, call: Promise<T>): Promise<T> {
  try {
    return await within(readTimeoutMs, call);
  } catch (error) {
    throw readErrorOf(error, name);
  }
}

async function readState(
  client: Client,
  regionId: string,
  instanceId: string,
  nowMs: number,
): Promise<InstanceState | undefined> {
  const request = new Ecs20140526.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
  const { body } = await read("DescribeInstances", client.describeInstancesWithOptions(request, readOptions()));
  const found = body?.instances?.instance?.[0];
  if (found === undefined) return undefined;
  return {
    status: found.status ?? "",
    onDedicatedHost: Boolean(found.dedicatedHostAttribute?.dedicatedHostId),
    locks: found.operationLocks?.lockReason?.map(({ lockReason }) => (lockReason ?? "").toLowerCase()) ?? [],
    expired: found.instanceChargeType === "PrePaid" && Date.parse(found.expiredTime ?? "") <= nowMs,
    hasLocalDisks: (found.localStorageAmount ?? 0) > 0,
  };
}

/** Categories of disks that live on the host. Source: DescribeDisks, parameter Category. */
const localCategories = ["local_ssd_pro", "local_hdd_pro", "ephemeral", "ephemeral_ssd"];

async function readLocalDisks(client: Client, regionId: string, instanceId: string): Promise<boolean> {
  const request = new Ecs20140526.DescribeDisksRequest({ regionId, instanceId, pageSize: 100 });
  const { body } = await read("DescribeDisks", client.describeDisksWithOptions(request, readOptions()));
  return body?.disks?.disk?.some(({ category }) => localCategories.includes(category ?? "")) ?? false;
}

/** Every status: without a filter the API lists finished events only. */
const everyStatus = ["Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed"];
/** 10 pages of 100: no instance has 1,000 events within the 30 days that are kept. */
const maxPages = 10;

async function readEvents(client: Client, regionId: string, instanceId: string): Promise<SystemEvent[]> {
  const events: SystemEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const request = new Ecs20140526.DescribeInstanceHistoryEventsRequest({
      regionId,
      resourceId: [instanceId],
      instanceEventCycleStatus: everyStatus,
      maxResults: 100,
      ...(nextToken && { nextToken }),
    });
    const { body } = await read(
      "DescribeInstanceHistoryEvents",
      client.describeInstanceHistoryEventsWithOptions(request, readOptions()),
    );
    events.push(...(body?.instanceSystemEventSet?.instanceSystemEventType ?? []).map(toEvent));
    nextToken = body?.nextToken;
    if (!nextToken) break;
  }
  return events;
}

type ListedEvent = InstanceType<
  typeof Ecs20140526.DescribeInstanceHistoryEventsResponseBodyInstanceSystemEventSetInstanceSystemEventType
>;

function toEvent(listed: ListedEvent): SystemEvent {
  const notBeforeMs = Date.parse(listed.notBefore ?? "");
  return {
    eventId: listed.eventId ?? "",
    type: listed.eventType?.name ?? "",
    status: listed.eventCycleStatus?.name ?? "",
    notBeforeMs: Number.isNaN(notBeforeMs) ? undefined : notBeforeMs,
    simulated: listed.reason === "A simulated event.",
    diskId: listed.extendedAttribute?.diskId,
  };
}

async function readTasks(client: Client, regionId: string, instanceId: string): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber++) {
    const request = new Ecs20140526.DescribeTasksRequest({
      regionId,
      taskAction: "RedeployInstance",
      resourceIds: [instanceId],
      pageNumber,
      pageSize: 100,
    });
    const { body } = await read("DescribeTasks", client.describeTasksWithOptions(request, readOptions()));
    const page = body?.taskSet?.task ?? [];
    tasks.push(...page.map(toTask));
    if (page.length < 100) break;
  }
  return tasks;
}

type ListedTask = InstanceType<typeof Ecs20140526.DescribeTasksResponseBodyTaskSetTask>;

const taskStatuses = ["Processing", "Finished", "Failed"] as const;

function toTask({ taskId = "", taskStatus, creationTime }: ListedTask): Task {
  const createdAtMs = Date.parse(creationTime ?? "");
  return {
    taskId,
    status: taskStatuses.find((status) => status === taskStatus) ?? "other",
    createdAtMs: Number.isNaN(createdAtMs) ? undefined : createdAtMs,
  };
}
