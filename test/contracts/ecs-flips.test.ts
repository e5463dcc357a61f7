import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { authenticateAcs3 } from "../cloud/acs3/authenticate.ts";
import { createGuesses, isFlippable, UnknownGuessError } from "../cloud/core/guesses.ts";
import { guesses } from "../cloud/guesses.ts";
import { createEcsBench, outcomeOf, sdk } from "./ecs-bench.ts";

const regionId = "cn-hangzhou";
const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const windowsImage = "win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd";

type Bench = Awaited<ReturnType<typeof createEcsBench>>;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A bench in which these guesses are flipped, with short names for its calls. */
async function createFlippedBench(...flips: string[]) {
  const bench = await createEcsBench(flips);
  closers.push(bench.close);
  return { ...bench, ...createCalls(bench) };
}

const createCalls = ({ client, pinned }: Bench) => ({
  reboot: (instanceId: string) =>
    outcomeOf(client().rebootInstanceWithOptions(new sdk.RebootInstanceRequest({ instanceId }), pinned())),
  replace: async (wish: Readonly<Record<string, unknown>> = {}) => {
    const imageId = "aliyun_3_x64_20G_alibase_20261001.vhd";
    const request = new sdk.ReplaceSystemDiskRequest({ instanceId: "i-bp1stopped0002", imageId, ...wish });
    return client().replaceSystemDiskWithOptions(request, pinned());
  },
  stop: (instanceId: string) =>
    outcomeOf(client().stopInstanceWithOptions(new sdk.StopInstanceRequest({ instanceId }), pinned())),
  instanceOf: async (instanceId: string) => {
    const request = new sdk.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
    return (await client().describeInstancesWithOptions(request, pinned())).body?.instances?.instance?.[0];
  },
  tasksOf: async (startTime: string) => {
    const request = new sdk.DescribeTasksRequest({ regionId, startTime });
    return (await client().describeTasksWithOptions(request, pinned())).body?.taskSet?.task ?? [];
  },
});

