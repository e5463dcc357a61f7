import { afterAll, beforeAll, expect, test } from "vitest";
import { createEcsBench } from "./ecs-bench.ts";

let bench: Awaited<ReturnType<typeof createEcsBench>>;
beforeAll(async () => {
  bench = await createEcsBench();
});
afterAll(() => bench.close());

const RegionId = "cn-hangzhou";
const manyDisks = JSON.stringify(Array.from({ length: 101 }, (_, index) => `d-bp1disk${index}`));
const backwards = { "NotBefore.Start": "2026-11-29T08:00:00Z", "NotBefore.End": "2026-11-29T07:59:59Z" };
const publishedBackwards = {
  "EventPublishTime.Start": "2026-11-29T08:00:00Z",
  "EventPublishTime.End": "2026-11-28T08:00:00Z",
};

test.each([
  ["DescribeInstances", { Status: "Fine" }, "404 InvalidStatus.NotFound"],
  ["DescribeInstances", { InstanceChargeType: "Free" }, "404 InvalidInstanceChargeType.NotFound"],
  ["DescribeInstances", { LockReason: "rust" }, "404 InvalidLockReason.NotFound"],
  ["DescribeInstances", { "Tag.1.Value": "x" }, "400 InvalidTag.Mismatch"],
  [
    "DescribeInstances",
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`Tag.${index + 1}.Key`, "x"])),
    "400 InvalidTagCount",
  ],
  ["DescribeDisks", { DiskType: "floppy" }, "400 InvalidDiskType.ValueNotSupported"],
  ["DescribeDisks", { Status: "Fine" }, "400 InvalidStatus.ValueNotSupported"],
  ["DescribeDisks", { DiskIds: "d-bp1plain0001" }, "400 InvalidParameter.DiskIds"],
  ["DescribeDisks", { DiskIds: manyDisks }, "403 InvalidDiskIds.Malformed"],
  ["DescribeDisks", { PageSize: "many" }, "400 InvalidParamter"],
  ["DescribeImages", { ImageOwnerAlias: "me" }, "400 InvalidImageOwnerAlias.ValueNotSupported"],
  ["DescribeImages", { OSType: "plan9" }, "404 InvalidOSType"],
  ["DescribeInstancesFullStatus", { Status: "Stopping" }, "403 InvalidParameter"],
  ["DescribeInstancesFullStatus", backwards, "403 InvalidParameter.TimeEndBeforeStart"],
  ["DescribeInstanceHistoryEvents", publishedBackwards, "403 InvalidParameter.TimeEndBeforeStart"],
  ["CancelSimulatedSystemEvents", { EventId: "e-bp1simulated0001" }, "403 InvalidParameter"],
  ["AcceptInquiredSystemEvent", { "EventId.1": "e-bp1reboot0001" }, "400 InvalidParameter"],
])("%s of %j gets the row that the vendor has for it", async (action, asked, row) => {
  expect((await bench.outcome(action, { RegionId, ...asked })).replace(/:.*/s, "")).toBe(row);
});

test("an instance without a system disk cannot be started", async () => {
  expect(await bench.outcome("StartInstance", { InstanceId: "i-bp1diskless0001" })).toBe(
    "400 InvalidInstance.NotFoundSystemDisk: The specified instance does not have system disk.",
  );
});
