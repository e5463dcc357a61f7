/**
 * Where the disk of each category lives. Sources: DescribeDisks, DescribeInstances and ReplaceSystemDisk of ECS
 * (2014-05-26), DescribeDisks and DescribeInstances of ENS (2017-11-10), June 2024; the regional disk: ECS, 2026.
 */
const places: Readonly<Record<string, "cloud" | "host">> = {
  cloud: "cloud",
  cloud_efficiency: "cloud",
  cloud_ssd: "cloud",
  cloud_essd: "cloud",
  cloud_essd_entry: "cloud",
  cloud_auto: "cloud",
  cloud_regional_disk_auto: "cloud",
  /** ENS DescribeInstances: "ultra disk". */
  pangu: "cloud",
  file: "host",
  local_hdd: "host",
  local_ssd: "host",
  local_hdd_pro: "host",
  local_ssd_pro: "host",
  ephemeral: "host",
  ephemeral_ssd: "host",
  /** Temporary storage: what becomes of its data is not documented for any of our calls. */
  elastic_ephemeral_disk_standard: "host",
  elastic_ephemeral_disk_premium: "host",
};

/** True unless the disk is known to be elsewhere: what no document names may be on the host, and its data lost. */
export const isOnHost = (category: string | undefined) => category === undefined || places[category] !== "cloud";
