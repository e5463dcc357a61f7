/** States of an edge instance; those on the way (Stopping, Starting) are invented names. */
export type EdgeStatus = "Running" | "Stopping" | "Starting" | "Stopped" | "Expired";

/** A disk of an edge instance. No document lists the categories: these are invented. */
export type EdgeDisk = {
  readonly diskId: string;
  readonly category: "cloud_efficiency" | "cloud_ssd" | "local_ssd";
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

export const hasLocalDisks = ({ systemDisk, dataDisks }: EdgeInstance) =>
  [systemDisk, ...dataDisks].some(({ category }) => category.startsWith("local_"));

/** The instance after one more accepted `action`. */
export const withEffect = (instance: EdgeInstance, action: string): EdgeInstance => ({
  ...instance,
  effects: { ...instance.effects, [action]: (instance.effects[action] ?? 0) + 1 },
});
