import { windowsImageId } from "./images.ts";
import type { Member } from "./member.ts";

/** A Stopped instance of its own kind; the name of its id says which. */
const stopped = (name: string, about: string, rest: Partial<Member> = {}): Member => ({
  instanceId: `i-bp1${name}`,
  about,
  zone: "i",
  status: "Stopped",
  ...rest,
});

/** `spare0001` to `spare0010`: enough of a kind for tests that strike many at the same time. */
const spares = Array.from({ length: 10 }, (_, index) =>
  stopped(`spare${String(index + 1).padStart(4, "0")}`, "stopped"),
);

/** Instances whose system disk may be replaced, or may not. */
export const systemDiskFleet: readonly Member[] = [
  ...spares,
  stopped("stopped0002", "stopped"),
  stopped("stopped0003", "stopped", { zone: "j" }),
  stopped("stopped0004", "stopped"),
  stopped("stopped0005", "stopped", { zone: "j" }),
  stopped("windows0001", "stopped, Windows", { imageId: windowsImageId }),
  stopped("creating0001", "being created", { status: "Pending" }),
  stopped("unpaid0001", "an order is not paid", { traits: ["unpaid-order"] }),
  stopped("unpaid0002", "subscription, an order is not paid", { traits: ["unpaid-order"], prePaid: true }),
  stopped("hibernation0001", "hibernation is configured", { traits: ["hibernation"] }),
  stopped("spot0001", "a spot instance", { traits: ["spot"] }),
  stopped("noio0001", "not I/O optimized", { traits: ["no-io-optimization"] }),
  stopped("nonroot0001", "nobody logs in as root", { traits: ["login-as-non-root"] }),
  stopped("mustencrypt0001", "new disks must be encrypted", { traits: ["must-encrypt"] }),
  stopped("verylonghostname0001", "its name is too long for Windows"),
  stopped("diskless0001", "no system disk", { systemDisk: "none" }),
  stopped("basic0001", "basic disk", { systemDisk: { category: "cloud", performanceLevel: "" } }),
  stopped("ssd0001", "SSD", { systemDisk: { category: "cloud_ssd", performanceLevel: "" } }),
  stopped("autopl0001", "ESSD AutoPL", { systemDisk: { category: "cloud_auto", performanceLevel: "" } }),
  stopped("essdzero0001", "ESSD PL0", { systemDisk: { performanceLevel: "PL0" } }),
  stopped("essdtwo0001", "ESSD PL2", { systemDisk: { performanceLevel: "PL2", sizeGib: 500 } }),
  stopped("essdthree0001", "ESSD PL3", { systemDisk: { performanceLevel: "PL3", sizeGib: 1_300 } }),
  stopped("ephemeral0001", "local system disk", { systemDisk: { category: "ephemeral_ssd", performanceLevel: "" } }),
  stopped("reiniting0001", "its disk is being re-initialized", { systemDisk: { status: "ReIniting" } }),
  stopped("transferring0001", "its disk is being transferred", { systemDisk: { traits: ["transferring"] } }),
  stopped("snapshotting0001", "a snapshot is being made", { systemDisk: { traits: ["snapshot-in-progress"] } }),
  stopped("replicating0001", "its disk is replicated", { systemDisk: { traits: ["in-replication"] } }),
  stopped("replication0001", "replication in an unknown state", { systemDisk: { traits: ["replication-unknown"] } }),
  stopped("cluster0001", "its disk is in a dedicated cluster", { systemDisk: { traits: ["dedicated-cluster"] } }),
  stopped("fullcluster0001", "its disk is in a full cluster", { systemDisk: { traits: ["full-cluster"] } }),
  stopped("overquota0001", "the zone's quota is used up", { systemDisk: { traits: ["over-quota"] } }),
  stopped("soldout0001", "its disk's category is sold out", { systemDisk: { traits: ["sold-out"] } }),
];
