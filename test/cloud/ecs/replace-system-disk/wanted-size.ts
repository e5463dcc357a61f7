import type { Judged } from "./judged.ts";

const defaultGib = 40;

/**
 * How large the new disk is to be: as asked, or a data disk's own size, or Max{40, image}. Invented: without a wish it is
 * never smaller than the old disk.
 */
export function sizeOf({ world, asked, image, systemDisk, dataDisk }: Judged): number {
  if (asked.SystemDisk.Size !== undefined) return asked.SystemDisk.Size;
  if (dataDisk !== undefined) return dataDisk.sizeGib;
  const oldGib = world.holds("ecs.replace.size") ? (systemDisk?.sizeGib ?? 0) : 0;
  return Math.max(defaultGib, image?.sizeGib ?? 0, oldGib);
}
