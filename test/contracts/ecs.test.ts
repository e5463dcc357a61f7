import type Sdk from "@alicloud/ecs20140526";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WorldError } from "../cloud/world/world-error.ts";
import { createEcsBench, outcomeOf, sdk } from "./ecs-bench.ts";

const regionId = "cn-hangzhou";
const secondMs = 1_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

let bench: Awaited<ReturnType<typeof createEcsBench>>;
beforeAll(async () => {
  bench = await createEcsBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const instanceOf = async (instanceId: string) => {
  const request = new sdk.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
  const { body } = await bench.client().describeInstancesWithOptions(request, bench.pinned());
  return body?.instances?.instance?.[0];
};

const eventsOf = async (asked: Partial<Sdk.DescribeInstanceHistoryEventsRequest>) => {
  const request = new sdk.DescribeInstanceHistoryEventsRequest({ regionId, ...asked });
  const { body } = await bench.client().describeInstanceHistoryEventsWithOptions(request, bench.pinned());
  return body?.instanceSystemEventSet?.instanceSystemEventType ?? [];
};

const tasksOf = async (asked: Partial<Sdk.DescribeTasksRequest>) => {
  const request = new sdk.DescribeTasksRequest({ regionId, taskAction: "RedeployInstance", ...asked });
  const { body } = await bench.client().describeTasksWithOptions(request, bench.pinned());
  return body?.taskSet?.task ?? [];
};

const redeployedTask = async (instanceId: string) => {
  const request = new sdk.RedeployInstanceRequest({ instanceId });
  const { body } = await bench.client().redeployInstanceWithOptions(request, bench.pinned());
  return body?.taskId ?? "";
};

const stop = (instanceId: string, options = {}) =>
  bench.client().stopInstanceWithOptions(new sdk.StopInstanceRequest({ instanceId, ...options }), bench.pinned());
const start = (instanceId: string, options = {}) =>
  bench.client().startInstanceWithOptions(new sdk.StartInstanceRequest({ instanceId, ...options }), bench.pinned());

describe("RedeployInstance is refused", () => {
  const noEvent = "403 InvalidOperation.RedeployInstance: There are no maintenance events found on the instance";
  const expired =
    "403 InstanceExpiredOrInArrears: The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).";

  test.each([
    [
      "unknown",
      "i-bp1nobody",
      "404 InvalidInstanceId.NotFound: The InstanceId provided does not exist in our records.",
    ],
    [
      "on a dedicated host",
      "i-bp1dedicated0001",
      "403 InvalidOperation.RedeployInstance: Can not redeploy vm on dedicated host",
    ],
    [
      "locked for security",
      "i-bp1locked0001",
      "403 InstanceLockedForSecurity: The specified operation is denied as your instance is locked for security reasons.",
    ],
    ["expired", "i-bp1expired0001", expired],
    ["in arrears", "i-bp1arrears0001", expired],
    ["damaged, with no event about the disk", "i-bp1damaged0001", "403 DiskError: IncorrectDiskStatus."],
    ["Running, without an event", "i-bp1plain0001", noEvent],
    ["Stopped, without an event", "i-bp1stopped0001", noEvent],
    ["told of a drill only", "i-bp1simulated0001", noEvent],
    ["told of an event of another type", "i-bp1unanswerable0001", noEvent],
    ["restarting after a failure, without local disks", "i-bp1failure0003", noEvent],
  ])("for an instance that is %s", async (_what, instanceId, answer) => {
    expect(await bench.redeploy(instanceId)).toBe(answer);
    expect(bench.effects(instanceId)).toBe(0);
  });

  test("for an instance that is neither Running nor Stopped", async () => {
    await stop("i-bp1reboot0001");
    expect(await bench.redeploy("i-bp1reboot0001")).toBe(
      "403 IncorrectInstanceStatus: The current status of the resource does not support this operation.",
    );
  });

  test("when the cloud fails", async () => {
    bench.plan({ product: "ecs", action: "RedeployInstance", effect: "error" });
    expect(await bench.redeploy("i-bp1reboot0001")).toMatch(/^500 InternalError/);
    expect(bench.effects("i-bp1reboot0001")).toBe(0);
  });

  test("without an instance id", async () => {
    const request = new sdk.RedeployInstanceRequest({});
    expect(await outcomeOf(bench.client().redeployInstanceWithOptions(request, bench.pinned()))).toBe(
      '400 MissingParameter: The input parameter "InstanceId" that is mandatory for processing this request is not supplied.',
    );
  });

  test.each(["Executing", "Executed", "Avoided", "Canceled", "Failed"])(
    "for a restart event that is %s",
    async (eventStatus) => {
      bench.world.moveEvent("e-bp1reboot0001", eventStatus);
      expect(await bench.redeploy("i-bp1reboot0001")).toBe(noEvent);
    },
  );
});

describe("RedeployInstance is accepted", () => {
  test.each([
    "i-bp1reboot0001",
    "i-bp1reboot0002",
    "i-bp1redeploy0001",
    "i-bp1redeploy0002",
    "i-bp1failure0001",
    "i-bp1failure0002",
    "i-bp1local0002",
    "i-bp1local0003",
    "i-bp1local0004",
    "i-bp1local0005",
    "i-bp1local0006",
    "i-bp1isolated0001",
  ])("for %s", async (instanceId) => {
    expect(await bench.redeploy(instanceId)).toBe("200");
    expect(bench.effects(instanceId)).toBe(1);
  });

  test("and takes a Running instance through Stopping and Starting to Running on another host", async () => {
    const before = bench.world.snapshot().instances["i-bp1redeploy0001"];
    await redeployedTask("i-bp1redeploy0001");
    const seen = [];
    for (const advanceMs of [0, 10 * secondMs, 50 * secondMs, 4 * minuteMs]) {
      await bench.clock.advance(advanceMs);
      seen.push([bench.statusOf("i-bp1redeploy0001"), bench.eventStatusOf("e-bp1redeploy0001")]);
    }
    expect(seen).toEqual([
      ["Running", "Scheduled"],
      ["Stopping", "Executing"],
      ["Starting", "Executing"],
      ["Running", "Avoided"],
    ]);
    expect(bench.world.snapshot().instances["i-bp1redeploy0001"]?.hostId).not.toBe(before?.hostId);
  });

  test("and takes a Stopped instance through Starting to Running", async () => {
    bench.world.raiseEvent({
      instanceId: "i-bp1stopped0001",
      eventType: "SystemMaintenance.Reboot",
      eventStatus: "Inquiring",
    });
    await redeployedTask("i-bp1stopped0001");
    await bench.clock.advance(10 * secondMs);
    expect((await instanceOf("i-bp1stopped0001"))?.status).toBe("Starting");
    await bench.clock.advance(5 * minuteMs);
    expect((await instanceOf("i-bp1stopped0001"))?.status).toBe("Running");
  });

  test("and a second call within the lag is accepted as another task", async () => {
    const first = await redeployedTask("i-bp1redeploy0001");
    await bench.clock.advance(5 * secondMs);
    const second = await redeployedTask("i-bp1redeploy0001");
    await bench.clock.advance(6 * minuteMs);

    expect(second).not.toBe(first);
    expect(bench.effects("i-bp1redeploy0001")).toBe(2);
    expect(
      (await tasksOf({ resourceIds: ["i-bp1redeploy0001"] })).map((task) => [task.taskId, task.taskStatus]),
    ).toEqual([
      [second, "Finished"],
      [first, "Finished"],
    ]);
    expect(bench.statusOf("i-bp1redeploy0001")).toBe("Running");
  });

  test("and once the state shows, a second call is refused until the end, then accepted for a day", async () => {
    await redeployedTask("i-bp1redeploy0001");
    await bench.clock.advance(10 * secondMs);
    expect(await bench.redeploy("i-bp1redeploy0001")).toMatch(/^403 IncorrectInstanceStatus/);
    await bench.clock.advance(5 * minuteMs);
    expect(await bench.redeploy("i-bp1redeploy0001")).toBe("200");
    await bench.clock.advance(dayMs + 1);
    expect(await bench.redeploy("i-bp1redeploy0001")).toMatch(/^403 InvalidOperation.RedeployInstance/);
  });

  test("and a failed task puts state, host and event back", async () => {
    const before = bench.world.snapshot().instances["i-bp1redeploy0001"];
    bench.plan({ product: "ecs", action: "RedeployInstance", effect: "failed-task" });
    const taskId = await redeployedTask("i-bp1redeploy0001");
    await bench.clock.advance(1 * minuteMs);
    expect(bench.eventStatusOf("e-bp1redeploy0001")).toBe("Executing");
    await bench.clock.advance(4 * minuteMs);

    expect((await tasksOf({ taskIds: taskId }))[0]?.taskStatus).toBe("Failed");
    expect(bench.eventStatusOf("e-bp1redeploy0001")).toBe("Scheduled");
    expect(bench.world.snapshot().instances["i-bp1redeploy0001"]).toEqual({
      ...before,
      effects: { RedeployInstance: 1 },
    });
  });

  test("and ends an event whose time has come as Executed", async () => {
    const { eventId } = bench.world.raiseEvent({
      instanceId: "i-bp1plain0001",
      eventType: "SystemMaintenance.Redeploy",
      eventStatus: "Scheduled",
      notBefore: "2020-01-01T00:00:00Z",
    });
    await redeployedTask("i-bp1plain0001");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.eventStatusOf(eventId)).toBe("Executed");
  });

  test("and clears local disks, which are sound again", async () => {
    await redeployedTask("i-bp1local0003");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.world.snapshot().instances["i-bp1local0003"]?.wipes).toBe(1);
    expect(bench.world.disks.get("d-bp1local0003local1")?.health).toBe("sound");
  });

  test("for an isolated disk only until its re-initialization event is sent", async () => {
    bench.world.raiseEvent({
      instanceId: "i-bp1isolated0001",
      eventType: "SystemMaintenance.RebootAndReInitErrorDisk",
      eventStatus: "Executing",
    });
    expect(await bench.redeploy("i-bp1isolated0001")).toMatch(/^403 InvalidOperation.RedeployInstance/);
  });
});