describe("the list of guesses", () => {
  test("names each guess once, and each one that can be flipped is asked for somewhere", () => {
    const ids = guesses.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const source = Object.values(sources()).join("\n");
    const asked = (id: string) => source.includes(`"${id}"`) || source.includes(`}.${id.slice(id.indexOf(".") + 1)}\``);
    const flippable = guesses.filter((guess) => isFlippable(guess) && !guess.id.startsWith("timing."));
    expect(flippable.filter(({ id }) => !asked(id)).map(({ id }) => id)).toEqual([]);
  });

  test("names the files that do it, and every file that says that something is invented", () => {
    const named = new Set(guesses.flatMap((guess) => guess.sources));
    expect([...named].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    const inventing = Object.entries(sources()).filter(([, text]) => text.includes("invented"));
    expect(inventing.map(([file]) => file).filter((file) => !named.has(file))).toEqual([]);
  });

  test("can be flipped by id only, and says which ids there are", () => {
    expect(() => createGuesses(guesses, ["ecs.nothing"])).toThrow(UnknownGuessError);
    expect(() => createGuesses(guesses, ["ecs.format"])).toThrow(
      /^No guess "ecs.format" can be flipped; these can: acs3/,
    );
    const holds = createGuesses(guesses, ["ecs.redeploy.order"]);
    expect([holds("ecs.redeploy.order"), holds("ecs.power.order")]).toEqual([false, true]);
    expect(() => holds("ecs.nothing")).toThrow(UnknownGuessError);
  });
});

const root = path.join(import.meta.dirname, "../..");

/** The sources of the local cloud by their path, but for those that list guesses. */
const sources = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(path.join(root, "test/cloud"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/guesses\.ts$/.test(file) && !file.endsWith("world/disputes.ts"))
      .map((file) => [`test/cloud/${file}`, readFileSync(path.join(root, "test/cloud", file), "utf8")]),
  );

describe("disputes, flipped:", () => {
  test("SystemFailure.Redeploy is answered in Inquiring only", async () => {
    const { redeploy } = await createFlippedBench("dispute.system-failure-redeploy-scheduled");
    expect(await redeploy("i-bp1failure0002")).toMatch(/^403 InvalidOperation.RedeployInstance/);
    expect(await redeploy("i-bp1failure0001")).toBe("200");
  });

  test("SystemMaintenance.Stop is answered by a redeploy", async () => {
    const bench = await createFlippedBench("dispute.system-maintenance-stop-redeploy");
    expect(await bench.redeploy("i-bp1unanswerable0001")).toBe("200");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.eventStatusOf("e-bp1unanswerable0001")).toBe("Avoided");
  });

  test("a restarted instance is Starting at once", async () => {
    const bench = await createFlippedBench("dispute.reboot-state");
    await bench.reboot("i-bp1plain0001");
    await bench.clock.advance(10 * secondMs);
    expect(bench.statusOf("i-bp1plain0001")).toBe("Starting");
  });

  test("an instance starts by itself after its system disk was replaced", async () => {
    const bench = await createFlippedBench("dispute.replace-stays-stopped");
    await bench.replace();
    await bench.clock.advance(6 * minuteMs);
    expect(bench.statusOf("i-bp1stopped0002")).toBe("Running");
  });

  test("a missing image is forbidden", async () => {
    const { replace } = await createFlippedBench("dispute.replace-missing-image");
    expect(await outcomeOf(replace({ imageId: undefined }))).toBe(
      "403 InvalidParameter.AllEmpty: The current operation does not allow both diskId and imageId to be empty. Make sure that either diskId or imageId is not empty.",
    );
  });

  test("a security lock does not keep a system disk from being replaced", async () => {
    const { replace } = await createFlippedBench("dispute.replace-security-lock");
    expect(await outcomeOf(replace({ instanceId: "i-bp1locked0001" }))).toMatch(/^403 IncorrectInstanceStatus/);
  });

  test("the full status lists Scheduled events only", async () => {
    const { client, pinned } = await createFlippedBench("dispute.full-status-inquiring");
    const request = new sdk.DescribeInstancesFullStatusRequest({ regionId, eventType: "SystemMaintenance.Redeploy" });
    const { body } = await client().describeInstancesFullStatusWithOptions(request, pinned());
    expect(body?.instanceFullStatusSet?.instanceFullStatusType?.map(({ instanceId }) => instanceId)).toEqual([
      "i-bp1redeploy0001",
    ]);
  });
});

describe("a guess about the gateway, flipped:", () => {
  test("a date far ahead passes", async () => {
    const { redeploy, clock } = await createFlippedBench("acs3.future-date");
    const date = `${new Date(clock.nowMs() + hourMs).toISOString().slice(0, 19)}Z`;
    expect(await redeploy("i-bp1reboot0001", { date, nonce: "1" })).toBe("200");
  });

  test("a nonce is forgotten after 3 minutes", async () => {
    const { redeploy, clock, pins } = await createFlippedBench("acs3.nonce-memory");
    const chosen = pins();
    await redeploy("i-bp1plain0001", chosen);
    await clock.advance(3 * minuteMs + secondMs);
    expect(await redeploy("i-bp1plain0001", chosen)).toMatch(/^403 InvalidOperation/);
  });

  test("a malformed date reads as an old one", async () => {
    const { redeploy } = await createFlippedBench("acs3.malformed-date");
    expect(await redeploy("i-bp1plain0001", { date: "now", nonce: "1" })).toMatch(/^400 InvalidTimeStamp.Expired/);
  });

  test("a wrong security token reads as a wrong signature", async () => {
    const { redeploy, principals } = await createFlippedBench("acs3.security-token");
    const { accessKeyId, accessKeySecret } = principals.account;
    expect(await redeploy("i-bp1plain0001", undefined, { accessKeyId, accessKeySecret, securityToken: "x" })).toMatch(
      /^400 SignatureDoesNotMatch/,
    );
  });
});

