import type { EventStatus } from "./system-event.ts";

/** States of a disk, as DescribeDisks names them. */
export const diskStatuses = ["In_use", "Available", "Attaching", "Detaching", "Creating", "ReIniting"] as const;

/** What may be odd about a cloud disk, beyond its fields, and stands in the way of replacing it. */
type DiskTrait =
  | "transferring"
  | "snapshot-in-progress"
  | "in-replication"
  | "replication-unknown"
  | "dedicated-cluster"
  | "full-cluster"
  | "over-quota"
  | "sold-out"
  | "multi-attach";

/** One disk of the world. */
export type Disk = {
  readonly diskId: string;
  /** Empty when it is attached to none. */
  readonly instanceId: string;
  readonly zoneId: string;
  readonly type: "system" | "data";
  readonly category:
    | "cloud"
    | "cloud_ssd"
    | "cloud_essd"
    | "cloud_auto"
    | "ephemeral_ssd"
    | "local_ssd_pro"
    | "local_hdd_pro";
  /** Of an ESSD; else empty. */
  readonly performanceLevel: "" | "PL0" | "PL1" | "PL2" | "PL3";
  readonly status: (typeof diskStatuses)[number];
  readonly chargeType: "PrePaid" | "PostPaid";
  readonly encrypted: boolean;
  /** Empty: not encrypted, or with the key of the service. */
  readonly kmsKeyId: string;
  readonly traits: readonly DiskTrait[];
  readonly device: string;
  readonly sizeGib: number;
  readonly createdAtMs: number;
  /** No API shows it directly; it follows from the disk's system events. */
  readonly health: "sound" | "damaged" | "isolated";
};

export const isLocal = ({ category }: Disk) => category === "local_ssd_pro" || category === "local_hdd_pro";

/** The system disk of an instance, if it has one. */
export const systemDiskOf = (disks: ReadonlyMap<string, Disk>, instanceId: string) =>
  [...disks.values()].find((disk) => disk.instanceId === instanceId && disk.type === "system");

/** Re-initialization: the local disks of an instance are empty, and sound again. */
export function mendLocalDisks(disks: Map<string, Disk>, instanceId: string) {
  for (const disk of disks.values()) {
    if (disk.instanceId === instanceId && isLocal(disk)) disks.set(disk.diskId, { ...disk, health: "sound" });
  }
}

/** What a disk's health becomes when a system event about it reaches `eventStatus`; undefined: nothing changes. */
export function healthAfter(eventType: string, eventStatus: EventStatus): Disk["health"] | undefined {
  if (isIsolation(eventType)) return afterIsolation[eventStatus];
  if (isReInitialization(eventType)) return afterReInitialization[eventStatus];
  return undefined;
}

const isIsolation = (eventType: string) => /^SystemMaintenance\.(RebootAnd)?IsolateErrorDisk$/.test(eventType);

const isReInitialization = (eventType: string) => /^SystemMaintenance\.(RebootAnd)?ReInitErrorDisk$/.test(eventType);

/** True iff events of this type are about one local disk. */
export const isAboutDisk = (eventType: string) => isIsolation(eventType) || isReInitialization(eventType);

type HealthByStatus = Partial<Record<EventStatus, Disk["health"]>>;
const afterIsolation: HealthByStatus = { Inquiring: "damaged", Executing: "damaged", Executed: "isolated" };
const afterReInitialization: HealthByStatus = { Inquiring: "isolated", Executing: "isolated", Executed: "sound" };
