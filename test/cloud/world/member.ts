import type { Disk } from "./disk.ts";
import type { Instance, InstanceTrait } from "./instance.ts";
import type { EventStatus } from "./system-event.ts";

/** Families and sizes as the ECS instance family pages list them. */
export const localDiskTypes = {
  d1: { type: "ecs.d1ne.2xlarge", family: "ecs.d1ne", category: "local_hdd_pro", count: 4, sizeGib: 5_500 },
  i2: { type: "ecs.i2.xlarge", family: "ecs.i2", category: "local_ssd_pro", count: 1, sizeGib: 894 },
} as const;

/** One member of the seed fleet: only what sets it apart from a plain Running instance. */
export type Member = {
  readonly instanceId: `i-bp1${string}`;
  readonly about: string;
  /** Last letter of the zone. */
  readonly zone: "h" | "i" | "j";
  readonly status?: "Stopped" | "Pending";
  readonly localDisks?: keyof typeof localDiskTypes;
  readonly dedicatedHostId?: string;
  readonly lock?: Instance["locks"][number];
  readonly prePaid?: true;
  readonly expired?: true;
  /** By key: what the owner says of it, or who looks after it. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly imageId?: string;
  readonly traits?: readonly InstanceTrait[];
  /** What sets its system disk apart from an ESSD PL1 of 40 GiB. */
  readonly systemDisk?: "none" | SystemDisk;
  /** Its first local disk is damaged, and no event says so. */
  readonly damaged?: true;
  readonly event?: {
    readonly type: string;
    readonly status: EventStatus;
    readonly notBeforeHours: number;
    /** About the first local disk. */
    readonly disk?: true;
    readonly simulated?: true;
  };
};

type SystemDisk = Partial<
  Pick<Disk, "category" | "performanceLevel" | "sizeGib" | "status" | "encrypted" | "kmsKeyId" | "traits">
>;