describe("DescribeTasks", () => {
  test("lists a task 20 seconds after it was made, dated to the minute", async () => {
    const taskId = await redeployedTask("i-bp1reboot0001");
    await bench.clock.advance(19 * secondMs);
    expect(await tasksOf({})).toEqual([]);
    await bench.clock.advance(1 * secondMs);
    const [task] = await tasksOf({ resourceIds: ["i-bp1reboot0001"] });
    expect(task).toMatchObject({
      taskId,
      taskAction: "RedeployInstance",
      taskStatus: "Processing",
      resourceId: "i-bp1reboot0001",
      supportCancel: "false",
    });
    expect(task?.creationTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    expect(task?.finishedTime).toBeUndefined();
  });

  test("filters by id, resource and status, and ignores a status it does not know", async () => {
    const taskId = await redeployedTask("i-bp1reboot0001");
    await redeployedTask("i-bp1reboot0002");
    await bench.clock.advance(5 * minuteMs);
    expect((await tasksOf({ taskIds: `${taskId},t-other` })).map((task) => task.resourceId)).toEqual([
      "i-bp1reboot0001",
    ]);
    expect((await tasksOf({ resourceIds: ["i-bp1reboot0002"] })).map((task) => task.taskStatus)).toEqual(["Finished"]);
    expect(await tasksOf({ taskStatus: "Processing" })).toEqual([]);
    expect(await tasksOf({ taskStatus: "Waiting" })).toHaveLength(2);
  });

  test("refuses another region with 400", async () => {
    const request = new sdk.DescribeTasksRequest({ regionId: "cn-nowhere" });
    expect(await outcomeOf(bench.client().describeTasksWithOptions(request, bench.pinned()))).toBe(
      "400 InvalidRegionId.NotFound: The specified RegionId does not exist.",
    );
  });
});

describe("DescribeInstances", () => {
  test("tells local disks, dedicated hosts, locks, subscriptions and owners", async () => {
    expect(await instanceOf("i-bp1local0001")).toMatchObject({
      instanceType: "ecs.d1ne.2xlarge",
      localStorageAmount: 4,
      localStorageCapacity: 22_000,
    });
    expect((await instanceOf("i-bp1dedicated0001"))?.dedicatedHostAttribute?.dedicatedHostId).toBe("dh-bp1host0001");
    expect((await instanceOf("i-bp1locked0001"))?.operationLocks?.lockReason?.[0]?.lockReason).toBe("security");
    expect((await instanceOf("i-bp1arrears0001"))?.operationLocks?.lockReason?.[0]?.lockReason).toBe("financial");
    expect(await instanceOf("i-bp1expired0001")).toMatchObject({ instanceChargeType: "PrePaid", status: "Stopped" });
    expect((await instanceOf("i-bp1acknode0001"))?.tags?.tag?.[0]?.tagKey).toBe("ack.aliyun.com");
    expect((await instanceOf("i-bp1scaling0001"))?.tags?.tag?.[0]?.tagKey).toBe("acs:autoscaling:scalingGroupId");
  });

  test("pages through the whole fleet by token", async () => {
    const ids: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const request = new sdk.DescribeInstancesRequest({
        regionId,
        maxResults: 10,
        ...(nextToken ? { nextToken } : {}),
      });
      const { body } = await bench.client().describeInstancesWithOptions(request, bench.pinned());
      ids.push(...(body?.instances?.instance ?? []).map((instance) => instance.instanceId));
      nextToken = body?.nextToken;
    } while (nextToken);
    expect(ids).toEqual([...bench.world.instances.keys()]);
  });

  test("pages by number too, up to the last one, and refuses a token that no answer had", async () => {
    const page = async (asked: Partial<Sdk.DescribeInstancesRequest>) => {
      const request = new sdk.DescribeInstancesRequest({ regionId, ...asked });
      return (await bench.client().describeInstancesWithOptions(request, bench.pinned())).body;
    };
    const size = bench.world.instances.size;
    const last = await page({ pageNumber: 2, pageSize: 50 });
    expect(last).toMatchObject({ totalCount: size, pageNumber: 2, pageSize: 50, nextToken: "" });
    expect(last?.instances?.instance).toHaveLength(size - 50);
    expect((await page({ pageNumber: 3, pageSize: 50 }))?.instances?.instance).toEqual([]);
    expect(await page({ maxResults: 10 })).toMatchObject({ totalCount: 0, nextToken: expect.stringMatching(/./) });
    expect(await bench.outcome("DescribeInstances", { RegionId: regionId, NextToken: "b2Zmc2V0" })).toBe(
      "400 InvalidParameter: The specified NextToken is not valid.",
    );
  });

  test("tells zone and tags of each: what the owner wrote, and who looks after it", async () => {
    expect(await instanceOf("i-bp1plain0004")).toMatchObject({
      zoneId: "cn-hangzhou-h",
      tags: {
        tag: [
          { tagKey: "role", tagValue: "db" },
          { tagKey: "cluster", tagValue: "db-a" },
        ],
      },
    });
    const { instances } = bench.world.snapshot();
    const having = (key: string) => new Set(Object.values(instances).flatMap(({ tags }) => tags[key] ?? []));
    expect(having("role")).toEqual(new Set(["web", "db", "cache"]));
    expect(having("ack.aliyun.com").size).toBe(1);
    expect(having("acs:autoscaling:scalingGroupId").size).toBe(1);
  });

  test("filters by zone, status and tag", async () => {
    const ids = async (asked: Partial<Sdk.DescribeInstancesRequest>) => {
      const request = new sdk.DescribeInstancesRequest({ regionId, pageSize: 100, ...asked });
      const { body } = await bench.client().describeInstancesWithOptions(request, bench.pinned());
      return (body?.instances?.instance ?? []).map((instance) => instance.instanceId);
    };
    expect(await ids({ status: "Stopped", zoneId: "cn-hangzhou-h" })).toEqual(["i-bp1stopped0001"]);
    const tag = [new sdk.DescribeInstancesRequestTag({ key: "ack.aliyun.com" })];
    expect(await ids({ tag })).toEqual(["i-bp1acknode0001"]);
  });
});

