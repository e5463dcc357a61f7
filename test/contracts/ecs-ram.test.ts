import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEcsBench, outcomeOf, sdk } from "./ecs-bench.ts";

const regionId = "cn-hangzhou";
const here = "acs:ecs:cn-hangzhou:1000000000000001";
const instanceId = "i-bp1stopped0002";
const imageId = "aliyun_3_x64_20G_alibase_20261001.vhd";

let bench: Awaited<ReturnType<typeof createEcsBench>>;
beforeAll(async () => {
  bench = await createEcsBench();
});
afterAll(() => bench.close());

type Client = ReturnType<typeof bench.client>;

/** What the action answers to a role that may do it on these resources. */
const asked = async (action: keyof typeof calls, Resource: readonly string[]) => {
  const statements = [{ Effect: "Allow", Action: `ecs:${action}`, Resource } as const];
  const role = bench.principals.assume({ function: "any", instance: undefined, statements });
  return (await outcomeOf(calls[action](bench.client(role)))).slice(0, 3);
};

const calls = {
  DescribeInstances: (client: Client) =>
    client.describeInstancesWithOptions(
      new sdk.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) }),
      bench.pinned(),
    ),
  DescribeDisks: (client: Client) =>
    client.describeDisksWithOptions(new sdk.DescribeDisksRequest({ regionId, instanceId }), bench.pinned()),
  DescribeImages: (client: Client) =>
    client.describeImagesWithOptions(new sdk.DescribeImagesRequest({ regionId, imageId }), bench.pinned()),
  DescribeTasks: (client: Client) =>
    client.describeTasksWithOptions(new sdk.DescribeTasksRequest({ regionId }), bench.pinned()),
  DescribeInstanceHistoryEvents: (client: Client) =>
    client.describeInstanceHistoryEventsWithOptions(
      new sdk.DescribeInstanceHistoryEventsRequest({ regionId, instanceId }),
      bench.pinned(),
    ),
  ReplaceSystemDisk: (client: Client) =>
    client.replaceSystemDiskWithOptions(new sdk.ReplaceSystemDiskRequest({ instanceId, imageId }), bench.pinned()),
};

describe("a role is judged on the resources that the action's document lists", () => {
  test.each([
    ["DescribeInstances", "instance"],
    ["DescribeDisks", "disk"],
    ["DescribeImages", "image"],
  ] as const)("%s: on every %s of the region and account", async (action, kind) => {
    expect(await asked(action, [`${here}:${kind}/*`])).toBe("200");
    expect(await asked(action, [`acs:ecs:cn-beijing:1000000000000001:${kind}/*`])).toBe("403");
    expect(await asked(action, [`acs:ecs:cn-hangzhou:42:${kind}/*`])).toBe("403");
    expect(await asked(action, [`${here}:snapshot/*`])).toBe("403");
  });

  test.each(["DescribeTasks", "DescribeInstanceHistoryEvents"] as const)(
    "%s: on everything; a region or a kind allows nothing",
    async (action) => {
      expect(await asked(action, ["*"])).toBe("200");
      expect(await asked(action, [`${here}:*`, `${here}:instance/*`, "acs:ecs:*:*:*"])).toBe("403");
    },
  );

  test("ReplaceSystemDisk: on the instance, the disk that goes and the image that comes", async () => {
    const all = [`${here}:instance/${instanceId}`, `${here}:disk/*`, `${here}:image/${imageId}`];
    for (const left of all) {
      const two = all.filter((resource) => resource !== left);
      expect(await asked("ReplaceSystemDisk", two)).toBe("403");
    }
    expect(await asked("ReplaceSystemDisk", all)).toBe("200");
  });
});
