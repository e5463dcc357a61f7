import * as z from "zod";
import { toSecond } from "../world/cloud-time.ts";
import { type Disk, isLocal } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { defineAction, missingParameter } from "./define-action.ts";
import { EcsError } from "./ecs-error.ts";
import { paginate, tokenParams } from "./paging.ts";
import { jsonListText } from "./parameter-types.ts";

const params = z.strictObject({
  ...tokenParams,
  RegionId: z.string().min(1),
  InstanceId: z.string().optional(),
  DiskIds: jsonListText.optional(),
  DiskType: z.enum(["all", "system", "data"]).default("all"),
  Category: z.string().default("all"),
  Status: z.enum(["In_use", "Available", "Attaching", "Detaching", "Creating", "ReIniting", "All"]).default("All"),
});

/** DescribeDisks (ecs 2014-05-26): system disks, and the local disks that a redeploy clears. */
export const describeDisks = defineAction({
  name: "DescribeDisks",
  changesWorld: false,
  params,
  missing: (name) => (name === "RegionId" ? missingRegion : missingParameter(name)),
  run: (world, asked) => {
    if (asked.RegionId !== world.settings.regionId) throw new EcsError(unknownRegion);
    const found = [...world.disks.values()].filter((disk) => filters.every((holds) => holds(disk, asked)));
    const { shown, totals, nextToken } = paginate(found, asked);
    return { ...totals, NextToken: nextToken, Disks: { Disk: shown.map((disk) => show(disk, world)) } };
  },
});

const missingRegion = { status: 400, code: "MissingParamter.RegionId", message: "The regionId should not be null." };

const unknownRegion = {
  status: 400,
  code: "InvalidRegion.NotFound",
  message: "The specified parameter RegionId is not valid.",
};

const filters: readonly ((disk: Disk, asked: z.output<typeof params>) => boolean)[] = [
  ({ instanceId }, { InstanceId }) => InstanceId === undefined || InstanceId === instanceId,
  ({ diskId }, { DiskIds }) => DiskIds === undefined || DiskIds.includes(diskId),
  ({ type }, { DiskType }) => DiskType === "all" || DiskType === type,
  ({ category }, { Category }) => Category === "all" || Category === category,
  (_disk, { Status }) => Status === "All" || Status === "In_use",
];

const show = (disk: Disk, { instances, settings }: World) => ({
  DiskId: disk.diskId,
  InstanceId: disk.instanceId,
  RegionId: settings.regionId,
  ZoneId: instances.get(disk.instanceId)?.zoneId,
  Type: disk.type,
  Category: disk.category,
  Device: disk.device,
  Size: disk.sizeGib,
  Status: "In_use",
  Portable: !isLocal(disk) && disk.type === "data",
  DeleteWithInstance: true,
  ImageId: disk.type === "system" ? instances.get(disk.instanceId)?.imageId : "",
  CreationTime: toSecond(disk.createdAtMs),
  OperationLocks: { OperationLock: [] },
});
