import * as z from "zod";
import { RpcError } from "../rpc/rpc-error.ts";
import { toSecond } from "../world/cloud-time.ts";
import { type Disk, diskStatuses, isLocal } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { defineAction, missingParameter } from "./define-action.ts";
import { paginate, tokenParams } from "./paging.ts";
import { jsonListText } from "./parameter-types.ts";

const params = z.strictObject({
  ...tokenParams,
  RegionId: z.string().min(1),
  InstanceId: z.string().optional(),
  DiskIds: jsonListText.optional(),
  DiskType: z.enum(["all", "system", "data"]).default("all"),
  Category: z.string().default("all"),
  Status: z.enum([...diskStatuses, "All"]).default("All"),
});

/** DescribeDisks (ecs 2014-05-26): system disks, local disks that a redeploy clears, and spare data disks. */
export const describeDisks = defineAction({
  name: "DescribeDisks",
  changesWorld: false,
  params,
  missing: (name) => (name === "RegionId" ? missingRegion : missingParameter(name)),
  run: (world, asked) => {
    if (asked.RegionId !== world.settings.regionId) throw new RpcError(unknownRegion);
    const found = [...world.disks.values()].filter((disk) => filters.every((passes) => passes(disk, asked)));
    const { shown, totals, nextToken } = paginate(world, found, asked);
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
  ({ status }, { Status }) => Status === "All" || Status === status,
];

const show = (disk: Disk, { instances, settings }: World) => ({
  DiskId: disk.diskId,
  InstanceId: disk.instanceId,
  RegionId: settings.regionId,
  ZoneId: disk.zoneId,
  Type: disk.type,
  Category: disk.category,
  ...(disk.performanceLevel === "" ? {} : { PerformanceLevel: disk.performanceLevel }),
  Device: disk.device,
  Size: disk.sizeGib,
  Status: disk.status,
  DiskChargeType: disk.chargeType,
  Encrypted: disk.encrypted,
  KMSKeyId: disk.kmsKeyId,
  MultiAttach: disk.traits.includes("multi-attach") ? "Enabled" : "Disabled",
  Portable: !isLocal(disk) && disk.type === "data",
  DeleteWithInstance: true,
  ImageId: disk.type === "system" ? instances.get(disk.instanceId)?.imageId : "",
  CreationTime: toSecond(disk.createdAtMs),
  OperationLocks: { OperationLock: [] },
});
