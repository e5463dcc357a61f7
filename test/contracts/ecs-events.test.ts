import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEcsBench, outcomeOf, sdk } from "./ecs-bench.ts";

const regionId = "cn-hangzhou";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let bench: Awaited<ReturnType<typeof createEcsBench>>;
beforeAll(async () => {
  bench = await createEcsBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

type Filter = Readonly<Record<string, unknown>>;

const imagesOf = async (asked: Filter) => {
  const request = new sdk.DescribeImagesRequest({ regionId, pageSize: 100, ...asked });
  return (await bench.client().describeImagesWithOptions(request, bench.pinned())).body;
};
const imageIdsOf = async (asked: Filter) => (await imagesOf(asked))?.images?.image?.map(({ imageId }) => imageId);

const fullStatusOf = async (asked: Filter) => {
  const request = new sdk.DescribeInstancesFullStatusRequest({ regionId, pageSize: 100, ...asked });
  const { body } = await bench.client().describeInstancesFullStatusWithOptions(request, bench.pinned());
  return (body?.instanceFullStatusSet?.instanceFullStatusType ?? []).map(
    ({ instanceId, status, healthStatus, scheduledSystemEventSet }) => ({
      instanceId,
      status: status?.name,
      health: healthStatus?.name,
      events: scheduledSystemEventSet?.scheduledSystemEventType?.map(({ eventId }) => eventId),
    }),
  );
};

const create = (wish: Filter = {}) => {
  const request = new sdk.CreateSimulatedSystemEventsRequest({
    regionId,
    eventType: "SystemMaintenance.Reboot",
    instanceId: ["i-bp1plain0001"],
    notBefore: `${new Date(bench.clock.nowMs() + hourMs).toISOString().slice(0, 19)}Z`,
    ...wish,
  });
  return bench.client().createSimulatedSystemEventsWithOptions(request, bench.pinned());
};
const drill = async (wish: Filter = {}) => (await create(wish)).body?.eventIdSet?.eventId?.[0] ?? "";

const cancel = (eventId: string[]) => {
  const request = new sdk.CancelSimulatedSystemEventsRequest({ regionId, eventId });
  return outcomeOf(bench.client().cancelSimulatedSystemEventsWithOptions(request, bench.pinned()));
};
const accept = (eventId: string, rest: Filter = {}) => {
  const request = new sdk.AcceptInquiredSystemEventRequest({ regionId, eventId, ...rest });
  return outcomeOf(bench.client().acceptInquiredSystemEventWithOptions(request, bench.pinned()));
};
const reboot = (instanceId: string) => {
  const request = new sdk.RebootInstanceRequest({ instanceId });
  return outcomeOf(bench.client().rebootInstanceWithOptions(request, bench.pinned()));
};

describe("DescribeImages", () => {
  test("tells size, system, owner and status of one image", async () => {
    const asked = { imageId: "win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd" };
    expect((await imagesOf(asked))?.images?.image).toMatchObject([
      { size: 40, OSType: "windows", imageOwnerAlias: "system", status: "Available", architecture: "x86_64" },
    ]);
    expect(await imageIdsOf({ imageId: "m-bp1nobody" })).toEqual([]);
  });

  test("lists Available images only, unless asked for other statuses", async () => {
    expect(await imageIdsOf({ imageId: "m-bp1creating0001" })).toEqual([]);
    expect(await imageIdsOf({ status: "Creating,Deprecated" })).toEqual(["m-bp1creating0001", "m-bp1deprecated0001"]);
    expect(await imageIdsOf({ status: "ALL", imageId: "m-bp1creating0001,m-bp1custom0001" })).toEqual([
      "m-bp1custom0001",
      "m-bp1creating0001",
    ]);
  });

  test("filters by owner, and lists marketplace images only when asked for", async () => {
    expect(await imageIdsOf({ imageOwnerAlias: "others" })).toEqual(["m-bp1shared0001"]);
    expect(await imageIdsOf({ imageOwnerAlias: "marketplace" })).toContain("m-bp1market0001");
    expect(await imageIdsOf({})).not.toContain("m-bp1market0001");
  });

  test("pages", async () => {
    const body = await imagesOf({ pageSize: 2, pageNumber: 2, imageOwnerAlias: "system" });
    expect(body).toMatchObject({ totalCount: 3, pageNumber: 2, pageSize: 2 });
    expect(body?.images?.image).toHaveLength(1);
  });

  test("refuses a status that is none, and another region", async () => {
    const ask = (asked: Filter) => {
      const request = new sdk.DescribeImagesRequest({ regionId, ...asked });
      return outcomeOf(bench.client().describeImagesWithOptions(request, bench.pinned()));
    };
    expect(await ask({ status: "Fine" })).toBe("400 InvalidParamter: Invalid Parameter.");
    expect(await ask({ regionId: "cn-nowhere" })).toMatch(/^404 InvalidRegionId.NotFound/);
  });
});

describe("DescribeInstancesFullStatus", () => {
  test("tells status, health and pending events", async () => {
    expect(
      await fullStatusOf({ instanceId: ["i-bp1plain0001", "i-bp1stopped0001", "i-bp1reboot0002", "i-bp1failure0003"] }),
    ).toEqual([
      { instanceId: "i-bp1plain0001", status: "Running", health: "Ok", events: [] },
      { instanceId: "i-bp1stopped0001", status: "Stopped", health: "Ok", events: [] },
      { instanceId: "i-bp1reboot0002", status: "Running", health: "Warning", events: ["e-bp1reboot0002"] },
      { instanceId: "i-bp1failure0003", status: "Running", health: "Maintaining", events: [] },
    ]);
  });

  test("filters by event, type, time, status and health", async () => {
    const idsOf = async (asked: Filter) => (await fullStatusOf(asked)).map(({ instanceId }) => instanceId);
    expect(await idsOf({ eventId: ["e-bp1redeploy0001"] })).toEqual(["i-bp1redeploy0001"]);
    expect(await idsOf({ eventType: "SystemMaintenance.Redeploy" })).toEqual([
      "i-bp1redeploy0001",
      "i-bp1redeploy0002",
    ]);
    expect(await idsOf({ instanceEventType: ["SystemMaintenance.Stop"] })).toEqual(["i-bp1unanswerable0001"]);
    const soon = `${new Date(bench.clock.nowMs() + 25 * hourMs).toISOString().slice(0, 19)}Z`;
    const notBefore = new sdk.DescribeInstancesFullStatusRequestNotBefore({ end: soon });
    expect(await idsOf({ notBefore })).toEqual(["i-bp1redeploy0001", "i-bp1failure0002", "i-bp1unanswerable0001"]);
    expect(await idsOf({ healthStatus: "Maintaining" })).toEqual(["i-bp1failure0003", "i-bp1local0002"]);
    expect(await idsOf({ status: "Stopped" })).not.toContain("i-bp1plain0001");
  });

  test("refuses more than 100 ids", async () => {
    const ask = (asked: Filter) => {
      const request = new sdk.DescribeInstancesFullStatusRequest({ regionId, ...asked });
      return outcomeOf(bench.client().describeInstancesFullStatusWithOptions(request, bench.pinned()));
    };
    const ids = Array.from({ length: 101 }, (_, index) => `id-${index}`);
    expect(await ask({ instanceId: ids })).toMatch(/^403 InstanceIdLimitExceeded/);
    expect(await ask({ eventId: ids })).toMatch(/^403 EventIdLimitExceeded/);
  });
});

describe("CreateSimulatedSystemEvents", () => {
  test("raises one drill for each instance, which no redeploy answers", async () => {
    const { body } = await create({ instanceId: ["i-bp1plain0001", "i-bp1plain0002"] });
    const [first = "", second = ""] = body?.eventIdSet?.eventId ?? [];
    expect(bench.world.events.get(first)).toMatchObject({ instanceId: "i-bp1plain0001", simulated: true });
    expect(bench.world.events.get(second)).toMatchObject({ instanceId: "i-bp1plain0002", eventStatus: "Scheduled" });
    expect(await bench.redeploy("i-bp1plain0001")).toMatch(/^403 InvalidOperation.RedeployInstance/);
  });

  test("lets a drill run out at NotBefore, and a restart avoid it before", async () => {
    const left = await drill();
    const answered = await drill({ instanceId: ["i-bp1plain0002"] });
    await reboot("i-bp1plain0002");
    await bench.clock.advance(hourMs);
    expect(bench.eventStatusOf(left)).toBe("Executed");
    expect(bench.eventStatusOf(answered)).toBe("Avoided");
  });

  test("begins the drill of a failure at once", async () => {
    const eventId = await drill({ eventType: "SystemFailure.Reboot" });
    expect(bench.eventStatusOf(eventId)).toBe("Executing");
    await bench.clock.advance(hourMs);
    expect(bench.eventStatusOf(eventId)).toBe("Executed");
  });

  test.each<[string, Filter, string]>([
    [
      "a time that has passed",
      { notBefore: "2020-01-01T00:00:00Z" },
      "403 InvalidNotBefore.Passed: The NotBefore of system event has passed.",
    ],
    [
      "an unknown instance",
      { instanceId: ["i-bp1plain0001", "i-bp1nobody"] },
      "404 InvalidInstanceId.NotFound: Cannot find InstanceId.",
    ],
    [
      "101 instances",
      { instanceId: Array.from({ length: 101 }, () => "i-bp1plain0001") },
      "403 InstanceIdLimitExceeded: The amount of InstanceId specified exceeds limit.",
    ],
    [
      "no time",
      { notBefore: undefined },
      '404 MissingParameter: The input parameter "NotBefore" that is mandatory for processing this request is not supplied.',
    ],
    [
      "a type that cannot be simulated",
      { eventType: "SystemMaintenance.IsolateErrorDisk" },
      '403 InvalidParameter: The specified parameter "EventType" is not valid.',
    ],
  ])("refuses %s", async (_what, wish, answer) => {
    const before = bench.world.events.size;
    expect(await outcomeOf(create(wish))).toBe(answer);
    expect(bench.world.events.size).toBe(before);
  });

  test("refuses more than 200 drills at a time", async () => {
    const instanceId = Array.from({ length: 100 }, () => "i-bp1plain0001");
    expect(await outcomeOf(create({ instanceId }))).toBe("200");
    expect(await outcomeOf(create({ instanceId }))).toBe(
      "403 SimulatedEventLimitExceeded: The amount of active simulated system event exceeds limit.",
    );
  });
});

describe("CancelSimulatedSystemEvents", () => {
  test("cancels a drill that is Scheduled or Executing", async () => {
    const scheduled = await drill();
    const executing = await drill({ eventType: "SystemFailure.Reboot" });
    expect(await cancel([scheduled, executing])).toBe("200");
    await bench.clock.advance(hourMs);
    expect(bench.eventStatusOf(scheduled)).toBe("Canceled");
    expect(bench.eventStatusOf(executing)).toBe("Canceled");
  });

  test.each([
    [["e-nobody"], "403 InvalidEventId.NotFound: Cannot find EventId."],
    [["e-bp1reboot0001"], "403 CannotCancelSystemEvent.NotSimulated: The system event is not simulated."],
    [
      Array.from({ length: 101 }, () => "e-bp1simulated0001"),
      "400 EventIdLimitExceeded: The amount of EventId specified exceeds limit.",
    ],
  ])("refuses %o", async (eventIds, answer) => {
    expect(await cancel(eventIds)).toBe(answer);
  });
});

describe("AcceptInquiredSystemEvent", () => {
  test("isolates a damaged disk online", async () => {
    expect(await accept("e-bp1local0005")).toBe("200");
    expect(bench.eventStatusOf("e-bp1local0005")).toBe("Executing");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.eventStatusOf("e-bp1local0005")).toBe("Executed");
    expect(bench.world.disks.get("d-bp1local0005local1")?.health).toBe("isolated");
  });

  test("re-initializes an isolated disk at the next restart", async () => {
    expect(await accept("e-bp1local0004")).toBe("200");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.eventStatusOf("e-bp1local0004")).toBe("Executing");
    await reboot("i-bp1local0004");
    await bench.clock.advance(minuteMs);
    expect(bench.eventStatusOf("e-bp1local0004")).toBe("Executed");
    expect(bench.world.disks.get("d-bp1local0004local1")?.health).toBe("sound");
  });

  test("restarts, or redeploys, as the event says", async () => {
    expect(await accept("e-bp1reboot0002")).toBe("200");
    expect(await accept("e-bp1redeploy0002")).toBe("200");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.eventStatusOf("e-bp1reboot0002")).toBe("Avoided");
    expect(bench.eventStatusOf("e-bp1redeploy0002")).toBe("Avoided");
    expect(bench.effects("i-bp1redeploy0002")).toBe(1);
  });

  test.each([
    ["e-bp1local0005", "403 SwitchToOffline.OnlineIsolateFail", "SystemMaintenance.RebootAndIsolateErrorDisk"],
    ["e-bp1local0006", "403 SwitchToOffline.OnlineReinitFail", "SystemMaintenance.RebootAndReInitErrorDisk"],
  ])("that fails online turns %s into its restart variant", async (eventId, answer, eventType) => {
    bench.plan({ product: "ecs", action: "AcceptInquiredSystemEvent", effect: "failed-task" });
    expect((await accept(eventId)).split(":")[0]).toBe(answer);
    expect(bench.world.events.get(eventId)).toMatchObject({ eventType, eventStatus: "Inquiring" });
  });

  test("is refused for an event that does not inquire", async () => {
    const none = "404 InvalidEventId.NoInquiringEventFound: No inquiring event is found by the EventId.";
    expect(await accept("e-bp1reboot0001")).toBe(none);
    expect(await accept("e-nobody")).toBe(none);
  });

  test("is refused for a type without a default action", async () => {
    const { eventId } = bench.world.raiseEvent({
      instanceId: "i-bp1plain0001",
      eventType: "SystemUpgrade.Migrate",
      eventStatus: "Inquiring",
    });
    expect(await accept(eventId)).toBe(
      "403 OperationDenied.AcceptNotSupported: Accept is not supported on current event type.",
    );
  });

  test("is refused while another event of the instance is being executed", async () => {
    bench.world.raiseEvent({
      instanceId: "i-bp1local0005",
      eventType: "SystemFailure.Reboot",
      eventStatus: "Executing",
    });
    expect(await accept("e-bp1local0005")).toMatch(/^403 OperationConflict/);
  });

  test("is refused for an instance on its way", async () => {
    const request = new sdk.StopInstanceRequest({ instanceId: "i-bp1local0005" });
    await bench.client().stopInstanceWithOptions(request, bench.pinned());
    expect(await accept("e-bp1local0005")).toBe(
      "400 IncorrectInstanceStatus: Current instance status does not support this operation.",
    );
  });
});

