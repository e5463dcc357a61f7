/** GiB. Source: ReplaceSystemDisk, SystemDisk.Size (2026); the image's own size is checked apart. */
type Range = { readonly minGib: number; readonly maxGib: number };

/** By category, with the performance level where it makes a difference. */
const ranges: Readonly<Record<string, Range>> = {
  cloud: { minGib: 20, maxGib: 500 },
  "cloud_essd PL0": { minGib: 1, maxGib: 2_048 },
  "cloud_essd PL1": { minGib: 20, maxGib: 2_048 },
  "cloud_essd PL2": { minGib: 461, maxGib: 2_048 },
  "cloud_essd PL3": { minGib: 1_261, maxGib: 2_048 },
  cloud_auto: { minGib: 1, maxGib: 2_048 },
};

/** SSDs and every other category. */
const others: Range = { minGib: 20, maxGib: 2_048 };

/** The sizes that a system disk of this category may have. */
export function systemDiskSizes(
  disk: { readonly category: string; readonly performanceLevel: string } | undefined,
): Range {
  if (disk === undefined) return others;
  return ranges[`${disk.category} ${disk.performanceLevel}`] ?? ranges[disk.category] ?? others;
}
