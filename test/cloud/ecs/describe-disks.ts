import * as z from "zod";
import { type ErrorRow, RpcError } from "../rpc/rpc-error.ts";
import { toSecond } from "../world/cloud-time.ts";
import { type Disk, diskStatuses, isLocal } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { defineAction, malformedBy, missingParameter } from "./define-action.ts";
import { badPageSize, paginate, tokenParams } from "./paging.ts";
import { jsonListText } from "./parameter-types.ts";
import { requireRegion } from "./region.ts";

const params = z.strictObject({
  ...tokenParams,
  RegionId: z.string().min(1),
  InstanceId: z.string().optional(),
  DiskIds: jsonListText.optional(),
  DiskType: z.enum(["all", "system", "data"]).default("all"),
  Category: z.string().default("all"),
  Status: z.enum([...diskStatuses, "All"]).default("All"),
});

/** Rows of the DescribeDisks document (2021). */
const errors = {
  noRegion: { status: 400, code: "MissingParamter.RegionId", message: "The regionId should not be null." },
  unknownRegion: {
    status: 400,
    code: "InvalidRegion.NotFound",
    message: "The specified parameter RegionId is not valid.",
  },
  unknownType: {
    status: 400,
    code: "InvalidDiskType.ValueNotSupported",
    message: "The specified disk type is not supported.",
  },
  unknownStatus: {
    status: 400,
    code: "InvalidStatus.ValueNotSupported",
    message: "The specified disk status is not supported.",
  },
  badIds: {
    status: 400,
    code: "InvalidParameter.DiskIds",
    message: "The specified parameter diskIds is not valid.",
  },
  /** Spelled so. */
  malformed: {
    status: 400,
    code: "InvalidParamter",
    message: "Some parameters are invalid in this request.",
  },
  tooManyDisks: {
    status: 403,
    code: "InvalidDiskIds.Malformed",
    message: "The amount of specified disk Ids exceeds the limit.",
  },
} as const satisfies Record<string, ErrorRow>;

/** DescribeDisks (ecs 2014-05-26): system disks, local disks that a redeploy clears, and spare data disks. */
export const describeDisks = defineAction({
  name: "DescribeDisks",
  changesWorld: false,
  params,
  errors: [errors.unknownRegion, errors.tooManyDisks, badPageSize],
  missing: (name) => (name === "RegionId" ? errors.noRegion : missingParameter(name)),
  malformed: malformedBy(
    { DiskType: errors.unknownType, Status: errors.unknownStatus, DiskIds: errors.badIds },
    errors.malformed,
  ),
  run: (world, asked) => {
    requireRegion(world, asked.RegionId, errors.unknownRegion);
    if ((asked.DiskIds?.length ?? 0) > 100) throw new RpcError(errors.tooManyDisks);
    const found = [...world.disks.values()].filter((disk) => filters.every((passes) => passes(disk, asked)));
    const { shown, totals, nextToken } = paginate(world, found, asked);
    return { ...totals, NextToken: nextToken, Disks: { Disk: shown.map((disk) => show(disk, world)) } };
  },
});

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
