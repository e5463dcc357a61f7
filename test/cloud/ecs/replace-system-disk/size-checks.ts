import type { Check } from "../../rpc/rpc-error.ts";
import type { Disk } from "../../world/disk.ts";
import { type Judged, refuse } from "./judged.ts";
import { sizeOf } from "./wanted-size.ts";

/** GiB by category and performance level: ReplaceSystemDisk, SystemDisk.Size (2026). */
const ranges: Readonly<Record<string, readonly [minGib: number, maxGib: number]>> = {
  cloud: [20, 500],
  cloud_auto: [1, 2_048],
  "cloud_essd PL0": [1, 2_048],
  "cloud_essd PL1": [20, 2_048],
  "cloud_essd PL2": [461, 2_048],
  "cloud_essd PL3": [1_261, 2_048],
};

const others = [20, 2_048] as const;

function rangeOf(disk: Disk | undefined) {
  if (disk === undefined) return others;
  return ranges[`${disk.category} ${disk.performanceLevel}`] ?? ranges[disk.category] ?? others;
}

/** Whether the new disk's size is one that it may have. */
export const sizeChecks: readonly Check<Judged>[] = [
  refuse(
    "400 InvalidSystemDiskSize.ImageNotSupportResize",
    ({ asked, image }) => image?.trait === "fixed-size" && (asked.SystemDisk.Size ?? image.sizeGib) !== image.sizeGib,
  ),
  refuse("404 InvalidSystemDiskSize.LessThanMinSize", (subject) => sizeOf(subject) < rangeOf(subject.systemDisk)[0]),
  refuse("404 InvalidSystemDiskSize.MoreThanMaxSize", (subject) => sizeOf(subject) > rangeOf(subject.systemDisk)[1]),
  refuse("404 InvalidSystemDiskSize.LessThanImageSize", (subject) => sizeOf(subject) < (subject.image?.sizeGib ?? 0)),
  refuse("400 InvalidSystemDiskSize", (subject) => sizeOf(subject) < (subject.systemDisk?.sizeGib ?? 0)),
];
