import { describe, expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { plain, redeploy } from "./bench.ts";
import { createStops } from "./stops.ts";

const second = "i-bp1plain0002";
const soon = { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };

describe("a pause", () => {
  const { bench, say, refused, pause, resume, event, inHours, zoneOf, dispatches } = createStops();

  test("holds an event and a call, and says by whom and until when", async () => {
    const hand = bench.hand();
    const Until = await inHours(2);
    const paused = await pause({ Until });
    expect(paused, "people read its times in the zone of the policy").toMatchObject({ TimeZone: "Asia/Shanghai" });
    expect(paused).toMatchObject({
      Pause: { Scope: "all", By: "ram", Why: "the network is down", Until },
      PastStopping: { InFlight: 0, Claimed: 0, Operations: [] },
      Warnings: [],
    });
    await event(plain);
    const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
    expect([answer.status, answer.body["Code"]]).toEqual([409, "OperationPaused"]);
    expect(answer.body["Message"]).toContain(`ram has paused all, until ${Until}: the network is down`);
    expect(await say("status")).toMatchObject({ Pauses: [paused["Pause"]], Open: { "Waiting for time": 1 } });
    const { Waiting } = (await say("instance", { InstanceId: plain })) as { Waiting: object[] };
    expect(Waiting).toMatchObject([{ Cause: "OperationPaused", Until }]);
    await hand.minutes(10);
    expect(await bench.sends(plain)).toEqual([]);
    expect(await dispatches(), "nothing is dispatched to find out that it is held").toBe(0);
  });

  test("ends by itself, and what it held is sent", async () => {
    await pause({ For: "5m" });
    await event(plain);
    await bench.hand().minutes(8);
    expect(await bench.redeploys(plain)).toBe(1);
    expect(Object.keys(await say("status"))).not.toContain("Pauses");
    expect(await resume()).toMatchObject({ Ended: [], TimeZone: "Asia/Shanghai" });
  });

  test("of one zone does not hold another zone, and of one operation or tag not another", async () => {
    const hand = bench.hand();
    const { zone } = await zoneOf(second);
    await pause({ Zone: "cn-hangzhou-z" });
    await pause({ Operation: "RebootInstance" });
    await pause({ Tag: "role=nothing" });
    await event(plain);
    expect(await bench.redeploys(plain)).toBe(1);
    const rebooted = await hand.call("reboot-instance", { InstanceId: second, ClientToken: "t" });
    expect([rebooted.status, rebooted.body["Code"]]).toEqual([409, "OperationPaused"]);

    await pause({ Zone: zone });
    await event(second);
    await hand.minutes(10);
    expect(await bench.sends(second)).toEqual([]);
    expect(await dispatches(), "what one zone holds is not tried again and again").toBe(0);
    expect((await resume({ Zone: zone }))["Starts"]).toBe(1);
    await hand.minutes(1);
    expect(await bench.redeploys(second)).toBe(1);
  });

  test("of everything is resumed at once, and a paused event is sent in the first run after it, once", async () => {
    const hand = bench.hand();
    await pause({ For: "12h" });
    await event(plain);
    await hand.minutes(7);
    expect(await resume()).toMatchObject({
      Ended: [{ Scope: "all" }],
      Pauses: [],
      Starts: 1,
      StartsOf: [`${plain}: RedeployInstance`],
      StillStopped: 0,
    });
    await hand.minutes(1);
    expect(await bench.sends(plain)).toHaveLength(1);
    await hand.minutes(10);
    expect(await bench.sends(plain)).toHaveLength(1);
  });

  test("that stands beside another one is resumed alone, by id or by scope", async () => {
    const { Pause } = await pause();
    await pause({ Operation: "RedeployInstance" });
    await event(plain);
    const { Id } = Object(Pause);
    expect(await resume({ Id })).toMatchObject({ Ended: [{ Id }], Starts: 0, StillStopped: 1 });
    expect(await refused("resume", { Id, Why: "w" })).toMatch(
      /^InvalidPause.NotFound: There is no such pause.*There are: \w+ \(operation RedeployInstance\)/,
    );
    await bench.hand().minutes(3);
    expect(await bench.sends(plain)).toEqual([]);
    expect(await resume({ Operation: "RedeployInstance" })).toMatchObject({ Starts: 1, Pauses: [] });
  });

  test("stops nothing that is in flight: it goes on, and the pause says that it is past stopping", async () => {
    const hand = bench.hand();
    await event(plain);
    const { PastStopping, LastSend } = await pause();
    expect(PastStopping).toMatchObject({
      InFlight: 1,
      Operations: [{ InstanceId: plain, Operation: "RedeployInstance", State: "Accepted" }],
    });
    const { now } = await hand.world();
    expect(Date.parse(String(LastSend)) - Date.parse(now)).toBe(120_000);
    await hand.minutes(6);
    const { Outcomes } = (await say("instance", { InstanceId: plain })) as { Outcomes: object[] };
    expect(Outcomes).toMatchObject([{ State: "Succeeded" }]);
  });

  test("lets an event end that the cloud withdraws meanwhile", async () => {
    const eventId = await event(plain);
    expect(eventId).toMatch(/^e-/);
    await pause();
    const other = await event(second, soon);
    await bench.hand().move(other, { eventStatus: "Canceled" });
    await bench.hand().minutes(7);
    const { Outcomes } = (await say("instance", { InstanceId: second })) as { Outcomes: object[] };
    expect(Outcomes).toMatchObject([{ State: "SatisfiedElsewhere" }]);
  });

  test("costs a call two round trips, and an event three; the cloud is not read", async () => {
    const hand = bench.hand();
    await hand.call(redeploy, { InstanceId: second, ClientToken: "warm" });
    await pause();
    const [before, looks] = [await bench.callsOf("tablestore"), await bench.callsOf("ecs")];
    await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
    const between = await bench.callsOf("tablestore");
    await event(plain);
    const after = await bench.callsOf("tablestore");
    const kinds = (calls: typeof before, from: number) => calls.slice(from).map(({ action }) => action);
    expect(kinds(between, before.length)).toEqual(["GetRow", "GetRow"]);
    expect(kinds(after, between.length)).toEqual(["GetRow", "GetRow", "PutRow"]);
    expect(await bench.callsOf("ecs")).toEqual(looks);
  });

  test("whose answer was lost is there once, and is told as made", async () => {
    await bench.hand().fault({ product: "tablestore", action: "UpdateRow", effect: "lost-reply", function: "console" });
    const { Pauses } = await pause();
    expect(Pauses).toHaveLength(1);
    expect((await say("status"))["Pauses"]).toHaveLength(1);
  });

  test("that is said once more is the one that stands, and nothing is written", async () => {
    const { Pause } = await pause();
    const writes = async () => (await bench.callsOf("tablestore", "UpdateRow")).length;
    const before = await writes();
    expect(await pause()).toMatchObject({ Pause, Pauses: [Pause] });
    expect(await writes()).toBe(before);
    expect((await pause({ Why: "something else" }))["Pauses"]).toHaveLength(2);
  });

  test.each([
    [
      "a scope of two kinds",
      { Zone: "cn-hangzhou-h", Tag: "a=b" },
      /^InvalidParameter.Zone, Operation, Tag: .*one scope/,
    ],
    ["an operation that there is not", { Operation: "RebootInstances" }, /did you mean RebootInstance\?/],
    ["a tag without a value's sign", { Tag: "role" }, /^InvalidParameter.Tag: .*such as role=db/],
    ["an end that is over", { Until: "2020-01-01T00:00:00Z" }, /^InvalidParameter.Until: .*is over/],
    ["an end beyond 90 days", { For: "365d" }, /^InvalidParameter.For: .*90 days/],
    ["two ends", { For: "2h", Until: "2036-01-01T00:00:00Z" }, /^InvalidParameter.Until: .*beside For/],
    ["no reason", { Why: "" }, /^InvalidParameter.Why: /],
  ])("with %s is refused with what is allowed, and nothing is changed", async (_, args, words) => {
    expect(await refused("pause", { Why: "w", ...args })).toMatch(words);
    expect(Object.keys(await say("status"))).not.toContain("Pauses");
  });

  test("is one of fifty at most", async () => {
    for (let made = 0; made < 50; made++) await pause({ Zone: `cn-hangzhou-${made}`, For: "14m" });
    expect(await refused("pause", { Why: "w" })).toMatch(/^TooManyPauses: There are 50 pauses/);
    await bench.hand().minutes(14);
    expect((await pause())["Pauses"], "what is over by itself went with the next write").toHaveLength(1);
  });
});

describe("under a policy that only observes", () => {
  const { bench, pause, event, say } = createStops({ policy: actingBy([], "observe") });

  test("a pause is told like any other, and nothing is sent", async () => {
    await pause();
    await event(plain);
    expect(await say("status")).toMatchObject({ Mode: "observe", Pauses: [{ Scope: "all" }] });
    expect(await bench.sends(plain)).toEqual([]);
  });
});
