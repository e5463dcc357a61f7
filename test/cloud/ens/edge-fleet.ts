import type { EdgeDisk, EdgeInstance } from "./edge-instance.ts";

/** One member of the seed fleet: only what sets it apart from a plain Running instance. */
type Member = {
  /** Formed like the document's ids: `i-5` and 23 letters or digits. */
  readonly instanceId: `i-5${string}`;
  readonly ensRegionId: string;
  readonly status?: "Stopped" | "Expired";
  /** Of the data disk. */
  readonly category?: EdgeDisk["category"];
};

/** `…0005` to `…0014`: enough of a kind for tests that strike many at the same time. */
const more = Array.from(
  { length: 10 },
  (_, index): Member => ({
    instanceId: `i-5edgeplain000000000000${String(index + 5).padStart(2, "0")}`,
    ensRegionId: "cn-hangzhou-cmcc",
  }),
);

/** The edge instances every world starts with; the id says what a member is. None has an event. */
const fleet: readonly Member[] = [
  { instanceId: "i-5edgeplain00000000000001", ensRegionId: "cn-beijing-cmcc" },
  { instanceId: "i-5edgeplain00000000000002", ensRegionId: "cn-suzhou-telecom" },
  { instanceId: "i-5edgeplain00000000000003", ensRegionId: "cn-chengdu-telecom" },
  { instanceId: "i-5edgeplain00000000000004", ensRegionId: "cn-beijing-cmcc" },
  { instanceId: "i-5edgelocal00000000000001", ensRegionId: "cn-suzhou-telecom", category: "local_ssd" },
  { instanceId: "i-5edgestopped000000000001", ensRegionId: "cn-chengdu-telecom", status: "Stopped" },
  { instanceId: "i-5edgeexpired000000000001", ensRegionId: "cn-beijing-cmcc", status: "Expired" },
  ...more,
  { instanceId: "i-5edgepangu00000000000001", ensRegionId: "cn-hangzhou-cmcc", category: "pangu" },
  { instanceId: "i-5edgefile000000000000001", ensRegionId: "cn-hangzhou-cmcc", category: "file" },
];

const dayMs = 86_400_000;

/** The fleet as values of the world, dated from `nowMs`. */
export const createEdgeFleet = (nowMs: number): readonly EdgeInstance[] =>
  fleet.map(({ instanceId, ensRegionId, status: told, category = "cloud_ssd" }, index): EdgeInstance => {
    const status: EdgeInstance["restingStatus"] = told ?? "Running";
    const name = instanceId.slice("i-5".length);
    return {
      instanceId,
      instanceName: name,
      status,
      restingStatus: status,
      ensRegionId,
      specName: "ens.sn1.small",
      imageId: "centos_6_08_64_20G_alibase_20171208",
      systemDisk: { diskId: `d-5${name}sys`, category: "cloud_efficiency", sizeGib: 40 },
      dataDisks: [{ diskId: `d-5${name}data`, category, sizeGib: 100 }],
      createdAtMs: nowMs - 90 * dayMs,
      expiresAtMs: nowMs + (status === "Expired" ? -2 : 90) * dayMs,
      hostId: `host-5seed${String(index + 1).padStart(4, "0")}`,
      redeploying: 0,
      effects: {},
      wipes: 0,
    };
  });