test("DescribeDisks tells local disks by their category", async () => {
  const request = new sdk.DescribeDisksRequest({ regionId, instanceId: "i-bp1local0002" });
  const { body } = await bench.client().describeDisksWithOptions(request, bench.pinned());
  expect(body?.disks?.disk?.map(({ type, category, portable }) => [type, category, portable])).toEqual([
    ["system", "cloud_essd", false],
    ["data", "local_ssd_pro", false],
  ]);
});

describe("DescribeInstanceHistoryEvents", () => {
  test("lists only finished events without a status filter", async () => {
    expect((await eventsOf({})).map((event) => event.eventCycleStatus?.name)).toEqual(["Executed"]);
    expect(await eventsOf({ eventId: ["e-bp1reboot0001"] })).toEqual([]);
  });

  test("lists pending events when asked for their status", async () => {
    const [event] = await eventsOf({
      resourceId: ["i-bp1reboot0001"],
      instanceEventCycleStatus: ["Inquiring", "Scheduled", "Executing"],
    });
    expect(event).toMatchObject({
      eventId: "e-bp1reboot0001",
      instanceId: "i-bp1reboot0001",
      eventType: { code: 1, name: "SystemMaintenance.Reboot" },
      eventCycleStatus: { code: 24, name: "Scheduled" },
    });
    expect(event?.notBefore).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test("names the disk of a local-disk event, and marks a drill", async () => {
    const [disk] = await eventsOf({ instanceId: "i-bp1local0003", eventCycleStatus: "Inquiring" });
    expect(disk?.extendedAttribute).toMatchObject({ diskId: "d-bp1local0003local1", device: "/dev/xvdb" });
    const [drill] = await eventsOf({ instanceId: "i-bp1simulated0001", eventCycleStatus: "Scheduled" });
    expect(drill?.reason).toBe("A simulated event.");
  });

  test("filters by type and time", async () => {
    const now = bench.clock.nowMs();
    const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    const scheduled = { instanceEventCycleStatus: ["Scheduled"] };
    const soon = await eventsOf({
      ...scheduled,
      notBefore: new sdk.DescribeInstanceHistoryEventsRequestNotBefore({ end: iso(now + dayMs + minuteMs) }),
    });
    expect(soon.map((event) => event.eventId)).toEqual([
      "e-bp1redeploy0001",
      "e-bp1failure0002",
      "e-bp1unanswerable0001",
    ]);
    const redeploys = await eventsOf({ ...scheduled, instanceEventType: ["SystemFailure.Redeploy"] });
    expect(redeploys.map((event) => event.eventId)).toEqual(["e-bp1failure0002"]);
  });

  test("lists events of the past by status, and by when they were published or planned, page by page", async () => {
    const now = bench.clock.nowMs();
    const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    const raise = (eventStatus: string, daysAgo: number) =>
      bench.world.raiseEvent({
        instanceId: "i-bp1plain0001",
        eventType: "SystemMaintenance.Reboot",
        eventStatus,
        publishedAgoMs: daysAgo * dayMs,
      }).eventId;
    const [executed, avoided, canceled] = [raise("Executed", 31), raise("Avoided", 12), raise("Canceled", 3)];
    const gone = raise("Executed", 33);
    const idsOf = async (asked: Partial<Sdk.DescribeInstanceHistoryEventsRequest>) =>
      (await eventsOf({ instanceId: "i-bp1plain0001", ...asked })).map(({ eventId }) => eventId);

    expect(await idsOf({})).toEqual([executed, avoided, canceled]);
    expect(await idsOf({ eventId: [gone] })).toEqual([]);
    expect(await idsOf({ instanceEventCycleStatus: ["Avoided", "Canceled"] })).toEqual([avoided, canceled]);
    const published = new sdk.DescribeInstanceHistoryEventsRequestEventPublishTime({ start: iso(now - 30 * dayMs) });
    expect(await idsOf({ eventPublishTime: published })).toEqual([avoided, canceled]);
    const planned = new sdk.DescribeInstanceHistoryEventsRequestNotBefore({
      start: iso(now - 11 * dayMs),
      end: iso(now - 9 * dayMs),
    });
    expect(await idsOf({ notBefore: planned })).toEqual([avoided]);
    const [first] = await eventsOf({ eventId: [executed] });
    expect(first).toMatchObject({
      eventPublishTime: iso(now - 31 * dayMs),
      notBefore: iso(now - 29 * dayMs),
      eventFinishTime: iso(now - 29 * dayMs),
    });

    for (let at = 0; at < 20; at++) raise("Executed", 2);
    const pages: number[] = [];
    for (let nextToken = "-"; nextToken !== ""; ) {
      const token = nextToken === "-" ? {} : { nextToken };
      const asked = { regionId, instanceId: "i-bp1plain0001", maxResults: 10, ...token };
      const request = new sdk.DescribeInstanceHistoryEventsRequest(asked);
      const { body } = await bench.client().describeInstanceHistoryEventsWithOptions(request, bench.pinned());
      pages.push(body?.instanceSystemEventSet?.instanceSystemEventType?.length ?? 0);
      nextToken = body?.nextToken ?? "";
    }
    expect(pages).toEqual([10, 10, 3]);
  });

  test("forgets finished events after 30 days", async () => {
    const [finished] = await eventsOf({});
    const isListed = async () => (await eventsOf({})).some(({ eventId }) => eventId === finished?.eventId);
    await bench.clock.advance(29 * dayMs);
    expect(await isListed()).toBe(true);
    await bench.clock.advance(dayMs + minuteMs);
    expect(await isListed()).toBe(false);
  });
});

describe("StopInstance and StartInstance", () => {
  test("take an instance down and up again", async () => {
    const seen = [];
    await stop("i-bp1plain0001");
    seen.push(bench.statusOf("i-bp1plain0001"));
    await bench.clock.advance(30 * secondMs);
    seen.push(bench.statusOf("i-bp1plain0001"));
    await start("i-bp1plain0001");
    seen.push(bench.statusOf("i-bp1plain0001"));
    await bench.clock.advance(30 * secondMs);
    seen.push(bench.statusOf("i-bp1plain0001"));
    expect(seen).toEqual(["Stopping", "Stopped", "Starting", "Running"]);
    expect(bench.world.snapshot().instances["i-bp1plain0001"]?.effects).toEqual({ StopInstance: 1, StartInstance: 1 });
  });

  test("refuse an instance in the wrong state, a locked one and one in arrears", async () => {
    expect(await outcomeOf(stop("i-bp1stopped0001"))).toMatch(/^403 IncorrectInstanceStatus/);
    expect(await outcomeOf(start("i-bp1plain0001"))).toMatch(/^403 IncorrectInstanceStatus/);
    expect(await outcomeOf(stop("i-bp1locked0001"))).toMatch(/^403 InstanceLockedForSecurity/);
    expect(await outcomeOf(stop("i-bp1arrears0001"))).toMatch(/^403 InstanceExpiredOrInArrears/);
    expect(await outcomeOf(start("i-bp1expired0001"))).toMatch(/^403 InstanceExpired: The prePaid/);
  });

  test("change nothing on a dry run", async () => {
    expect(await outcomeOf(stop("i-bp1plain0001", { dryRun: true }))).toMatch(/^400 DryRunOperation/);
    expect(bench.statusOf("i-bp1plain0001")).toBe("Running");
  });

  test("clear local disks when InitLocalDisk says so", async () => {
    await stop("i-bp1damaged0001");
    await bench.clock.advance(30 * secondMs);
    expect(await outcomeOf(start("i-bp1damaged0001"))).toBe("403 DiskError: IncorrectDiskStatus.");
    await start("i-bp1damaged0001", { initLocalDisk: true });
    expect(bench.world.snapshot().instances["i-bp1damaged0001"]?.wipes).toBe(1);
  });
});

describe("the gateway", () => {
  test("refuses a request pinned to a date more than 15 minutes ago", async () => {
    const pins = bench.pins();
    await bench.clock.advance(15 * minuteMs + 2 * secondMs);
    expect(await bench.redeploy("i-bp1reboot0001", pins)).toBe(
      "400 InvalidTimeStamp.Expired: Specified time stamp or date value is expired.",
    );
    expect(bench.effects("i-bp1reboot0001")).toBe(0);
  });

  test("refuses a repeated nonce", async () => {
    const pins = bench.pins();
    expect(await bench.redeploy("i-bp1reboot0001", pins)).toBe("200");
    expect(await bench.redeploy("i-bp1reboot0001", pins)).toBe(
      "400 SignatureNonceUsed: The request signature nonce has been used.",
    );
    expect(bench.effects("i-bp1reboot0001")).toBe(1);
  });

  test("refuses a forged signature and an unknown key", async () => {
    const { accessKeyId, accessKeySecret } = bench.principals.account;
    const forged = { accessKeyId, accessKeySecret: "guess", securityToken: undefined };
    const stranger = { accessKeyId: "nobody", accessKeySecret, securityToken: undefined };
    expect(await bench.redeploy("i-bp1reboot0001", undefined, forged)).toMatch(/^400 SignatureDoesNotMatch/);
    expect(await bench.redeploy("i-bp1reboot0001", undefined, stranger)).toMatch(/^404 InvalidAccessKeyId.NotFound/);
    expect(bench.effects("i-bp1reboot0001")).toBe(0);
  });

  test("takes an instance's credentials until it has ended", async () => {
    const own = bench.principals.assume({ function: "redeploy-instance", instance: undefined, statements: undefined });
    expect(await bench.redeploy("i-bp1reboot0001", undefined, own)).toBe("200");
    bench.principals.expire(own);
    expect(await bench.redeploy("i-bp1reboot0001", undefined, own)).toMatch(/^400 InvalidSecurityToken.Expired/);
    expect(bench.effects("i-bp1reboot0001")).toBe(1);
  });

  test("enforces the right of a role, instance by instance", async () => {
    const role = bench.principals.assume({
      function: "redeploy-instance",
      instance: undefined,
      statements: [
        {
          Effect: "Allow",
          Action: "ecs:RedeployInstance",
          Resource: "acs:ecs:cn-hangzhou:1000000000000001:instance/i-bp1reboot0001",
        },
      ],
    });
    expect(await bench.redeploy("i-bp1reboot0001", undefined, role)).toBe("200");
    expect(await bench.redeploy("i-bp1reboot0002", undefined, role)).toMatch(/^403 Forbidden.RAM/);
    const request = new sdk.DescribeInstancesRequest({ regionId });
    expect(await outcomeOf(bench.client(role).describeInstancesWithOptions(request, bench.pinned()))).toMatch(
      /^403 Forbidden.RAM/,
    );
  });

  test("refuses loudly what the local cloud does not know", async () => {
    const action = new sdk.DescribeZonesRequest({ regionId });
    expect(await outcomeOf(bench.client().describeZonesWithOptions(action, bench.pinned()))).toMatch(
      /^404 InvalidAction.NotFound: The local cloud does not know the ECS action "DescribeZones"/,
    );
    const filter = new sdk.DescribeInstancesRequest({ regionId, vpcId: "vpc-1" });
    expect(await outcomeOf(bench.client().describeInstancesWithOptions(filter, bench.pinned()))).toBe(
      '400 InvalidParameter: The local cloud does not know the parameter "VpcId" of DescribeInstances.',
    );
  });

  test("writes each call into the log", async () => {
    const from = bench.calls.since(0).at(-1)?.seq ?? 0;
    await bench.redeploy("i-bp1reboot0001");
    await bench.redeploy("i-bp1plain0001");
    expect(
      bench.calls.since(from).map(({ action, params, status, code, effect }) => [action, params, status, code, effect]),
    ).toEqual([
      ["RedeployInstance", { InstanceId: "i-bp1reboot0001" }, 200, null, true],
      ["RedeployInstance", { InstanceId: "i-bp1plain0001" }, 403, "InvalidOperation.RedeployInstance", false],
    ]);
  });
});

describe("faults", () => {
  const fault = { product: "ecs", action: "RedeployInstance", instanceId: "i-bp1reboot0001" } as const;

  test("a lost reply hides an effect that took place", async () => {
    bench.plan({ ...fault, effect: "lost-reply" });
    expect(await bench.redeploy("i-bp1reboot0001")).toBe("no answer");
    expect(bench.effects("i-bp1reboot0001")).toBe(1);
  });

  test("a throttled request leaves its nonce unused", async () => {
    bench.plan({ ...fault, effect: "throttle" });
    const pins = bench.pins();
    expect(await bench.redeploy("i-bp1reboot0001", pins)).toMatch(/^400 Throttling.User/);
    expect(await bench.redeploy("i-bp1reboot0001", pins)).toBe("200");
  });

  test.each([
    [14 * minuteMs, 1],
    [16 * minuteMs, 0],
  ])("a request that arrives %i ms late has %i effects", async (ms, effects) => {
    bench.plan({ ...fault, effect: "applied-late", ms });
    expect(await bench.redeploy("i-bp1reboot0001")).toBe("no answer");
    expect(bench.effects("i-bp1reboot0001")).toBe(0);
    await bench.clock.advance(ms);
    expect(bench.effects("i-bp1reboot0001")).toBe(effects);
  });
});

describe("the world", () => {
  test("has a fleet that a planner can tell apart", () => {
    const ids = [...bench.world.instances.keys()];
    expect(ids.every((id) => /^i-[a-z0-9]+$/.test(id))).toBe(true);
    expect(new Set(Object.values(bench.world.snapshot().instances).map(({ zone }) => zone))).toEqual(
      new Set(["cn-hangzhou-h", "cn-hangzhou-i", "cn-hangzhou-j"]),
    );
  });

  test("accepts unlisted event types and refuses unknown instances, events and statuses", () => {
    const { world } = bench;
    const event = { instanceId: "i-bp1plain0001", eventType: "SystemFuture.Thing", eventStatus: "Scheduled" };
    const { eventId } = world.raiseEvent(event);
    expect(world.snapshot().events[eventId]?.eventType).toBe("SystemFuture.Thing");
    expect(() => world.raiseEvent({ ...event, instanceId: "i-nobody" })).toThrow(WorldError);
    expect(() => world.raiseEvent({ ...event, eventStatus: "Paused" })).toThrow(WorldError);
    expect(() => world.raiseEvent({ ...event, notBefore: "tomorrow" })).toThrow(WorldError);
    expect(() => world.moveEvent("e-nobody", "Executed")).toThrow(WorldError);
  });

  test("notifies of an event as it stands, under the name it is told to use", () => {
    const { world } = bench;
    world.moveEvent("e-bp1reboot0001", "Avoided");
    const first = world.notification("e-bp1reboot0001");
    const second = world.notification("e-bp1reboot0001", { name: "Instance:SystemMaintenance.Reboot:Scheduled" });
    expect(first).toMatchObject({
      source: "acs.ecs",
      specversion: "1.0",
      type: "ecs:Instance:SystemMaintenance.Reboot",
      data: {
        name: "Instance:SystemMaintenance.Reboot:Avoided",
        eventId: "e-bp1reboot0001",
        instanceId: "i-bp1reboot0001",
        eventType: "SystemMaintenance.Reboot",
        eventStatus: "Avoided",
      },
    });
    expect(second.data).toEqual({ ...first.data, name: "Instance:SystemMaintenance.Reboot:Scheduled" });
    expect(second.id).not.toBe(first.id);
  });

  test("is as it was after a reset, and nothing from before happens in it", async () => {
    const before = bench.world.snapshot();
    await redeployedTask("i-bp1redeploy0001");
    bench.world.reset();
    await bench.clock.advance(10 * minuteMs);
    expect(bench.world.snapshot().instances).toEqual(before.instances);
    expect(bench.world.tasks.size).toBe(0);
  });
});
