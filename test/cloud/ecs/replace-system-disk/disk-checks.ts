import type { Check } from "../../rpc/rpc-error.ts";
import { type Judged, refuse, refuseTraits } from "./judged.ts";
import { sizeOf } from "./wanted-size.ts";

const grows = (subject: Judged) => sizeOf(subject) > (subject.systemDisk?.sizeGib ?? 0);

/** What the present system disk says, and the stock and quota for a new one like it. */
export const diskChecks: readonly Check<Judged>[] = [
  refuse("400 InvalidInstance.NotFoundSystemDisk", ({ systemDisk }) => systemDisk === undefined),
  refuse("400 InvalidDiskCategory.ValueNotSupported", ({ systemDisk }) => systemDisk?.category === "ephemeral_ssd"),
  refuse(
    "403 IncorrectDiskStatus",
    ({ instance, systemDisk }) => instance.replacing > 0 || (systemDisk?.status ?? "In_use") !== "In_use",
  ),
  ...refuseTraits(
    ({ systemDisk }) => systemDisk?.traits ?? [],
    [
      ["transferring", "403 InvalidSystemDiskStatus.IsTransfering"],
      ["snapshot-in-progress", "403 DiskCreatingSnapshot"],
      ["in-replication", "400 IncorrectDiskStatus.InReplication"],
      ["replication-unknown", "400 IncorrectDiskStatus.ReplicationStatusNotFound"],
      ["dedicated-cluster", "400 DISK_IN_DEDICATED_BLOCK_STORAGE_CLUSTER"],
      ["sold-out", "403 OperationDenied.DiskNoStock"],
    ],
  ),
  ...refuseTraits(
    (subject) => (grows(subject) ? (subject.systemDisk?.traits ?? []) : []),
    [
      ["full-cluster", "400 InvalidStorageClusterId.CapacityNotEnough"],
      ["over-quota", "400 QuotaExceed.DiskCapacity", "cn-hangzhou-i"],
    ],
  ),
];
