/** States of an edge instance (those on the way: ENS StopInstance, StartInstance, RebootInstance, June 2024). */
export type EdgeStatus = "Running" | "Stopping" | "Starting" | "Stopped" | "Expired";

/**
 * Where a disk of each category lives. Two documents of ENS (June 2024) name them differently: DescribeDisks has
 * `cloud_…` and `local_…`, DescribeInstances has `pangu`, `file` and `local_hdd`.
 */
const places = {
  cloud_efficiency: "cloud",
  cloud_ssd: "cloud",
  pangu: "cloud",
  local_hdd: "host",
  local_ssd: "host",
  file: "host",
} as const;

/** A disk of an edge instance. */
export type EdgeDisk = {
  readonly diskId: string;
  readonly category: keyof typeof places;
  readonly sizeGib: number;
};

/** One ENS instance of the world. */
export type EdgeInstance = {
  readonly instanceId: string;
  readonly instanceName: string;
  readonly status: EdgeStatus;
  /** The status it goes back to when nothing is under way. */
  readonly restingStatus: "Running" | "Stopped" | "Expired";
  readonly ensRegionId: string;
  readonly specName: string;
  readonly imageId: string;
  readonly systemDisk: EdgeDisk;
  readonly dataDisks: readonly EdgeDisk[];
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** The physical host; no API shows it, testers see it in the world's snapshot. */
  readonly hostId: string;
  /** How many redeploys are on their way. */
  readonly redeploying: number;
  /** How often each action was accepted for this instance. */
  readonly effects: Readonly<Record<string, number>>;
  /** How often the local disks were cleared. */
  readonly wipes: number;
};

const isLocal = ({ category }: EdgeDisk) => places[category] === "host";

/** The category in the words of DescribeInstances' own page. */
export const pageCategory = (disk: EdgeDisk) => (isLocal(disk) ? "file" : "pangu");

export const hasLocalDisks = ({ systemDisk, dataDisks }: EdgeInstance) => [systemDisk, ...dataDisks].some(isLocal);

/** The instance after one more accepted `action`. */
export const withEffect = (instance: EdgeInstance, action: string): EdgeInstance => ({
  ...instance,
  effects: { ...instance.effects, [action]: (instance.effects[action] ?? 0) + 1 },
});
