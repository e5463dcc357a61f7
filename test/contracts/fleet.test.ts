import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Fleet } from "../../shared/cloud/fleet.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { createHand, type Hand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { bundledClouds } from "./bundled-clouds.ts";

const minuteMs = 60_000;

let cloud: Cloud;
let hand: Hand;
let fleets: Readonly<Record<"ecs" | "ens", Fleet>>;

beforeAll(async () => {
  cloud = await startLocal();
  hand = createHand(cloud);
  const place = { endpoint: cloud.wireUrl, regionId: cloud.settings.regionId };
  const credentials = { ...cloud.accessKey, securityToken: "" };
  const { loadEcsFleet, loadEnsFleet } = await bundledClouds();
  const { nowMs } = cloud.clock;
  fleets = {
    ecs: (await loadEcsFleet())({ ecs: place }, credentials, nowMs),
    ens: (await loadEnsFleet())({ ens: place }, credentials, nowMs),
  };
});
beforeEach(async () => {
  await hand.reset();
  await hand.quietFleet();
});
afterAll(() => cloud.close());

const soon = () => cloud.clock.nowMs() + 10_000;
const lastSeq = async () => (await hand.calls()).at(-1)?.seq ?? 0;
const callsOf = async (action: string, since: number) =>
  (await hand.calls(since)).filter((call) => call.action === action);

const products = [
  {
    product: "ecs",
    action: "DescribeInstances",
    history: "DescribeInstanceHistoryEvents",
    prefix: "i-bp1",
    plain: "i-bp1plain0001",
    eventType: "SystemMaintenance.Redeploy",
  },
  {
    product: "ens",
    action: "DescribeInstances",
    history: "DescribeHistoryEvents",
    prefix: "i-5",
    plain: "i-5edgeplain00000000000001",
    eventType: "Instance:SystemFailure.Redeploy",
  },
] as const;

describe.each(products)("the machines of $product", ({ product, action, prefix, plain }) => {
  test("are all that there are, page by page", async () => {
    const known = Object.keys((await hand.world()).instances).filter((id) => id.startsWith(prefix));
    const since = await lastSeq();
    const listed = await fleets[product].listMachines(soon());
    expect(listed.map(({ instanceId }) => instanceId).sort()).toEqual(known.sort());
    expect(await callsOf(action, since)).toHaveLength(Math.ceil(known.length / 100));
  });

  test("are those that were named, without one that is not there", async () => {
    const found = await fleets[product].readMachines([plain, "i-none"], soon());
    expect(found.map(({ instanceId }) => instanceId)).toEqual([plain]);
    expect(await fleets[product].readMachines([], soon())).toEqual([]);
  });

  test("cannot be listed if a page cannot be read, or if time is over", async () => {
    await hand.fault({ product, action, effect: "error" });
    await expect(fleets[product].listMachines(soon())).rejects.toMatchObject({ kind: "unavailable" });
    const late = fleets[product].readMachines([plain], cloud.clock.nowMs());
    await expect(late).rejects.toMatchObject({ message: expect.stringContaining("(ListTookTooLong)") });
  });
});

test("a machine of ECS has its tags and zone; whether a disk is on its host is known only of some families", async () => {
  const ids = ["i-bp1acknode0001", "i-bp1local0001", "i-bp1plain0001"];
  const found = await fleets.ecs.readMachines(ids, soon());
  const [managed, local, simple] = ids.map((id) => found.find(({ instanceId }) => instanceId === id));
  expect(managed?.tags).toEqual({ "ack.aliyun.com": "c0local0cluster0001" });
  expect(local).toMatchObject({ product: "ecs", hasLocalDisks: true, zone: expect.stringMatching(/^cn-/) });
  expect(simple).toMatchObject({ tags: {}, hasLocalDisks: undefined });
});

