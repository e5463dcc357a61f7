import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEnsBench, edge, invalid, redeployTypes, utc } from "./ens-bench.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

const { plain, neighbour, local, stopped, expired } = edge;

let bench: Awaited<ReturnType<typeof createEnsBench>>;
beforeAll(async () => {
  bench = await createEnsBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const raise: typeof bench.raise = (...event) => bench.raise(...event);

describe("DescribeHistoryEvents", () => {
  const list = async (asked: object) => {
    const { Events = [] } = await bench.answer("DescribeHistoryEvents", { EventTypes: redeployTypes, ...asked });
    return Events.map(({ EventId }) => EventId);
  };

  test("tells of an event by all its fields", async () => {
    const publishedAtMs = bench.clock.nowMs();
    const EventId = raise(plain);
    const event = await bench.event(plain);
    expect(event).toEqual({
      EventId,
      EventType: "Instance:SystemFailure.Redeploy",
      EventStatus: "Inquiring",
      EventLevel: "CRITICAL",
      ResourceId: plain,
      Reason: "",
      PublishTime: publishedAtMs,
      PublishUtcTime: utc(publishedAtMs),
      NotBefore: publishedAtMs + 5 * dayMs,
      NotBeforeUtcTime: utc(publishedAtMs + 5 * dayMs),
      ExtendedAttribute: "{}",
    });
    expect(EventId).toMatch(/^e-[0-9a-f]{32}$/);
  });

  test.each([
    ["a repeat list", redeployTypes],
    ["one text with commas", redeployTypes.join(",")],
  ])("takes a list as %s", async (_form, EventTypes) => {
    const EventId = raise(plain);
    raise(plain, { eventType: "Instance:SystemFailure.Reboot" });
    expect(await list({ EventTypes })).toEqual([EventId]);
  });

  test("filters by level, status and resource, and lists the newest first", async () => {
    const first = raise(plain);
    const second = raise(neighbour, { eventStatus: "Executed" });
    expect(await list({})).toEqual([second, first]);
    expect(await list({ EventStatus: ["Executed", "Failed"] })).toEqual([second]);
    expect(await list({ ResourceIds: plain })).toEqual([first]);
    expect(await list({ EventLevels: "CRITICAL,WARN" })).toEqual([second, first]);
    expect(await list({ EventLevels: ["INFO"] })).toEqual([]);
  });

  test("pages, with sizes brought into range", async () => {
    const [oldest] = [raise(plain), raise(plain), raise(plain)];
    const page = await bench.answer("DescribeHistoryEvents", {
      EventTypes: redeployTypes,
      PageNumber: 2,
      PageSize: 2,
    });
    expect(page).toMatchObject({ TotalCount: 3, PageNumber: 2, PageSize: 2, Events: [{ EventId: oldest }] });
    const large = await bench.answer("DescribeHistoryEvents", { EventTypes: redeployTypes, PageSize: 500 });
    expect(large).toMatchObject({ PageNumber: 1, PageSize: 100 });
  });

  test("lists events of the past in the order of their publication; it has no filter by time", async () => {
    const now = bench.clock.nowMs();
    const raisePast = (eventStatus: string, daysAgo: number) =>
      raise(plain, { eventStatus, publishedAgoMs: daysAgo * dayMs });
    const [avoided, executed] = [raisePast("Avoided", 10), raisePast("Executed", 20)];
    const pending = raise(plain);
    raisePast("Executed", 36);
    expect(await list({})).toEqual([pending, avoided, executed]);
    expect(await list({ EventStatus: ["Executed", "Avoided", "Canceled", "Failed"] })).toEqual([avoided, executed]);
    const { Events } = await bench.answer("DescribeHistoryEvents", {
      EventTypes: redeployTypes,
      PageNumber: 3,
      PageSize: 1,
    });
    expect(Events).toMatchObject([{ PublishTime: now - 20 * dayMs, NotBefore: now - 15 * dayMs }]);
    const asked = { EventTypes: redeployTypes, StartTime: now - 30 * dayMs };
    expect(await bench.outcome("DescribeHistoryEvents", asked)).toMatch(/^400 InvalidParameter: .*"StartTime"/);
  });

  test("forgets an event 30 days after its end", async () => {
    raise(plain, { eventStatus: "Executed" });
    const pending = raise(plain);
    await bench.clock.advance(30 * dayMs + minuteMs);
    expect(await list({})).toEqual([pending]);
  });

  test.each([
    ["EventTypes", undefined],
    ["EventTypes", "[]"],
    ["EventTypes", JSON.stringify(redeployTypes)],
    ["EventLevels", JSON.stringify(["CRITICAL"])],
    ["EventStatus", JSON.stringify(["Inquiring"])],
    ["ResourceIds", JSON.stringify([plain])],
    ["EventTypes", "Instance:SystemFuture.Thing"],
    ["EventStatus", "Done"],
    ["EventLevels", "LOW"],
    ["PageSize", "many"],
  ])("refuses %s %s", async (name, value) => {
    const asked = { EventTypes: redeployTypes, [name]: value };
    expect(await bench.outcome("DescribeHistoryEvents", asked)).toBe(invalid(name));
  });
});

describe("DescribeInstances", () => {
  const list = async (asked: Readonly<Record<string, unknown>>) => {
    const { Instances } = await bench.answer("DescribeInstances", asked);
    return Instances?.Instance.map(({ InstanceId }) => InstanceId);
  };

  test("tells what may be done to an instance", async () => {
    const answer = await bench.answer("DescribeInstances", { InstanceId: local });
    expect(answer).toMatchObject({ Code: 0, TotalCount: 1, PageNumber: 1, PageSize: 10 });
    expect(answer.Instances?.Instance).toEqual([
      expect.objectContaining({
        InstanceId: local,
        Status: "Running",
        EnsRegionId: "cn-suzhou-telecom",
        SystemDisk: expect.objectContaining({ Category: "cloud_efficiency" }),
        DataDisk: { DataDisk: [expect.objectContaining({ Category: "local_ssd", Encrypted: false })] },
      }),
    ]);
    expect((await bench.instance(plain))?.DataDisk).toMatchObject({ DataDisk: [{ Category: "cloud_ssd" }] });
  });

  test("filters by id, ids, status, name and edge region", async () => {
    expect(await list({ InstanceId: "i-nobody" })).toEqual([]);
    expect(await list({ InstanceIds: JSON.stringify([plain, "i-nobody"]) })).toEqual([plain]);
    expect(await list({ Status: "Stopped" })).toEqual([stopped]);
    expect(await list({ Status: "Expired" })).toEqual([expired]);
    expect(await list({ InstanceName: "edgelocal00000000000001" })).toEqual([local]);
    expect(await list({ EnsRegionId: "cn-suzhou-telecom" })).toEqual([neighbour, local]);
    expect(await list({ EnsRegionIds: JSON.stringify(["cn-chengdu-telecom"]), Status: "Stopped" })).toEqual([stopped]);
  });

  test("pages, and tells no tags", async () => {
    expect(await list({ PageNumber: 7, PageSize: 1 })).toEqual([expired]);
    const whole = await bench.answer("DescribeInstances", { PageNumber: 2, PageSize: "15" });
    expect(whole).toMatchObject({ TotalCount: bench.edge.instances.size, PageNumber: 2, PageSize: 15 });
    expect(whole.Instances?.Instance).toHaveLength(bench.edge.instances.size - 15);
    expect(whole.Instances?.Instance[0]).toMatchObject({ Tags: { Tags: [] } });
  });

  test.each([
    ["InstanceIds", "i-1,i-2"],
    ["Status", "Sleeping"],
  ])("refuses %s %s", async (name, value) => {
    expect(await bench.outcome("DescribeInstances", { [name]: value })).toBe(invalid(name));
  });
});
