import { describe, expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import type { Call } from "../cloud/core/calls.ts";
import { mostAtOnce } from "../demo/at-once.ts";
import { instanceOf, isSend } from "../demo/wire.ts";
import { notice, plain, redeploy } from "./bench.ts";
import { createStops, indexLagMs } from "./stops.ts";

// What went wrong elsewhere when machines were told to act on machines. Each is named after what must not happen here. A
// pause that is undone, and a stop that comes too late, stand in stop-incidents; what is empty in empty-means-nothing.

const minuteMs = 60_000;
const region = (inFlight: number) => ({ per: "region", inFlight });

const zones = ["h", "i", "j"] as const;
const herdAt = (at: number) => `i-bp1herd${String(at).padStart(5, "0")}`;
const herd = (count: number) => Array.from({ length: count }, (_, at) => herdAt(at + 1));
/** They stand in the three zones by turns. */
const zoneOf = (instanceId: string) => zones[(Number(instanceId.slice(-5)) - 1) % zones.length];

const createScenes = (options: Parameters<typeof createStops>[0] = {}) => {
  const { bench, event } = createStops(options);
  /** Signed by who may, at the world's own time, which is days ahead here. */
  const say = async (verb: string, args: object = {}): Promise<Record<string, unknown>> => {
    const { consentSecret } = (await bench.hand().world()).settings;
    return (await bench.hand().call("console", args, consentSecret, {}, `/${verb}`)).body;
  };
  const sends = async () => (await bench.callsOf("ecs")).filter((call) => isSend(call) && call.effect);
  return {
    ...{ bench, event, say, sends },
    sentTo: async () => (await sends()).map(instanceOf),
    /** Puts a policy with these keys in force, and lets reconcile count what is in flight. */
    policy: async (keys: object = {}) => {
      await bench.hand().policy({ ...actingBy([]), ...keys });
      await bench.hand().minutes(3);
    },
    /** All the events come in one request of the bus. */
    atOnce: async (instanceIds: readonly string[], event: object = {}) => {
      const hand = bench.hand();
      const events: object[] = [];
      for (const [at, id] of instanceIds.entries())
        events.push({ ...notice(id, { eventId: await hand.raise(id, event), ...event }), id: `n-${at}` });
      await hand.publish(events);
      await hand.idle();
    },
    waitsFor: async (InstanceId: string) => {
      const { Waiting } = (await say("instance", { InstanceId })) as { Waiting: { For: string; Cause?: string }[] };
      return Waiting.map(({ For, Cause }) => [For, Cause]);
    },
    outcomesOf: async (InstanceId: string) => {
      const { Outcomes } = (await say("instance", { InstanceId })) as { Outcomes: { State: string }[] };
      return Outcomes.map(({ State }) => State);
    },
  };
};

describe("an old plan is carried out after a newer one", () => {
  const { bench, policy, say, waitsFor } = createScenes();
  const isClaim = ({ action, function: by }: Call) => action === "PutRow" && by === redeploy;
  const refusedWrites = async () =>
    (await bench.callsOf("tablestore", "UpdateRow")).filter(
      ({ code, effect, function: by }) => code === "OTSConditionCheckFail" && !effect && by === redeploy,
    );
  /** The function stands still at the write that comes after its claim. */
  const standsStill = (ms: number) =>
    bench.hand().fault({ product: "tablestore", action: "UpdateRow", function: redeploy, effect: "freeze", ms });

  test.each([
    ["a pause", () => say("pause", { Why: "look first" }), ["time", "OperationPaused"]],
    ["a policy that observes", () => bench.hand().policy(actingBy([], "observe")), ["policy", "PolicyObserves"]],
  ])("by a function that stands still during %s: what it has read does not count any more", async (_, newer, waits) => {
    await policy({ limits: [region(5)] });
    const hand = bench.hand();
    await standsStill(10_000);
    await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
    const begun = await bench.until((calls) => calls.some(isClaim));
    expect(begun.filter(isSend)).toEqual([]);
    await newer();
    await hand.advance(10_000);
    await hand.idle();
    await hand.minutes(2);
    expect(await bench.sends(plain)).toEqual([]);
    expect(await waitsFor(plain)).toEqual([waits]);
  });

  test("by a function that thaws when another one has done its work", async () => {
    const hand = bench.hand();
    await standsStill(600_000);
    await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
    await bench.until((calls) => calls.some(isClaim));
    for (let minute = 0; minute < 9; minute++) {
      await hand.advance(minuteMs);
      await hand.quiet();
    }
    expect(await bench.redeploys(plain), "another one has done it").toBe(1);
    const before = (await refusedWrites()).length;
    await hand.advance(2 * minuteMs);
    await hand.idle();
    expect((await refusedWrites()).length - before, "its write is refused").toBe(1);
    expect(await bench.sends(plain)).toHaveLength(1);
  });

  test("by an owner who has looked at a policy that is not in force any more", async () => {
    const newer = { ...actingBy([], "observe"), timeZone: "UTC" };
    const { Policy: looked } = (await say("status")) as { Policy: { Serial: number } };
    await bench.hand().policy(newer, "somebody else was faster");
    const late = { Policy: actingBy([]), Why: "all may act", Serial: looked.Serial, Start: 0 };
    const { Code, Message } = await say("policy/apply", late);
    expect([Code, Message]).toEqual(["PolicyChanged", expect.any(String)]);
    expect(await say("status")).toMatchObject({ Mode: "observe" });
  });
});

describe("a decision is carried out after what it was made on has changed", () => {
  const { bench, say } = createScenes();

  test.each([
    ["the event was withdrawn", (eventId: string) => bench.hand().move(eventId, { eventStatus: "Canceled" })],
    ["the platform has begun by itself", (eventId: string) => bench.hand().move(eventId, { eventStatus: "Executing" })],
    ["the policy was changed", () => bench.hand().policy(actingBy([], "observe"))],
    ["somebody has paused", () => say("pause", { Why: "look first" })],
  ])("%s between the look and the send", async (_, change) => {
    const hand = bench.hand();
    await hand.fault({
      product: "ecs",
      action: "DescribeInstances",
      function: redeploy,
      effect: "freeze",
      at: "reply",
      ms: 45_000,
    });
    const eventId = await hand.raise(plain);
    await hand.publish(notice(plain, { eventId }));
    await bench.until((calls) =>
      calls.some(({ action, function: by }) => action === "DescribeInstances" && by === redeploy),
    );
    await change(eventId);
    await hand.advance(45_000);
    await hand.idle();
    await hand.minutes(6);
    expect(await bench.sends(plain)).toEqual([]);
  });
});

describe("everything is done at once", () => {
  const { bench, policy, atOnce, say, sends, sentTo } = createScenes({ herd: 18 });
  const limits = [region(5), { per: "zone", inFlight: 2 }];
  const inZone = (sent: readonly Call[], zone: string) => sent.filter((call) => zoneOf(instanceOf(call)) === zone);

  async function expectAFewAtATime(): Promise<void> {
    const sent = await sends();
    expect(mostAtOnce(sent)).toBe(5);
    for (const zone of zones) expect(mostAtOnce(inZone(sent, zone)), zone).toBeLessThanOrEqual(2);
    expect(sent.map(instanceOf).sort(), "each once").toEqual(herd(18));
  }

  test("in all zones, when eighteen events come in one moment", async () => {
    await policy({ limits });
    await atOnce(herd(18));
    await bench.hand().minutes(40);
    await expectAFewAtATime();
  });

  test("when a window opens for all of them", async () => {
    const { now } = await bench.hand().world();
    const clock = (minutes: number) => new Date(Date.parse(now) + minutes * minuteMs).toISOString().slice(11, 16);
    const nights = { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], open: clock(10), close: clock(130) };
    const rules = [{ name: "all", do: "documented", window: "nights" }];
    await policy({ limits, timeZone: "UTC", windows: { nights }, rules });
    await atOnce(herd(18));
    expect(await sentTo()).toEqual([]);
    await bench.hand().minutes(50);
    await expectAFewAtATime();
  });

  test("when a pause of all of them ends", async () => {
    await policy({ limits });
    await say("pause", { Why: "look first" });
    await atOnce(herd(18));
    expect(await sentTo()).toEqual([]);
    await say("resume", { Why: "go on" });
    await bench.hand().minutes(40);
    await expectAFewAtATime();
  });
});

