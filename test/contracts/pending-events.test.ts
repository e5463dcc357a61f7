import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PendingEvent } from "../../shared/remediation/answerable.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { createHand, type Hand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { bundledClouds } from "./bundled-clouds.ts";

let cloud: Cloud;
let hand: Hand;
let ports: Readonly<Record<"ecs" | "ens", (untilMs: number) => Promise<readonly PendingEvent[]>>>;

beforeAll(async () => {
  cloud = await startLocal();
  hand = createHand(cloud);
  const place = { endpoint: cloud.wireUrl, regionId: cloud.settings.regionId };
  const credentials = { ...cloud.accessKey, securityToken: "" };
  const { loadEcs, loadEns } = await bundledClouds();
  const ecs = (await loadEcs())({ ecs: place }, credentials, cloud.clock.nowMs);
  const ens = (await loadEns())({ ens: place }, credentials, cloud.clock.nowMs);
  ports = { ecs: ecs.listPending, ens: ens.listPending };
});
beforeEach(async () => {
  await hand.reset();
  await hand.quietFleet();
});
afterAll(() => cloud.close());

const products = [
  {
    product: "ecs",
    action: "DescribeInstanceHistoryEvents",
    instances: ["i-bp1plain0001", "i-bp1plain0002", "i-bp1local0001"],
    eventType: "SystemMaintenance.Redeploy",
  },
  {
    product: "ens",
    action: "DescribeHistoryEvents",
    instances: ["i-5edgeplain00000000000001", "i-5edgeplain00000000000002", "i-5edgelocal00000000000001"],
    eventType: "Instance:SystemFailure.Redeploy",
  },
] as const;

describe.each(products)("the pending events of $product", ({ product, action, instances, eventType }) => {
  const list = () => ports[product](cloud.clock.nowMs() + 10_000);
  const raise = (instanceId: string, eventStatus = "Inquiring") => hand.raise(instanceId, { eventType, eventStatus });
  const pages = async (since: number) => (await hand.calls(since)).filter((call) => call.action === action).length;

  test("are those of every instance, page by page, each with its instance", async () => {
    const raised: [string, string][] = [];
    for (let at = 0; at < 210; at++) {
      const instanceId = instances[at % instances.length] ?? "";
      raised.push([await raise(instanceId), instanceId]);
    }
    const since = (await hand.calls()).at(-1)?.seq ?? 0;
    const listed = (await list()).map(({ eventId, instanceId }) => [eventId, instanceId]);
    expect(listed.sort()).toEqual(raised.sort());
    expect(await pages(since)).toBe(3);
  });

  test("are in no status that is over", async () => {
    const statuses = ["Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed"];
    for (const eventStatus of statuses) await hand.move(await raise(instances[0]), { eventStatus });
    expect((await list()).map(({ status }) => status).sort()).toEqual(["Executing", "Inquiring", "Scheduled"]);
  });

  test("are none, if there is none", async () => {
    expect(await list()).toEqual([]);
  });

  test("cannot be listed if one page cannot be read, or if time is over before the last one", async () => {
    for (let at = 0; at < 101; at++) await raise(instances[0]);
    await hand.fault({ product, action, effect: "error", skip: 1 });
    await expect(list()).rejects.toMatchObject({ kind: "unavailable" });
    await expect(ports[product](cloud.clock.nowMs())).rejects.toMatchObject({
      message: expect.stringContaining("(ListTookTooLong)"),
    });
    expect(await list()).toHaveLength(101);
  });
});
