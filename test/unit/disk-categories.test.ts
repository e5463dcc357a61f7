import { expect, test } from "vitest";
import { isOnHost } from "../../shared/cloud/disk-categories.ts";
import { readState } from "../../shared/cloud/ens-reads.ts";

const inTheCloud = [
  ...["cloud", "cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_essd_entry", "cloud_auto"],
  ...["cloud_regional_disk_auto", "pangu"],
];
const onTheHost = [
  ...["file", "local_hdd", "local_ssd", "local_hdd_pro", "local_ssd_pro", "ephemeral", "ephemeral_ssd"],
  ...["elastic_ephemeral_disk_standard", "elastic_ephemeral_disk_premium"],
];

test.each(inTheCloud)("a disk of category %s outlives a redeploy", (category) => {
  expect(isOnHost(category)).toBe(false);
});

test.each([...onTheHost, "cloud_of_tomorrow", "Cloud", "constructor", "", undefined])(
  "a disk of category %s may be lost with its host",
  (category) => {
    expect(isOnHost(category)).toBe(true);
  },
);

const state = (...disks: readonly object[]) => {
  const [SystemDisk, ...DataDisk] = disks;
  const Instance = [{ InstanceId: "i-1", Status: "Running", SystemDisk, DataDisk: { DataDisk } }];
  return readState(async () => ({ body: { Instances: { Instance } } }), "i-1");
};

test.each([
  ["all are cloud disks", [{ Category: "pangu" }, { Category: "cloud_ssd" }], false],
  ["both names say so", [{ Category: "cloud_efficiency", device_type: "pangu" }], false],
  ["an empty second name says nothing", [{ Category: "pangu", device_type: "" }], false],
  ["the names of one disk disagree", [{ Category: "pangu" }, { Category: "pangu", device_type: "file" }], true],
  ["the second name alone is of a cloud disk", [{ device_type: "pangu" }], true],
  ["the system disk is a file", [{ Category: "file" }, { Category: "pangu" }], true],
  ["no disk is told of", [], true],
])("an edge instance of which %s has local disks: %j → %s", async (_, disks, hasLocalDisks) => {
  expect((await state(...disks)).hasLocalDisks).toBe(hasLocalDisks);
});