describe("an event that nobody answers", () => {
  const raise = (eventStatus: string) =>
    bench.world.raiseEvent({
      instanceId: "i-bp1plain0001",
      eventType: "SystemMaintenance.Reboot",
      eventStatus,
      notBefore: new Date(bench.clock.nowMs() + hourMs).toISOString(),
    }).eventId;

  test("runs by itself at its time if it is Scheduled, from the beginning or by now", async () => {
    const scheduled = raise("Scheduled");
    const moved = raise("Inquiring");
    bench.world.moveEvent(moved, "Scheduled");
    const statuses = () => [scheduled, moved].map((eventId) => bench.eventStatusOf(eventId));
    await bench.clock.advance(hourMs - 1);
    expect(statuses()).toEqual(["Scheduled", "Scheduled"]);
    await bench.clock.advance(1);
    expect(statuses()).toEqual(["Executing", "Executing"]);
    await bench.clock.advance(5 * minuteMs);
    expect(statuses()).toEqual(["Executed", "Executed"]);
    expect(bench.effects("i-bp1plain0001")).toBe(0);
  });

  test("waits if it is Inquiring, and leaves alone what was moved on before", async () => {
    const inquiring = raise("Inquiring");
    const called = raise("Scheduled");
    bench.world.moveEvent(called, "Canceled");
    await bench.clock.advance(2 * hourMs);
    expect([inquiring, called].map((eventId) => bench.eventStatusOf(eventId))).toEqual(["Inquiring", "Canceled"]);
  });
});