describe("machines that stay broken pile up", () => {
  const notices = [{ to: "oncall", about: "all" }];
  const { bench, policy, event, sentTo, waitsFor } = createScenes({ herd: 6 });

  test("since the place of one that nobody knows of is given away by time", async () => {
    const hand = bench.hand();
    const unreadable = { product: "ecs", effect: "error", times: 1_000_000, status: 500, code: "InternalError" };
    await policy({ limits: [region(2)], notices });
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "applied-then-timeout" });
    await event(herdAt(1)); // in doubt
    await event(herdAt(2)); // taken, and never proved
    await hand.fault({ ...unreadable, action: "DescribeTasks", function: "reconcile" });
    await event(herdAt(3), { notBefore: "2036-01-01T00:00:00Z" });
    await hand.minutes(20);
    for (let day = 0; day < 3; day++) {
      await hand.advance(24 * 60 * minuteMs);
      await hand.minutes(2);
    }
    expect(await sentTo()).toEqual(herd(2));
    expect(await waitsFor(herdAt(3))).toEqual([["slot", "LimitReached"]]);
    const told = (await hand.notices()).map(({ notice }) => notice as { kind: string; facts: { holders?: object[] } });
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["inDoubt", "needsPerson"]));
    const holders = [{ instanceId: herdAt(1) }, { instanceId: herdAt(2) }];
    expect(told.find(({ kind }) => kind === "scopeFull")?.facts).toMatchObject({ scope: "region", count: 1, holders });
  });
});

