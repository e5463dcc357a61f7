import * as z from "zod";
import { toMinute } from "../world/cloud-time.ts";
import type { Task } from "../world/task.ts";
import { defineAction } from "./define-action.ts";
import { badPageSize, pageParams, paginate } from "./paging.ts";
import { commaListText, repeatList, timeText } from "./parameter-types.ts";
import { requireRegion, unknownRegion } from "./region.ts";

const params = z.strictObject({
  ...pageParams,
  RegionId: z.string().min(1),
  TaskIds: commaListText.optional(),
  ResourceIds: repeatList(100).optional(),
  TaskAction: z
    .enum(["ImportImage", "ExportImage", "RedeployInstance", "ModifyDiskSpec", "ArchiveSnapshot"])
    .optional(),
  TaskStatus: z.string().optional(),
  StartTime: timeText.optional(),
  EndTime: timeText.optional(),
});

const unknownRegionIn400 = { ...unknownRegion, status: 400 };

/** DescribeTasks (ecs 2014-05-26); a task appears in it some time after it was made (invented). */
export const describeTasks = defineAction({
  name: "DescribeTasks",
  changesWorld: false,
  params,
  errors: [unknownRegionIn400, badPageSize],
  missing: (name) => ({
    status: 400,
    code: "MissingParameter",
    message: `An input parameter "${name}" that is mandatory for processing the request is not supplied.`,
  }),
  run: (world, asked) => {
    requireRegion(world, asked.RegionId, unknownRegionIn400);
    const found = [...world.tasks.values()]
      .filter(({ createdAtMs }) => world.nowMs() - createdAtMs >= world.timingMs("evidenceLag"))
      .filter((task) => filters.every((passes) => passes(task, asked, world.holds("ecs.tasks.minute"))))
      .reverse();
    const { shown, totals } = paginate(world, found, asked);
    return { ...totals, RegionId: asked.RegionId, TaskSet: { Task: shown.map(show) } };
  },
});

/** The only statuses that the filter knows; others are ignored, as documented. */
const filterableStatuses = ["Finished", "Processing", "Failed"];

const filters: readonly ((task: Task, asked: z.output<typeof params>, byMinute: boolean) => boolean)[] = [
  ({ taskId }, { TaskIds }) => TaskIds === undefined || TaskIds.includes(taskId),
  ({ resourceId }, { ResourceIds }) => ResourceIds === undefined || ResourceIds.includes(resourceId),
  ({ taskAction }, { TaskAction }) => TaskAction === undefined || TaskAction === taskAction,
  ({ taskStatus }, { TaskStatus }) =>
    TaskStatus === undefined || !filterableStatuses.includes(TaskStatus) || TaskStatus === taskStatus,
  ({ createdAtMs }, { StartTime }, byMinute) =>
    StartTime === undefined || comparable(createdAtMs, byMinute) >= StartTime,
  ({ createdAtMs }, { EndTime }, byMinute) => EndTime === undefined || comparable(createdAtMs, byMinute) <= EndTime,
];

/** What the caller sees of a time is what it is compared by (invented). */
const comparable = (ms: number, byMinute: boolean) => (byMinute ? Date.parse(toMinute(ms)) : ms);

const show = (task: Task) => ({
  TaskId: task.taskId,
  TaskAction: task.taskAction,
  TaskStatus: task.taskStatus,
  ResourceId: task.resourceId,
  SupportCancel: "false",
  CreationTime: toMinute(task.createdAtMs),
  ...(task.finishedAtMs === undefined ? {} : { FinishedTime: toMinute(task.finishedAtMs) }),
});
