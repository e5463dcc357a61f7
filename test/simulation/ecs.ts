import type { Ecs } from "../../shared/cloud/ecs.ts";
import type { InstanceFacts } from "../../shared/cloud/ecs-facts.ts";
import { type Cloud, isRunning } from "./cloud.ts";
import { send } from "./gateway.ts";
import { isListed, listedEvents, look } from "./look.ts";
import { instanceA } from "./names.ts";
import { listPending } from "./pending-list.ts";
import { careTag } from "./rules.ts";
import { shownOf } from "./shown.ts";
import type { Worker, World } from "./world.ts";

/** ECS as one worker reaches it. */
export function createEcs(world: World, worker: Worker): Ecs {
  const hasLocalDisks = (instanceId: string) => world.cloud.localDisks.has(instanceId);
  return {
    readInstance: (instanceId) => look(world, worker, (atMs, passing) => factsOf(world, instanceId, atMs, passing)),
    listPending: () => listPending(world, worker, "ecs"),
    readImage: async () => image,
    redeployInstance: (instanceId, forceStop, pin) =>
      send(world, worker, {
        action: "RedeployInstance",
        instanceId,
        pin,
        losesData: forceStop || hasLocalDisks(instanceId),
      }),
    rebootInstance: (instanceId, forceStop, _dryRun, pin) =>
      send(world, worker, { action: "RebootInstance", instanceId, pin, losesData: forceStop }),
    replaceSystemDisk: ({ InstanceId: instanceId }, token, pin) =>
      send(world, worker, { action: "ReplaceSystemDisk", instanceId, pin, token, losesData: true }),
    acceptInquiredSystemEvent: (eventId, pin) => {
      const instanceId = world.cloud.events.get(eventId)?.instanceId ?? "";
      return send(world, worker, {
        action: "AcceptInquiredSystemEvent",
        instanceId,
        pin,
        eventId,
        losesData: hasLocalDisks(instanceId),
      });
    },
    // Nothing is stopped for a loss of data that nobody accepted.
    stopInstance: (instanceId, pin) =>
      send(world, worker, { action: "StopInstance", instanceId, pin, losesData: true }),
    startInstance: (instanceId, pin) =>
      send(world, worker, { action: "StartInstance", instanceId, pin, losesData: false }),
  };
}

const image = { sizeGib: 20, osType: "linux", isAvailable: true } as const;

/**
 * What DescribeInstances, DescribeDisks, DescribeInstanceHistoryEvents and DescribeTasks say of a moment. What has been
 * over for long is not listed any more.
 */
function factsOf({ cloud, tagged }: World, instanceId: string, nowMs: number, passing?: string): InstanceFacts {
  const { status, startedAtMs, locks, disk } = shownOf(cloud, instanceId, nowMs);
  const hasLocalStorage = cloud.localDisks.has(instanceId);
  const tasks = cloud.effects.filter(
    ({ action, instanceId: on, visibleAtMs, endsAtMs }) =>
      action === "RedeployInstance" && on === instanceId && visibleAtMs <= nowMs && isListed(endsAtMs, nowMs),
  );
  return {
    instance: {
      ...{ status: passing ?? status, startedAtMs, locks, hasLocalStorage },
      tags: instanceId === instanceA && tagged.at(-1)?.isTagged === true ? { [careTag]: "others" } : {},
      ...{ zoneId: "cn-hangzhou-i", onDedicatedHost: false, expired: false, osType: "linux" },
    },
    hasLocalDisks: hasLocalStorage,
    disks: [{ ...disk, ...systemDisk }, ...(hasLocalStorage ? [localDiskAt(cloud, nowMs)] : [])],
    events: listedEvents(cloud, instanceId, nowMs),
    tasks: tasks.map((task) => ({
      taskId: task.id,
      status: isRunning(task, nowMs) ? "Processing" : task.fails ? "Failed" : "Finished",
      createdAtMs: task.createdAtMs,
    })),
  };
}

const localDiskAt = (cloud: Cloud, atMs: number) => ({
  ...{ diskId: cloud.localDiskIds.findLast(({ sinceMs }) => sinceMs <= atMs)?.id ?? "", status: "In_use" },
  ...{ isSystem: false, isLocal: true, category: "local_ssd_pro", performanceLevel: "", sizeGib: 800 },
});

const systemDisk = { isSystem: true, isLocal: false, category: "cloud_essd", performanceLevel: "PL1", sizeGib: 40 };
