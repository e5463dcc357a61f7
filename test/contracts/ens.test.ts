import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEnsBench, edge, invalid, redeployTypes, utc } from "./ens-bench.ts";

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

const { plain, neighbour, local, stopped, expired } = edge;

let bench: Awaited<ReturnType<typeof createEnsBench>>;
beforeAll(async () => {
  bench = await createEnsBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const raise: typeof bench.raise = (...event) => bench.raise(...event);
const statusOf = (eventId: string) => bench.edge.snapshot().events[eventId]?.eventStatus;
const effectsOf = (instanceId: string) => bench.effects(instanceId);

describe("EventRedeployInstance is refused", () => {
  const whole = { EventId: "e-1", ResourceId: plain, OpsType: "immediate" };

  test.each(["EventId", "ResourceId", "OpsType"])("without %s", async (name) => {
    expect(await bench.outcome("EventRedeployInstance", { ...whole, [name]: undefined })).toBe(invalid(name));
  });

  test.each([
    ["OpsType", "later"],
    ["PlanTime", "soon"],
    ["PlanUtcTime", "2027-01-01 00:00"],
    ["PlanUtcTime", "2027-13-01T00:00:00Z"],
  ])("for a %s of %s", async (name, value) => {
    expect(await bench.outcome("EventRedeployInstance", { ...whole, [name]: value })).toBe(invalid(name));
  });

  test("for an unknown event", async () => {
    expect(await bench.redeploy({ EventId: "e-nobody", ResourceId: plain })).toBe(invalid("EventId"));
  });

  test("for an unknown instance, and for one that the event is not about", async () => {
    const EventId = raise(plain);
    expect(await bench.redeploy({ EventId, ResourceId: "i-nobody" })).toBe(invalid("ResourceId"));
    expect(await bench.redeploy({ EventId, ResourceId: neighbour })).toBe(invalid("ResourceId"));
    expect(effectsOf(plain) + effectsOf(neighbour)).toBe(0);
  });

  test.each(["Instance:SystemFailure.Reboot", "Instance:SystemUpgrade.Migrate", "Instance:SystemFuture.Thing"])(
    "for an event of type %s",
    async (eventType) => {
      const EventId = raise(plain, { eventType });
      expect(await bench.redeploy({ EventId, ResourceId: plain })).toBe(invalid("EventId"));
    },
  );

  test.each(["Executing", "Executed", "Failed", "Canceled", "Avoided"])(
    "for an event that is %s",
    async (eventStatus) => {
      const EventId = raise(plain, { eventStatus });
      expect(await bench.redeploy({ EventId, ResourceId: plain })).toBe(invalid("EventId"));
      expect(effectsOf(plain)).toBe(0);
    },
  );

  test("for an expired instance, and for one that is being redeployed", async () => {
    expect(await bench.redeploy({ EventId: raise(expired), ResourceId: expired })).toBe(invalid("ResourceId"));
    await bench.redeploy({ EventId: raise(plain), ResourceId: plain });
    await bench.clock.advance(10 * secondMs);
    expect(await bench.redeploy({ EventId: raise(plain), ResourceId: plain })).toBe(invalid("ResourceId"));
  });

  test.each([
    ["no time", {}, "PlanTime"],
    ["a time that is past", { PlanTime: -1 * secondMs }, "PlanTime"],
    ["a time after the event's own", { PlanTime: 5 * dayMs + secondMs }, "PlanTime"],
    ["a time in words that is past", { PlanUtcTime: -1 * secondMs }, "PlanUtcTime"],
    ["a time in words after the event's own", { PlanUtcTime: 5 * dayMs + 2 * secondMs }, "PlanUtcTime"],
    ["two times that differ", { PlanTime: hourMs, PlanUtcTime: 2 * hourMs }, "PlanUtcTime"],
  ] as const)("for a plan with %s", async (_what, times: { PlanTime?: number; PlanUtcTime?: number }, name) => {
    const EventId = raise(plain);
    const now = bench.clock.nowMs();
    const { PlanTime, PlanUtcTime } = times;
    const asked = {
      ...(PlanTime !== undefined && { PlanTime: now + PlanTime }),
      ...(PlanUtcTime !== undefined && { PlanUtcTime: utc(now + PlanUtcTime) }),
    };
    expect(await bench.redeploy({ EventId, ResourceId: plain, OpsType: "scheduled", ...asked })).toBe(invalid(name));
    expect(effectsOf(plain)).toBe(0);
  });
});

describe("EventRedeployInstance is accepted", () => {
  test.each(redeployTypes)("for %s, Inquiring or Scheduled", async (eventType) => {
    const asked = raise(plain, { eventType, eventStatus: "Inquiring" });
    const planned = raise(neighbour, { eventType, eventStatus: "Scheduled" });
    expect(await bench.redeploy({ EventId: asked, ResourceId: plain })).toBe("200");
    expect(await bench.redeploy({ EventId: planned, ResourceId: neighbour })).toBe("200");
    expect([effectsOf(plain), effectsOf(neighbour)]).toEqual([1, 1]);
  });

  test("with nothing but a request id", async () => {
    const asked = { EventId: raise(plain), ResourceId: plain, OpsType: "immediate" };
    const answer = await bench.answer("EventRedeployInstance", asked);
    expect(answer).toEqual({ RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/) });
  });

  test("and takes a Running instance through Stopping and Starting to Running on another host", async () => {
    const before = bench.seen(plain);
    const EventId = raise(plain);
    await bench.redeploy({ EventId, ResourceId: plain });
    const seen = [];
    for (const advanceMs of [0, 10 * secondMs, 50 * secondMs, 4 * minuteMs]) {
      await bench.clock.advance(advanceMs);
      seen.push([(await bench.instance(plain))?.Status, (await bench.event(plain))?.EventStatus]);
    }
    expect(seen).toEqual([
      ["Running", "Inquiring"],
      ["Stopping", "Executing"],
      ["Starting", "Executing"],
      ["Running", "Executed"],
    ]);
    expect(bench.seen(plain)?.hostId).not.toBe(before?.hostId);
    expect(bench.seen(plain)?.wipes).toBe(0);
  });

  test("and takes a Stopped instance through Starting to Running", async () => {
    await bench.redeploy({ EventId: raise(stopped), ResourceId: stopped });
    await bench.clock.advance(10 * secondMs);
    expect(bench.seen(stopped)?.status).toBe("Starting");
    await bench.clock.advance(5 * minuteMs);
    expect(bench.seen(stopped)?.status).toBe("Running");
  });

  test("and clears local disks", async () => {
    await bench.redeploy({ EventId: raise(local), ResourceId: local });
    await bench.clock.advance(5 * minuteMs);
    expect(bench.seen(local)?.wipes).toBe(1);
  });

  test("and a second call within the lag is accepted, counted and carried out too", async () => {
    const EventId = raise(local);
    expect(await bench.redeploy({ EventId, ResourceId: local })).toBe("200");
    await bench.clock.advance(5 * secondMs);
    expect(await bench.redeploy({ EventId, ResourceId: local })).toBe("200");
    await bench.clock.advance(5 * minuteMs - 5 * secondMs);
    expect([bench.seen(local)?.status, bench.seen(local)?.wipes]).toEqual(["Starting", 1]);
    await bench.clock.advance(1 * minuteMs);
    expect(bench.seen(local)).toMatchObject({ status: "Running", wipes: 2, effects: { EventRedeployInstance: 2 } });
    expect(statusOf(EventId)).toBe("Executed");
  });

  test("and is answered once it shows", async () => {
    const EventId = raise(plain);
    await bench.redeploy({ EventId, ResourceId: plain });
    await bench.clock.advance(10 * secondMs);
    expect(await bench.redeploy({ EventId, ResourceId: plain })).toBe(invalid("EventId"));
  });

  test("and one that fails ends its event as Failed, with the instance as before", async () => {
    bench.plan({ product: "ens", action: "EventRedeployInstance", effect: "failed-task" });
    const before = bench.seen(local);
    const EventId = raise(local);
    await bench.redeploy({ EventId, ResourceId: local });
    await bench.clock.advance(1 * minuteMs);
    expect(statusOf(EventId)).toBe("Executing");
    await bench.clock.advance(4 * minuteMs);
    expect(statusOf(EventId)).toBe("Failed");
    expect(bench.seen(local)).toEqual({ ...before, effects: { EventRedeployInstance: 1 } });
  });

  test("and one that fails next to one that does not leaves the event to the latter", async () => {
    bench.plan({ product: "ens", action: "EventRedeployInstance", effect: "failed-task" });
    const EventId = raise(plain);
    await bench.redeploy({ EventId, ResourceId: plain });
    await bench.clock.advance(5 * secondMs);
    await bench.redeploy({ EventId, ResourceId: plain });
    await bench.clock.advance(5 * minuteMs);
    expect([statusOf(EventId), bench.seen(plain)?.status]).toEqual(["Executed", "Running"]);
  });

  test("and passes over a plan when it is immediate", async () => {
    expect(await bench.redeploy({ EventId: raise(plain), ResourceId: plain, PlanTime: 1 })).toBe("200");
  });
});

describe("a plan", () => {
  const schedule = (EventId: string, times: object) =>
    bench.redeploy({ EventId, ResourceId: plain, OpsType: "scheduled", ...times });

  test("shows as the event's time, and runs then", async () => {
    const EventId = raise(plain);
    const PlanTime = bench.clock.nowMs() + 2 * hourMs;
    expect(await schedule(EventId, { PlanTime })).toBe("200");
    expect((await bench.event(plain))?.EventStatus).toBe("Inquiring");
    await bench.clock.advance(10 * secondMs);
    expect(await bench.event(plain)).toMatchObject({
      EventStatus: "Scheduled",
      NotBefore: PlanTime,
      NotBeforeUtcTime: utc(PlanTime),
    });
    expect(bench.seen(plain)?.status).toBe("Running");
    await bench.clock.advance(2 * hourMs - 10 * secondMs);
    expect([bench.seen(plain)?.status, statusOf(EventId)]).toEqual(["Stopping", "Executing"]);
    await bench.clock.advance(5 * minuteMs);
    expect([bench.seen(plain)?.status, statusOf(EventId)]).toEqual(["Running", "Executed"]);
    expect(effectsOf(plain)).toBe(1);
  });

  test("may be told in words alone, or both ways", async () => {
    const planMs = bench.clock.nowMs() + hourMs;
    expect(await schedule(raise(plain), { PlanUtcTime: utc(planMs) })).toBe("200");
    expect(await schedule(raise(plain), { PlanTime: planMs, PlanUtcTime: utc(planMs) })).toBe("200");
  });

  test("gives way to a later one, up to the time the event was published with", async () => {
    const EventId = raise(plain, { notBefore: utc(bench.clock.nowMs() + 3 * hourMs) });
    await schedule(EventId, { PlanTime: bench.clock.nowMs() + hourMs });
    await bench.clock.advance(minuteMs);
    expect(await schedule(EventId, { PlanTime: bench.clock.nowMs() + 2 * hourMs })).toBe("200");
    await bench.clock.advance(hourMs + minuteMs);
    expect(statusOf(EventId)).toBe("Scheduled");
    await bench.clock.advance(hourMs + 5 * minuteMs);
    expect(statusOf(EventId)).toBe("Executed");
    expect(effectsOf(plain)).toBe(2);
  });

  test("gives way to an immediate call", async () => {
    const EventId = raise(local);
    const asked = { EventId, ResourceId: local };
    await bench.redeploy({ ...asked, OpsType: "scheduled", PlanTime: bench.clock.nowMs() + hourMs });
    await bench.clock.advance(minuteMs);
    await bench.redeploy(asked);
    await bench.clock.advance(2 * hourMs);
    expect([statusOf(EventId), bench.seen(local)?.wipes]).toEqual(["Executed", 1]);
  });

  test("is off when somebody moves the event", async () => {
    const EventId = raise(plain);
    await schedule(EventId, { PlanTime: bench.clock.nowMs() + hourMs });
    await bench.clock.advance(minuteMs);
    bench.edge.moveEvent(EventId, "Canceled");
    bench.edge.moveEvent(EventId, "Scheduled");
    await bench.clock.advance(2 * hourMs);
    expect([statusOf(EventId), bench.seen(plain)?.status]).toEqual(["Scheduled", "Running"]);
  });

  test("that fails ends its event as Failed", async () => {
    bench.plan({ product: "ens", action: "EventRedeployInstance", effect: "failed-task" });
    const EventId = raise(plain);
    await schedule(EventId, { PlanTime: bench.clock.nowMs() + hourMs });
    await bench.clock.advance(2 * hourMs);
    expect([statusOf(EventId), bench.seen(plain)?.status]).toEqual(["Failed", "Running"]);
  });
});

describe("the gateway", () => {
  test("refuses a request pinned to a date more than 15 minutes ago", async () => {
    const EventId = raise(plain);
    const pins = bench.pins();
    await bench.clock.advance(15 * minuteMs + 2 * secondMs);
    expect(await bench.redeploy({ EventId, ResourceId: plain }, { pins })).toMatch(/^400 InvalidTimeStamp.Expired/);
    expect(effectsOf(plain)).toBe(0);
  });

  test("refuses a repeated nonce", async () => {
    const asked = { EventId: raise(plain), ResourceId: plain };
    const pins = bench.pins();
    expect(await bench.redeploy(asked, { pins })).toBe("200");
    expect(await bench.redeploy(asked, { pins })).toMatch(/^400 SignatureNonceUsed/);
    expect(effectsOf(plain)).toBe(1);
  });

  test("refuses a forged signature", async () => {
    const { accessKeyId } = bench.principals.account;
    const signer = { accessKeyId, accessKeySecret: "guess", securityToken: undefined };
    const asked = { EventId: raise(plain), ResourceId: plain };
    expect(await bench.redeploy(asked, { signer })).toMatch(/^400 SignatureDoesNotMatch/);
  });

  test("enforces the right of a role, on all resources as a whole", async () => {
    const assume = (Action: string, Resource: string) =>
      bench.principals.assume({
        function: "event-redeploy-instance",
        instance: undefined,
        statements: [{ Effect: "Allow", Action, Resource }],
      });
    const asked = { EventId: raise(plain), ResourceId: plain };
    expect(await bench.redeploy(asked, { signer: assume("ens:EventRedeployInstance", "*") })).toBe("200");
    expect(await bench.redeploy(asked, { signer: assume("ens:Describe*", "*") })).toBe(
      "400 NoPermission: Permission denied.",
    );
    expect(await bench.redeploy(asked, { signer: assume("ens:*", `acs:ens:*:*:instance/${plain}`) })).toBe(
      "400 NoPermission: Permission denied.",
    );
    expect(effectsOf(plain)).toBe(1);
  });

  test("refuses loudly what the local cloud does not know", async () => {
    expect(await bench.outcome("RebootInstance", { InstanceId: plain })).toBe(
      '404 InvalidAction.NotFound: The local cloud does not know the ENS action "RebootInstance"; it knows DescribeInstances, DescribeHistoryEvents, EventRedeployInstance.',
    );
    expect(await bench.redeploy({ EventId: raise(plain), ResourceId: plain, ClientToken: "t-1" })).toBe(
      '400 InvalidParameter: The local cloud does not know the parameter "ClientToken" of EventRedeployInstance.',
    );
  });

  test("writes each call into the log", async () => {
    const from = bench.calls.since(0).at(-1)?.seq ?? 0;
    const EventId = raise(plain);
    await bench.redeploy({ EventId, ResourceId: plain });
    await bench.redeploy({ EventId, ResourceId: neighbour });
    expect(
      bench.calls
        .since(from)
        .map(({ product, action, params, code, effect }) => [product, action, params, code, effect]),
    ).toEqual([
      ["ens", "EventRedeployInstance", { OpsType: "immediate", EventId, ResourceId: plain }, null, true],
      [
        "ens",
        "EventRedeployInstance",
        { OpsType: "immediate", EventId, ResourceId: neighbour },
        "InvalidParameter.ResourceId",
        false,
      ],
    ]);
  });
});

describe("faults", () => {
  const fault = { product: "ens", action: "EventRedeployInstance", instanceId: plain } as const;

  test("single out an instance: a lost reply hides an effect that took place", async () => {
    bench.plan({ ...fault, effect: "lost-reply" });
    expect(await bench.redeploy({ EventId: raise(neighbour), ResourceId: neighbour })).toBe("200");
    expect(await bench.redeploy({ EventId: raise(plain), ResourceId: plain })).toBe("no answer");
    expect(effectsOf(plain)).toBe(1);
  });

  test("a throttled request is told so in the document's words, and leaves its nonce unused", async () => {
    bench.plan({ ...fault, effect: "throttle" });
    const asked = { EventId: raise(plain), ResourceId: plain };
    const pins = bench.pins();
    expect(await bench.redeploy(asked, { pins })).toBe("400 Throttling.Api: Request was denied due to flow control.");
    expect(await bench.redeploy(asked, { pins })).toBe("200");
  });
});

describe("the edge", () => {
  test("has instances of its own, in edge regions, without events", () => {
    const { instances, events } = bench.edge.snapshot();
    expect(Object.keys(instances).every((id) => /^i-5[a-z0-9]{23}$/.test(id))).toBe(true);
    expect(instances[plain]).toEqual({
      status: "Running",
      zone: "cn-beijing-cmcc",
      effects: {},
      wipes: 0,
      hostId: "host-5seed0001",
      instanceType: "ens.sn1.small",
      disks: "cloud",
      tags: {},
    });
    expect(Object.values(instances).map(({ status }) => status)).toEqual([
      "Running",
      "Running",
      "Running",
      "Running",
      "Running",
      "Stopped",
      "Expired",
      ...Array.from({ length: 12 }, () => "Running"),
    ]);
    expect(events).toEqual({});
  });

  test("leaves an event that nobody answers as it is", async () => {
    const EventId = raise(plain);
    await bench.clock.advance(6 * dayMs);
    expect(statusOf(EventId)).toBe("Inquiring");
  });

  test("tells EventBridge of an event as it stands", () => {
    const EventId = raise(plain, { notBefore: "2030-01-01T00:00:00Z" });
    expect(bench.edge.notification(EventId)).toMatchObject({
      source: "acs.ens",
      type: "ens:Instance:SystemFailure.Redeploy",
      subject: `acs.ens:cn-hangzhou:1000000000000001:instance/${plain}`,
      aliyunregionid: "cn-hangzhou",
      data: {
        name: "Instance:SystemFailure.Redeploy:Inquiring",
        eventId: EventId,
        instanceId: plain,
        eventType: "Instance:SystemFailure.Redeploy",
        eventStatus: "Inquiring",
        publishTime: utc(bench.clock.nowMs()),
        notBefore: "2030-01-01T00:00:00Z",
      },
    });
    expect(bench.edge.notification(EventId, { name: "Another" })).toMatchObject({ data: { name: "Another" } });
  });

  test("refuses unknown instances, events, statuses and times", () => {
    const { edge } = bench;
    expect(() => raise("i-nobody")).toThrow("No instance i-nobody at the edge.");
    expect(() => raise(plain, { eventStatus: "Paused" })).toThrow("No event status Paused");
    expect(() => raise(plain, { notBefore: "tomorrow" })).toThrow("Not a time: tomorrow");
    expect(() => edge.moveEvent("e-nobody", "Executed")).toThrow("No event e-nobody at the edge.");
    expect(() => edge.notification("e-nobody")).toThrow("No event e-nobody at the edge.");
  });

  test("is as it was after a reset, and nothing from before happens in it", async () => {
    const before = bench.edge.snapshot();
    await bench.redeploy({ EventId: raise(plain), ResourceId: plain });
    bench.edge.reset();
    await bench.clock.advance(10 * minuteMs);
    expect(bench.edge.snapshot()).toEqual(before);
  });
});
