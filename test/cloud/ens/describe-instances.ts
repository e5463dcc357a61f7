import * as z from "zod";
import { toSecond } from "../world/cloud-time.ts";
import { defineAction } from "./define-action.ts";
import type { Edge } from "./edge.ts";
import { type EdgeDisk, type EdgeInstance, pageCategory } from "./edge-instance.ts";
import { badPageSize, pageParams, paginate } from "./paging.ts";
import { jsonListText } from "./parameter-types.ts";

const params = z.strictObject({
  ...pageParams,
  InstanceId: z.string().min(1).optional(),
  InstanceIds: jsonListText.optional(),
  InstanceName: z.string().optional(),
  EnsRegionId: z.string().optional(),
  EnsRegionIds: jsonListText.optional(),
  Status: z.enum(["Running", "Stopped", "Expired"]).optional(),
});

/** DescribeInstances (ens 2017-11-10), with the fields that tell what may be done to an instance. */
export const describeInstances = defineAction({
  name: "DescribeInstances",
  changesWorld: false,
  errors: [badPageSize],
  params,
  run: (edge, asked) => {
    const found = [...edge.instances.values()].filter((instance) => filters.every((holds) => holds(instance, asked)));
    const { shown, totals } = paginate(edge, found, asked);
    return { Code: 0, ...totals, Instances: { Instance: shown.map((instance) => show(instance, edge)) } };
  },
});

type Asked = z.output<typeof params>;

const same = (asked: string | undefined, value: string) => asked === undefined || asked === value;
const listed = (asked: readonly string[] | undefined, value: string) => asked === undefined || asked.includes(value);

const filters: readonly ((instance: EdgeInstance, asked: Asked) => boolean)[] = [
  ({ instanceId }, { InstanceId }) => same(InstanceId, instanceId),
  ({ instanceId }, { InstanceIds }) => listed(InstanceIds, instanceId),
  ({ instanceName }, { InstanceName }) => same(InstanceName, instanceName),
  ({ ensRegionId }, { EnsRegionId }) => same(EnsRegionId, ensRegionId),
  ({ ensRegionId }, { EnsRegionIds }) => listed(EnsRegionIds, ensRegionId),
  ({ status }, { Status }) => same(Status, status),
];

const show = (instance: EdgeInstance, edge: Edge) => ({
  InstanceId: instance.instanceId,
  InstanceName: instance.instanceName,
  HostName: instance.instanceName,
  InstanceResourceType: "EnsInstance",
  Status: instance.status,
  EnsRegionId: instance.ensRegionId,
  SpecName: instance.specName,
  ImageId: instance.imageId,
  Cpu: "2",
  Memory: 4_096,
  Disk: instance.systemDisk.sizeGib,
  CreationTime: toSecond(instance.createdAtMs),
  ExpiredTime: toSecond(instance.expiresAtMs),
  SpotStrategy: "NoSpot",
  DeletionProtection: false,
  SystemDisk: showDisk(instance.systemDisk, edge),
  DataDisk: { DataDisk: instance.dataDisks.map((disk) => ({ ...showDisk(disk, edge), Encrypted: false })) },
  Tags: { Tags: [] }, // it says of itself that it tells none (ens 2017-11-10, June 2024)
});

const showDisk = (disk: EdgeDisk, { holds }: Edge) => ({
  DiskId: disk.diskId,
  DiskName: disk.diskId,
  Size: disk.sizeGib,
  ...(holds("ens.instances.disk-kind") ? kindOf(disk, holds("ens.instances.category")) : {}),
});

/** In the words of its own page a disk's kind has two names, which say the same here (invented). */
const kindOf = (disk: EdgeDisk, asDescribeDisks: boolean) =>
  asDescribeDisks ? { Category: disk.category } : { Category: pageCategory(disk), device_type: pageCategory(disk) };
