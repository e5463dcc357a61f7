import * as z from "zod";
import { type ErrorRow, RpcError } from "../rpc/rpc-error.ts";
import { toMinute } from "../world/cloud-time.ts";
import type { Instance } from "../world/instance.ts";
import type { World } from "../world/world.ts";
import { defineAction, malformedBy } from "./define-action.ts";
import { badPageSize, paginate, tokenParams } from "./paging.ts";
import { jsonHundredText, repeatList } from "./parameter-types.ts";
import { requireRegion, unknownRegion } from "./region.ts";

const params = z.strictObject({
  ...tokenParams,
  RegionId: z.string().min(1),
  InstanceIds: jsonHundredText.optional(),
  Status: z.enum(["Pending", "Running", "Starting", "Stopping", "Stopped"]).optional(),
  ZoneId: z.string().optional(),
  InstanceName: z.string().optional(),
  InstanceType: z.string().optional(),
  InstanceTypeFamily: z.string().optional(),
  InstanceChargeType: z.enum(["PrePaid", "PostPaid"]).optional(),
  LockReason: z.enum(["financial", "security", "recycling", "dedicatedhostfinancial", "refunded"]).optional(),
  Tag: z
    .array(z.strictObject({ Key: z.string().optional(), Value: z.string().optional() }))
    .max(20)
    .default([]),
  /** Read, and of no consequence here. */
  AdditionalAttributes: repeatList(20).optional(),
});

/** Rows of the DescribeInstances document (2021). */
const errors = {
  unknownStatus: { status: 404, code: "InvalidStatus.NotFound", message: "The specified Status is not found." },
  unknownChargeType: {
    status: 404,
    code: "InvalidInstanceChargeType.NotFound",
    message: "The InstanceChargeType does not exist in our records.",
  },
  unknownLock: { status: 404, code: "InvalidLockReason.NotFound", message: "The specified LockReason is not found." },
  valueAlone: {
    status: 400,
    code: "InvalidTag.Mismatch",
    message: "The specified Tag.n.Key and Tag.n.Value are not match.",
  },
  tooManyTags: { status: 400, code: "InvalidTagCount", message: "The specified tags are beyond the permitted range." },
} as const satisfies Record<string, ErrorRow>;

/** DescribeInstances (ecs 2014-05-26), with the fields that tell what may be done to an instance. */
export const describeInstances = defineAction({
  name: "DescribeInstances",
  changesWorld: false,
  params,
  errors: [unknownRegion, errors.valueAlone, badPageSize],
  malformed: malformedBy({
    Status: errors.unknownStatus,
    InstanceChargeType: errors.unknownChargeType,
    LockReason: errors.unknownLock,
    Tag: errors.tooManyTags,
  }),
  run: (world, asked) => {
    requireRegion(world, asked.RegionId);
    if (asked.Tag.some(({ Key }) => Key === undefined)) throw new RpcError(errors.valueAlone);
    const found = [...world.instances.values()].filter((instance) =>
      filters.every((passes) => passes(instance, asked)),
    );
    const { shown, totals, nextToken } = paginate(world, found, asked);
    return {
      ...totals,
      NextToken: nextToken,
      Instances: { Instance: shown.map((instance) => show(instance, world)) },
    };
  },
});

type Asked = z.output<typeof params>;
const same = (asked: string | undefined, value: string) => asked === undefined || asked === value;

const filters: readonly ((instance: Instance, asked: Asked) => boolean)[] = [
  ({ instanceId }, { InstanceIds }) => InstanceIds === undefined || InstanceIds.includes(instanceId),
  ({ status }, { Status }) => same(Status, status),
  ({ zoneId }, { ZoneId }) => same(ZoneId, zoneId),
  ({ instanceName }, { InstanceName }) => same(InstanceName, instanceName),
  ({ instanceType }, { InstanceType }) => same(InstanceType, instanceType),
  ({ instanceTypeFamily }, { InstanceTypeFamily }) => same(InstanceTypeFamily, instanceTypeFamily),
  ({ chargeType }, { InstanceChargeType }) => same(InstanceChargeType, chargeType),
  ({ locks }, { LockReason }) => LockReason === undefined || locks.some((lock) => lock === LockReason),
  ({ tags }, { Tag }) =>
    Tag.every(({ Key, Value }) => tags.some(({ key, value }) => key === Key && same(Value, value))),
];

const show = (instance: Instance, world: World) => ({
  InstanceId: instance.instanceId,
  InstanceName: instance.instanceName,
  HostName: instance.instanceName,
  Description: "",
  Status: instance.status,
  RegionId: world.settings.regionId,
  ZoneId: instance.zoneId,
  InstanceType: instance.instanceType,
  InstanceTypeFamily: instance.instanceTypeFamily,
  ImageId: instance.imageId,
  OSType: instance.osType,
  InstanceChargeType: instance.chargeType,
  InstanceNetworkType: "vpc",
  VpcAttributes: { PrivateIpAddress: { IpAddress: [instance.privateAddress] } },
  InnerIpAddress: { IpAddress: [] },
  SpotStrategy: instance.traits.includes("spot") ? "SpotAsPriceGo" : "NoSpot",
  IoOptimized: !instance.traits.includes("no-io-optimization"),
  StoppedMode: instance.stoppedMode,
  CreationTime: toMinute(instance.createdAtMs),
  StartTime: toMinute(instance.startedAtMs),
  ExpiredTime: toMinute(instance.expiresAtMs),
  Recyclable: false,
  DeletionProtection: false,
  ...(instance.localStorageAmount > 0
    ? { LocalStorageAmount: instance.localStorageAmount, LocalStorageCapacity: instance.localStorageCapacityGib }
    : {}),
  DedicatedHostAttribute: { DedicatedHostId: instance.dedicatedHostId, DedicatedHostName: "" },
  DedicatedInstanceAttribute: { Affinity: "", Tenancy: instance.dedicatedHostId === "" ? "default" : "host" },
  OperationLocks: { LockReason: lockReasons(instance, world).map(toLock) },
  Tags: { Tag: instance.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })) },
});

/** Invented: the lock while a system disk is being replaced; ReplaceSystemDisk says only that it ends. */
const lockReasons = ({ locks, replacing }: Instance, { holds }: World) =>
  replacing > 0 && holds("ecs.replace.lock") ? [...locks, "replacing-system-disk"] : locks;

const toLock = (reason: string) => ({
  LockReason: reason,
  LockMsg: `The specified instance is locked due to ${reason} reason.`,
});
