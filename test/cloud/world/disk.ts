import type { EventStatus } from "./system-event.ts";

/** One disk of the world. */
export type Disk = {
  readonly diskId: string;
  readonly instanceId: string;
  readonly type: "system" | "data";
  readonly category: "cloud_essd" | "local_ssd_pro" | "local_hdd_pro";
  readonly device: string;
  readonly sizeGib: number;
  readonly createdAtMs: number;
  /** No API shows it directly; it follows from the disk's system events. */
  readonly health: "sound" | "damaged" | "isolated";
};

export const isLocal = ({ category }: Disk) => category === "local_ssd_pro" || category === "local_hdd_pro";

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