test("an unsigned request reads as a wrong signature, once acs3.incomplete is flipped", () => {
  const request = { method: "POST", url: "/", headers: { host: "127.0.0.1" } };
  const principals = { find: () => undefined };
  const holds = createGuesses(guesses, ["acs3.incomplete"]);
  expect(authenticateAcs3({ request, body: Buffer.alloc(0), principals, holds })).toMatchObject({
    refusal: { code: "SignatureDoesNotMatch" },
  });
});

describe("a guess about ECS, flipped:", () => {
  test("an unknown parameter is ignored", async () => {
    const { client, pinned } = await createFlippedBench("ecs.unknown");
    const request = new sdk.DescribeInstancesRequest({ regionId, vpcId: "vpc-1" });
    expect(await outcomeOf(client().describeInstancesWithOptions(request, pinned()))).toBe("200");
  });

  test("a malformed parameter gets InvalidParameter", async () => {
    const { client, pinned } = await createFlippedBench("ecs.malformed");
    const request = new sdk.DescribeInstancesRequest({ regionId, instanceIds: "no list" });
    expect(await outcomeOf(client().describeInstancesWithOptions(request, pinned()))).toMatch(/^400 InvalidParameter:/);
  });

  test("the action is judged before the signature", async () => {
    const { client, pinned } = await createFlippedBench("ecs.order");
    const stranger = { accessKeyId: "nobody", accessKeySecret: "x", securityToken: undefined };
    const request = new sdk.DescribeZonesRequest({ regionId });
    expect(await outcomeOf(client(stranger).describeZonesWithOptions(request, pinned()))).toMatch(
      /^404 InvalidAction.NotFound/,
    );
  });

  test("a Describe action is judged on the instances that it names", async () => {
    const { client, pinned, principals } = await createFlippedBench("ecs.ram");
    const Resource = "acs:ecs:cn-hangzhou:1000000000000001:instance/i-bp1plain0001";
    const statements = [{ Effect: "Allow", Action: "ecs:DescribeInstances", Resource } as const];
    const role = principals.assume({ function: "reader", instance: undefined, statements });
    const ask = (...ids: string[]) => {
      const request = new sdk.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify(ids) });
      return outcomeOf(client(role).describeInstancesWithOptions(request, pinned()));
    };
    expect(await ask("i-bp1plain0001")).toBe("200");
    expect(await ask("i-bp1plain0001", "i-bp1plain0002")).toMatch(/^403 Forbidden.RAM/);
  });

  test("a system disk is replaced with a right on the instance alone", async () => {
    const { client, pinned, principals } = await createFlippedBench("ecs.ram-optional");
    const Resource = "acs:ecs:cn-hangzhou:1000000000000001:instance/i-bp1stopped0002";
    const statements = [{ Effect: "Allow", Action: "ecs:ReplaceSystemDisk", Resource } as const];
    const role = principals.assume({ function: "replacer", instance: undefined, statements });
    const wish = { instanceId: "i-bp1stopped0002", imageId: "aliyun_3_x64_20G_alibase_20261001.vhd" };
    const request = new sdk.ReplaceSystemDiskRequest(wish);
    expect(await outcomeOf(client(role).replaceSystemDiskWithOptions(request, pinned()))).toBe("200");
  });

  test("a page size out of range is refused", async () => {
    const { client, pinned } = await createFlippedBench("ecs.paging");
    const request = new sdk.DescribeInstancesRequest({ regionId, pageSize: 101 });
    expect(await outcomeOf(client().describeInstancesWithOptions(request, pinned()))).toMatch(/^400 InvalidParameter/);
  });

  test("a list by token has the totals of the whole list, and a token that no answer had is passed over", async () => {
    const { client, pinned, world } = await createFlippedBench("ecs.paging-totals", "ecs.paging-token");
    const request = new sdk.DescribeInstancesRequest({ regionId, maxResults: 20, nextToken: "b2Zmc2V0" });
    const { body } = await client().describeInstancesWithOptions(request, pinned());
    expect(body).toMatchObject({ totalCount: world.instances.size, pageNumber: 1, pageSize: 20 });
    expect(body?.instances?.instance?.[0]?.instanceId).toBe("i-bp1plain0001");
  });

  test("events are listed newest first", async () => {
    const { client, pinned, world } = await createFlippedBench("ecs.history.order");
    const raise = (publishedAgoMs: number) =>
      world.raiseEvent({
        instanceId: "i-bp1plain0001",
        eventType: "SystemMaintenance.Reboot",
        eventStatus: "Executed",
        publishedAgoMs,
      }).eventId;
    const [newer, older] = [raise(5 * 24 * hourMs), raise(6 * 24 * hourMs)];
    const request = new sdk.DescribeInstanceHistoryEventsRequest({ regionId, instanceId: "i-bp1plain0001" });
    const { body } = await client().describeInstanceHistoryEventsWithOptions(request, pinned());
    const listed = body?.instanceSystemEventSet?.instanceSystemEventType?.map(({ eventId }) => eventId);
    expect(listed).toEqual([newer, older]);
  });

  test("tasks are compared by the second", async () => {
    const { redeploy, clock, tasksOf } = await createFlippedBench("ecs.tasks.minute");
    await clock.advance(minuteMs - (clock.nowMs() % minuteMs) + 45 * secondMs);
    const asked = `${new Date(clock.nowMs() - 15 * secondMs).toISOString().slice(0, 19)}Z`;
    await redeploy("i-bp1reboot0001");
    await clock.advance(minuteMs);
    expect(await tasksOf(asked)).toHaveLength(1);
  });

  test("the checks of a redeploy go backwards", async () => {
    const { redeploy } = await createFlippedBench("ecs.redeploy.order");
    expect(await redeploy("i-bp1locked0001")).toMatch(/^403 InvalidOperation.RedeployInstance: There are no/);
  });

  test("events that no redeploy answers get IncorrectInstanceStatus", async () => {
    const { redeploy } = await createFlippedBench("ecs.redeploy.simulated");
    expect(await redeploy("i-bp1simulated0001")).toMatch(/^403 IncorrectInstanceStatus/);
    expect(await redeploy("i-bp1plain0001")).toMatch(/^403 InvalidOperation.RedeployInstance/);
  });

  test("damage gets no DiskError", async () => {
    const { reboot, redeploy } = await createFlippedBench("ecs.redeploy.disk-error");
    expect(await redeploy("i-bp1damaged0001")).toMatch(/^403 InvalidOperation.RedeployInstance/);
    expect(await reboot("i-bp1damaged0001")).toBe("200");
  });

  test("the checks of stop and start go backwards", async () => {
    const { stop } = await createFlippedBench("ecs.power.order");
    expect(await stop("i-bp1arrears0001")).toMatch(/^403 IncorrectInstanceStatus/);
  });

  test("the health of every instance is Ok", async () => {
    const { client, pinned } = await createFlippedBench("ecs.full-status.health");
    const request = new sdk.DescribeInstancesFullStatusRequest({ regionId, healthStatus: "Maintaining" });
    const { body } = await client().describeInstancesFullStatusWithOptions(request, pinned());
    expect(body?.totalCount).toBe(0);
  });

  test("a drill's reason is in Chinese", async () => {
    const { client, pinned } = await createFlippedBench("ecs.simulated.reason");
    const request = new sdk.DescribeInstanceHistoryEventsRequest({
      regionId,
      resourceId: ["i-bp1simulated0001"],
      eventCycleStatus: "Scheduled",
    });
    const { body } = await client().describeInstanceHistoryEventsWithOptions(request, pinned());
    expect(body?.instanceSystemEventSet?.instanceSystemEventType?.[0]?.reason).toBe("模拟的系统事件。");
  });

  test("10 drills are the most, and the checks of drills and consent go backwards", async () => {
    const { client, pinned } = await createFlippedBench(
      "ecs.simulated.limit",
      "ecs.simulated.order",
      "ecs.accept.order",
    );
    const instanceId = Array.from({ length: 10 }, () => "i-bp1plain0001");
    const eventType = "SystemMaintenance.Reboot";
    const request = new sdk.CreateSimulatedSystemEventsRequest({
      regionId,
      instanceId,
      eventType,
      notBefore: "2020-01-01T00:00:00Z",
    });
    expect(await outcomeOf(client().createSimulatedSystemEventsWithOptions(request, pinned()))).toMatch(
      /^403 SimulatedEventLimitExceeded/,
    );
    const consent = new sdk.AcceptInquiredSystemEventRequest({ regionId, eventId: "e-bp1unanswerable0001" });
    expect(await outcomeOf(client().acceptInquiredSystemEventWithOptions(consent, pinned()))).toMatch(
      /^403 OperationDenied.AcceptNotSupported/,
    );
  });
});