describe("a retry begins from the start", () => {
  const { bench, policy, atOnce, sentTo } = createScenes({ herd: 9 });

  test("of a new system disk, whose function dies at every step", async () => {
    const hand = bench.hand();
    const step = (action: string) => hand.fault({ product: "ecs", action, effect: "kill-after" });
    const body = {
      InstanceId: plain,
      ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd",
      StopAndStart: true,
      ClientToken: "d",
    };
    for (const action of ["ReplaceSystemDisk", "StartInstance"]) await step(action);
    for (let hour = 0; hour < 4; hour++) {
      await hand.consent("replace-system-disk", body);
      await hand.minutes(10);
      await hand.advance(65 * minuteMs);
      await hand.idle();
    }
    const { effects, status } = (await hand.world()).instances[plain] ?? {};
    expect([status, effects]).toEqual(["Running", { StopInstance: 1, ReplaceSystemDisk: 1, StartInstance: 1 }]);
  });

  test("of a run that hands places over, and dies in the middle of it", async () => {
    const hand = bench.hand();
    await policy({ limits: [region(3)] });
    await atOnce(herd(9));
    for (const effect of ["kill-after", "kill-before", "kill-after"])
      await hand.fault({ product: "fc", action: "InvokeFunction", function: "reconcile", effect, skip: 1 });
    await hand.minutes(40);
    expect((await sentTo()).sort()).toEqual(herd(9));
  });
});

describe("one machine after the other is taken away, each by a confident decision", () => {
  const { bench, policy, event, sentTo, waitsFor, outcomesOf } = createScenes({ herd: 20 });
  const failure = { eventType: "SystemFailure.Redeploy", eventStatus: "Scheduled" };

  test("though it is one that fails again and again: a person is asked", async () => {
    await policy({ repeat: { attempts: 2, within: "24h", cooldown: "1h" } });
    for (let times = 0; times < 4; times++) {
      await event(plain, failure);
      await bench.hand().minutes(12);
    }
    expect(await sentTo()).toEqual([plain]);
    expect(await waitsFor(plain)).toEqual([1, 2, 3].map(() => ["approval", "CooldownActive"]));
  });

  test("though the redeploys themselves fail: a person is asked, days later too", async () => {
    await policy({ repeat: { attempts: 2, within: "24h", cooldown: "5m" } });
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 9 });
    await event(plain, { notBefore: "2036-01-01T00:00:00Z" });
    await bench.hand().minutes(60);
    for (let day = 0; day < 2; day++) {
      await bench.hand().advance(24 * 60 * minuteMs);
      await bench.hand().minutes(2);
    }
    expect(await outcomesOf(plain)).toEqual(["Failed", "Failed"]);
    expect(await waitsFor(plain)).toEqual([["approval", "AttemptsUsedUp"]]);
    expect(await sentTo()).toEqual([plain, plain]);
  });

  test("until half of them are gone: the breaker stops it by itself", async () => {
    await policy({ limits: [region(1)], breaker: { events: 5, within: "1h" } });
    for (const id of herd(10)) {
      await event(id, failure);
      await bench.hand().minutes(7);
    }
    await bench.hand().advance(indexLagMs);
    expect(await sentTo()).toEqual(herd(5));
    expect(await waitsFor(herdAt(10))).toEqual([["time", "BreakerOpen"]]);
  });
});