test("a machine of ENS has its disks in the list, and no tags that a look would read", async () => {
  const ids = ["i-5edgeplain00000000000001", "i-5edgelocal00000000000001"];
  expect(await fleets.ens.readMachines(ids, soon())).toEqual([
    {
      product: "ens",
      instanceId: ids[0],
      name: "edgeplain00000000000001",
      tags: {},
      zone: undefined,
      hasLocalDisks: false,
    },
    {
      product: "ens",
      instanceId: ids[1],
      name: "edgelocal00000000000001",
      tags: {},
      zone: undefined,
      hasLocalDisks: true,
    },
  ]);
});

test("250 machines are named in three calls", async () => {
  const since = await lastSeq();
  const ids = ["i-bp1plain0001", ...Array.from({ length: 249 }, (_, at) => `i-none${at}`)];
  expect(await fleets.ecs.readMachines(ids, soon())).toHaveLength(1);
  expect(await callsOf("DescribeInstances", since)).toHaveLength(3);
});

describe.each(products)("the past events of $product", ({ product, history, plain, eventType }) => {
  const listed = async (minutes: number) =>
    (await fleets[product].listPast(cloud.clock.nowMs() - minutes * minuteMs, soon())).map(({ eventId }) => eventId);

  test("are those that were published since then, whatever their status", async () => {
    const statuses = ["Inquiring", "Scheduled", "Executed", "Canceled", "Failed", "Avoided"];
    const raised: string[] = [];
    for (const eventStatus of statuses) {
      const eventId = await hand.raise(plain, { eventType, eventStatus: "Inquiring" });
      await hand.move(eventId, { eventStatus });
      raised.push(eventId);
    }
    expect(await listed(1)).toEqual(expect.arrayContaining(raised));
    await hand.advance(10 * minuteMs); // the gateway takes no request that is much older than its own time
    const old = await listed(5);
    expect(raised.filter((eventId) => old.includes(eventId))).toEqual([]);
    expect(await listed(15)).toEqual(expect.arrayContaining(raised));
  });

  test("are listed page by page, or not at all", async () => {
    for (let at = 0; at < 101; at++) await hand.raise(plain, { eventType, eventStatus: "Inquiring" });
    const since = await lastSeq();
    expect((await listed(1)).length).toBeGreaterThan(100);
    expect((await callsOf(history, since)).length).toBeGreaterThan(1);
    await hand.fault({ product, action: history, effect: "error", skip: 1 });
    await expect(listed(1)).rejects.toMatchObject({ kind: "unavailable" });
  });
});

/** ECS as a server that answers these pages of DescribeInstances, one after the other, and keeps what it was asked. */
async function pagesOfEcs(...pages: readonly object[]) {
  const asked: (string | null)[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? "", "http://ecs").searchParams.get("NextToken"));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ RequestId: "r-1", TotalCount: 0, ...pages[asked.length - 1] }));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server's address is never text
  const place = { endpoint: `http://127.0.0.1:${port}`, regionId: "cn-hangzhou" };
  const { loadEcsFleet } = await bundledClouds();
  const fleet = (await loadEcsFleet())({ ecs: place }, { ...cloud.accessKey, securityToken: "" }, () => 0);
  return { asked, list: () => fleet.listMachines(10_000) };
}

const page = (InstanceId: string, NextToken = "") => ({ Instances: { Instance: [{ InstanceId }] }, NextToken });

test("pages by token go on until no token follows, whatever TotalCount says", async () => {
  const { asked, list } = await pagesOfEcs(page("i-a", "t-1"), page("i-b", "t-2"), page("i-c"));
  expect((await list()).map(({ instanceId }) => instanceId)).toEqual(["i-a", "i-b", "i-c"]);
  expect(asked).toEqual([null, "t-1", "t-2"]);
});

test("an answer without a list, or with a machine that has no id, is no fleet", async () => {
  const cut = await pagesOfEcs(page("i-a", "t-1"), { TotalCount: 2 });
  await expect(cut.list()).rejects.toMatchObject({ message: expect.stringContaining("(AnswerWithoutList)") });
  const nameless = await pagesOfEcs({ Instances: { Instance: [{ Status: "Running" }] } });
  await expect(nameless.list()).rejects.toMatchObject({ kind: "unavailable" });
});