describe("a guess about RebootInstance, flipped:", () => {
  test("its checks go backwards", async () => {
    const { reboot } = await createFlippedBench("ecs.reboot.order");
    expect(await reboot("i-bp1arrears0001")).toMatch(/^403 IncorrectInstanceStatus/);
  });

  test("it shows at once, and a second call is refused", async () => {
    const { reboot, statusOf } = await createFlippedBench("ecs.reboot.lag");
    expect(await reboot("i-bp1plain0001")).toBe("200");
    expect(statusOf("i-bp1plain0001")).toBe("Stopping");
    expect(await reboot("i-bp1plain0001")).toMatch(/^403 IncorrectInstanceStatus/);
  });

  test("it does not look at keys, ends events as Executed and leaves StartTime", async () => {
    const bench = await createFlippedBench("ecs.reboot.kms", "ecs.reboot.event-end", "ecs.reboot.start-time");
    expect(await bench.reboot("i-bp1keydisabled0001")).toBe("200");
    const before = (await bench.instanceOf("i-bp1reboot0001"))?.startTime;
    await bench.reboot("i-bp1reboot0001");
    await bench.clock.advance(minuteMs);
    expect(bench.eventStatusOf("e-bp1reboot0001")).toBe("Executed");
    expect((await bench.instanceOf("i-bp1reboot0001"))?.startTime).toBe(before);
  });
});

