import type { Action } from "./define-action.ts";
import { describeDisks } from "./describe-disks.ts";
import { describeInstanceHistoryEvents } from "./describe-instance-history-events.ts";
import { describeInstances } from "./describe-instances.ts";
import { describeTasks } from "./describe-tasks.ts";
import { redeployInstance } from "./redeploy-instance.ts";
import { startInstance } from "./start-instance.ts";
import { stopInstance } from "./stop-instance.ts";

/** The ECS actions that the local cloud knows. */
export const actions: ReadonlyMap<string, Action> = new Map(
  [
    describeInstances,
    describeDisks,
    describeTasks,
    describeInstanceHistoryEvents,
    redeployInstance,
    stopInstance,
    startInstance,
  ].map((action) => [action.name, action]),
);
