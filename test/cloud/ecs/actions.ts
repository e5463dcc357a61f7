import { acceptInquiredSystemEvent } from "./accept-inquired-system-event.ts";
import { cancelSimulatedSystemEvents } from "./cancel-simulated-system-events.ts";
import { createSimulatedSystemEvents } from "./create-simulated-system-events.ts";
import type { Action } from "./define-action.ts";
import { describeDisks } from "./describe-disks.ts";
import { describeImages } from "./describe-images.ts";
import { describeInstanceHistoryEvents } from "./describe-instance-history-events.ts";
import { describeInstances } from "./describe-instances.ts";
import { describeInstancesFullStatus } from "./describe-instances-full-status.ts";
import { describeTasks } from "./describe-tasks.ts";
import { rebootInstance } from "./reboot-instance.ts";
import { redeployInstance } from "./redeploy-instance.ts";
import { replaceSystemDisk } from "./replace-system-disk.ts";
import { startInstance } from "./start-instance.ts";
import { stopInstance } from "./stop-instance.ts";

/** The ECS actions that the local cloud knows. */
export const actions: ReadonlyMap<string, Action> = new Map(
  [
    describeInstances,
    describeInstancesFullStatus,
    describeImages,
    describeDisks,
    describeTasks,
    describeInstanceHistoryEvents,
    acceptInquiredSystemEvent,
    createSimulatedSystemEvents,
    cancelSimulatedSystemEvents,
    redeployInstance,
    rebootInstance,
    replaceSystemDisk,
    stopInstance,
    startInstance,
  ].map((action) => [action.name, action]),
);
