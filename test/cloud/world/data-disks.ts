import type { Disk } from "./disk.ts";

/** A data disk that is attached to no instance: only what sets it apart from a plain one in zone i. */
type SpareDisk = Pick<Disk, "diskId"> & {
  readonly zone?: "j";
} & Partial<Pick<Disk, "status" | "chargeType" | "kmsKeyId" | "traits">>;

const spareDisks: readonly SpareDisk[] = [
  { diskId: "d-bp1spare0001" },
  { diskId: "d-bp1sparecreating0001", status: "Creating" },
  { diskId: "d-bp1spareprepaid0001", chargeType: "PrePaid" },
  { diskId: "d-bp1spareencrypted0001", kmsKeyId: "key-bp1enabled0001" },
  { diskId: "d-bp1sparemultiattach0001", traits: ["multi-attach"] },
  { diskId: "d-bp1spareelsewhere0001", zone: "j" },
];

/** The data disks that no instance uses, as values of the world. */
export const createSpareDisks = (createdAtMs: number, regionId: string): readonly Disk[] =>
  spareDisks.map(({ zone = "i", ...spare }) => ({
    instanceId: "",
    zoneId: `${regionId}-${zone}`,
    type: "data",
    category: "cloud_essd",
    performanceLevel: "PL1",
    status: "Available",
    chargeType: "PostPaid",
    encrypted: spare.kmsKeyId !== undefined,
    kmsKeyId: "",
    traits: [],
    device: "",
    sizeGib: 100,
    createdAtMs,
    health: "sound",
    ...spare,
  }));
