import type { Check } from "../../rpc/rpc-error.ts";
import { isLocal } from "../../world/disk.ts";
import { type Judged, refuse } from "./judged.ts";

const platforms = /^(CentOS|Ubuntu|Debian|SUSE|OpenSUSE|Aliyun|CoreOS|FreeBSD|Windows Server \d{4}.*|Others Linux)$/;

/** What DiskId asks for: a data disk that becomes the system disk. Deprecated; its Platform and Architecture must be told. */
export const dataDiskChecks: readonly Check<Judged>[] = [
  refuse("400 InvalidDiskId.NotFound", ({ asked, dataDisk }) => asked.DiskId !== undefined && dataDisk === undefined),
  refuse("400 MissingParameter.Platform", ({ asked, dataDisk }) => dataDisk !== undefined && !asked.Platform),
  refuse("400 MissingParameter.Architecture", ({ asked, dataDisk }) => dataDisk !== undefined && !asked.Architecture),
  refuse(
    "400 InvalidPlatform.Malformed",
    ({ asked }) => asked.Platform !== undefined && !platforms.test(asked.Platform),
  ),
  refuse(
    "400 InvalidArchitecture.Malformed",
    ({ asked }) => !["i386", "x86_64", "arm64"].includes(asked.Architecture ?? "x86_64"),
  ),
  refuse(
    "400 InvalidDatadisk.DiskCategoryViolation",
    ({ dataDisk }) => dataDisk !== undefined && (isLocal(dataDisk) || dataDisk.type === "system"),
  ),
  refuse("403 ResourcesNotInSameZone", ({ instance, dataDisk }) => differs(dataDisk?.zoneId, instance.zoneId)),
  refuse("400 InvalidDatadisk.DiskStatusViolation", ({ dataDisk }) => differs(dataDisk?.status, "Available")),
  refuse("400 InvalidDatadisk.ChargeTypeViolation", ({ dataDisk }) => dataDisk?.chargeType === "PrePaid"),
  refuse("403 InvalidOperation.MultiAttachDisk", ({ dataDisk }) => dataDisk?.traits.includes("multi-attach") === true),
  refuse("400 InvalidParameter.DiskType", ({ dataDisk }) => (dataDisk?.kmsKeyId ?? "") !== ""),
];

const differs = (value: string | undefined, wanted: string) => value !== undefined && value !== wanted;
