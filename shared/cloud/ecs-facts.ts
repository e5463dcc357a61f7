import type { SystemEvent } from "../remediation/answerable.ts";

/** What look sees of an instance. Times are epoch milliseconds. */
export type InstanceFacts<P extends Part = Part> = {
  readonly instance: InstanceState | undefined;
  readonly hasLocalDisks: boolean;
  readonly events: readonly SystemEvent[];
} & Pick<Parts, P>;

type Parts = {
  readonly disks: readonly DiskState[];
  /** Every RedeployInstance task that the cloud lists for the instance. */
  readonly tasks: readonly Task[];
};

/** What a look may read besides the instance and its events: one call each. */
export type Part = keyof Parts;

export type Task = {
  readonly taskId: string;
  readonly status: "Processing" | "Finished" | "Failed" | "other";
  /** To the minute, epoch milliseconds; undefined if the cloud does not say. */
  readonly createdAtMs: number | undefined;
};

export type InstanceState = {
  readonly status: string;
  /** When it was started last, to the minute. */
  readonly startedAtMs: number | undefined;
  readonly osType: "linux" | "windows";
  readonly onDedicatedHost: boolean;
  /** Lower-case lock reasons: `security`, `financial`, … */
  readonly locks: readonly string[];
  readonly expired: boolean;
  readonly hasLocalStorage: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly zoneId: string | undefined;
};

export type DiskState = {
  readonly diskId: string;
  readonly isSystem: boolean;
  /** It lives on the host. */
  readonly isLocal: boolean;
  readonly category: string;
  /** `PL0` to `PL3` for ESSDs, else empty. */
  readonly performanceLevel: string;
  readonly status: string;
  readonly sizeGib: number;
};

export type ImageState = {
  readonly sizeGib: number;
  readonly osType: "linux" | "windows";
  readonly isAvailable: boolean;
};