describe("a guess about ReplaceSystemDisk, flipped:", () => {
  test("its checks go backwards", async () => {
    const { replace } = await createFlippedBench("ecs.replace.order");
    const both = { keyPairName: "nobody", imageId: windowsImage };
    expect(await outcomeOf(replace(both))).toMatch(/^400 InvalidKeyPairName.NotFound/);
  });

  test("it shows at once, without a lock, and both disks are listed until the end", async () => {
    const bench = await createFlippedBench("ecs.replace.lag", "ecs.replace.lock", "ecs.replace.release");
    await bench.replace();
    expect((await bench.instanceOf("i-bp1stopped0002"))?.operationLocks?.lockReason).toEqual([]);
    expect(await outcomeOf(bench.replace())).toMatch(/^403 IncorrectDiskStatus/);
    const disks = () => [...bench.world.disks.values()].filter(({ instanceId }) => instanceId === "i-bp1stopped0002");
    expect(disks().map(({ status }) => status)).toEqual(["In_use", "Creating"]);
    await bench.clock.advance(5 * minuteMs);
    expect(disks().map(({ status }) => status)).toEqual(["In_use"]);
  });

  test("a data disk is copied to a new one", async () => {
    const { replace } = await createFlippedBench("ecs.replace.disk-id");
    const wish = { imageId: undefined, diskId: "d-bp1spare0001", platform: "CentOS", architecture: "x86_64" };
    expect((await replace(wish)).body?.diskId).not.toBe("d-bp1spare0001");
  });

  test("a disk larger than 40 GiB and the image needs a size", async () => {
    const { replace } = await createFlippedBench("ecs.replace.size");
    expect(await outcomeOf(replace({ instanceId: "i-bp1essdtwo0001" }))).toMatch(
      /^404 InvalidSystemDiskSize.LessThanMin/,
    );
  });

  test("a repeated token is judged anew, and a refused call's is bound", async () => {
    const { replace, clock } = await createFlippedBench("ecs.token.order", "ecs.token.refused");
    const first = await replace({ clientToken: "ticket-1" });
    expect((await replace({ clientToken: "ticket-1" })).body?.diskId).toBe(first.body?.diskId);
    await clock.advance(10 * secondMs);
    expect(await outcomeOf(replace({ clientToken: "ticket-1" }))).toMatch(/^403 IncorrectDiskStatus/);
    expect(await outcomeOf(replace({ clientToken: "ticket-2" }))).toMatch(/^403 IncorrectDiskStatus/);
    expect(await outcomeOf(replace({ clientToken: "ticket-2", instanceId: "i-bp1stopped0004" }))).toMatch(
      /^400 IdempotentParameterMismatch/,
    );
  });
});

