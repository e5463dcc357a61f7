/** States of an ECS instance, as DescribeInstances names them. */
export type InstanceStatus = "Pending" | "Starting" | "Running" | "Stopping" | "Stopped";

export type OsType = "linux" | "windows";

/** What may be odd about an instance, beyond its fields, and stands in the way of a new system disk. */
export type InstanceTrait =
  | "unpaid-order"
  | "hibernation"
  | "spot"
  | "no-io-optimization"
  | "login-as-non-root"
  | "must-encrypt";

type Tag = { readonly key: string; readonly value: string };

/** One ECS instance of the world. */
export type Instance = {
  readonly instanceId: string;
  readonly instanceName: string;
  /** In its VPC. */
  readonly privateAddress: string;
  readonly status: InstanceStatus;
  readonly zoneId: string;
  readonly instanceType: string;
  readonly instanceTypeFamily: string;
  readonly imageId: string;
  readonly osType: OsType;
  /** 0 without local disks. */
  readonly localStorageAmount: number;
  readonly localStorageCapacityGib: number;
  readonly chargeType: "PrePaid" | "PostPaid";
  readonly createdAtMs: number;
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
  readonly locks: readonly ("security" | "financial")[];
  readonly traits: readonly InstanceTrait[];
  /** Empty when the instance is on a shared host. */
  readonly dedicatedHostId: string;
  readonly stoppedMode: "KeepCharging" | "StopCharging" | "Not-applicable";
  readonly tags: readonly Tag[];
  /** The physical host; no API shows it, testers see it in the world's snapshot. */
  readonly hostId: string;
  /** How many restarts are on their way. */
  readonly restarting: number;
  /** How many new system disks are being made. */
  readonly replacing: number;
  /** How often each action was accepted for this instance. */
  readonly effects: Readonly<Record<string, number>>;
  /** How often the local disks were cleared. */
  readonly wipes: number;
};

export const isLocked = ({ locks }: Instance, reason: "security" | "financial") => locks.includes(reason);

export const hasTrait = ({ traits }: Instance, trait: InstanceTrait) => traits.includes(trait);

/** A subscription that is over. */
export const isExpired = ({ chargeType, expiresAtMs }: Instance, nowMs: number) =>
  chargeType === "PrePaid" && expiresAtMs < nowMs;

export const hasLocalDisks = ({ localStorageAmount }: Instance) => localStorageAmount > 0;

/** The instance after one more accepted `action`. */
export const withEffect = (instance: Instance, action: string): Instance => ({
  ...instance,
  effects: { ...instance.effects, [action]: (instance.effects[action] ?? 0) + 1 },
});