describe("a guess about the world, flipped:", () => {
  test("an answered event lets no second redeploy in, unless the first one failed", async () => {
    const { redeploy, plan, clock } = await createFlippedBench("world.second-redeploy");
    plan({ product: "ecs", action: "RedeployInstance", effect: "failed-task" });
    expect(await redeploy("i-bp1redeploy0001")).toBe("200");
    expect(await redeploy("i-bp1redeploy0001")).toMatch(/^403 InvalidOperation.RedeployInstance/);
    await clock.advance(5 * minuteMs);
    expect(await redeploy("i-bp1redeploy0001")).toBe("200");
  });

  test("one redeploy answers one event, and ends it as Executed", async () => {
    const bench = await createFlippedBench("world.answers-all", "world.event-end");
    const other = { instanceId: "i-bp1redeploy0001", eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };
    const { eventId } = bench.world.raiseEvent(other);
    await bench.redeploy("i-bp1redeploy0001");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.eventStatusOf("e-bp1redeploy0001")).toBe("Executed");
    expect(bench.eventStatusOf(eventId)).toBe("Scheduled");
  });

  test("an event waits at NotBefore, which is a day ahead", async () => {
    const { world, clock, eventStatusOf } = await createFlippedBench("world.events-wait", "world.not-before");
    const { eventId } = world.raiseEvent({
      instanceId: "i-bp1plain0001",
      eventType: "SystemMaintenance.Reboot",
      eventStatus: "Scheduled",
    });
    expect((world.events.get(eventId)?.notBeforeMs ?? 0) - clock.nowMs()).toBe(24 * hourMs);
    await clock.advance(25 * hourMs);
    expect(eventStatusOf(eventId)).toBe("Scheduled");
  });

  test("a disk event is about the last disk, nobody looks after a member, events have no codes, and notices are nested", async () => {
    const { world, instanceOf, client, pinned } = await createFlippedBench(
      "world.disk-of-event",
      "world.tags",
      "world.type-codes",
      "world.event-bridge-body",
    );
    const eventType = "SystemMaintenance.IsolateErrorDisk";
    const { eventId } = world.raiseEvent({ instanceId: "i-bp1local0001", eventType, eventStatus: "Inquiring" });
    expect(world.events.get(eventId)?.diskId).toBe("d-bp1local0001local4");
    expect((await instanceOf("i-bp1acknode0001"))?.tags?.tag).toEqual([]);
    expect(world.notification(eventId).data).toMatchObject({ product: "ECS", content: { eventId, eventType } });
    const request = new sdk.DescribeInstanceHistoryEventsRequest({
      regionId,
      resourceId: ["i-bp1reboot0001"],
      instanceEventCycleStatus: ["Scheduled"],
    });
    const { body } = await client().describeInstanceHistoryEventsWithOptions(request, pinned());
    const [event] = body?.instanceSystemEventSet?.instanceSystemEventType ?? [];
    expect(event?.eventType?.code).toBeUndefined();
  });

  test("a duration is another one", async () => {
    const { world, redeploy, statusOf, clock } = await createFlippedBench("timing.acceptLag", "timing.redeploy");
    expect(world.timingMs("acceptLag")).toBe(secondMs);
    await redeploy("i-bp1redeploy0001");
    await clock.advance(secondMs);
    expect(statusOf("i-bp1redeploy0001")).toBe("Stopping");
    await clock.advance(49 * minuteMs);
    expect(statusOf("i-bp1redeploy0001")).toBe("Starting");
    await clock.advance(minuteMs);
    expect(statusOf("i-bp1redeploy0001")).toBe("Running");
  });
});
