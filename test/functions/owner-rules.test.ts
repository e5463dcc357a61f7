import { describe, expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const failure = (eventStatus: string) => ({ eventType: "SystemFailure.Redeploy", eventStatus });

describe("where the owner follows the newer texts, as the cloud does", () => {
  const bench = createBench({
    eventRules: [{ type: "SystemFailure.Redeploy", statuses: ["Scheduled"], do: null }],
    flips: ["dispute.system-failure-redeploy-scheduled"],
  });

  test("an event that was told in Inquiring, and is Scheduled by now, is left alone", async () => {
    const hand = bench.hand();
    const eventId = await hand.raise(plain, failure("Scheduled"));
    await hand.publish(notice(plain, { eventId, ...failure("Inquiring") }));
    await hand.idle();
    expect(await bench.sends(plain)).toEqual([]);
    expect(bench.logs.join("")).toContain('"code":"NothingAnswers"');
  });

  test("a signed call is not sent either", async () => {
    const hand = bench.hand();
    await hand.raise(plain, failure("Scheduled"));
    const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "newer" });
    expect([answer.status, answer.body["Code"]]).toEqual([403, "InvalidOperation.RedeployInstance"]);
    expect(await bench.sends(plain)).toEqual([]);
  });
});

describe("where the owner takes the advice of another page, as the cloud does", () => {
  const bench = createBench({
    eventRules: [{ type: "SystemMaintenance.Stop", statuses: ["Scheduled"], do: "RedeployInstance" }],
    flips: ["dispute.system-maintenance-stop-redeploy"],
  });

  test("a planned stop is answered by a redeploy", async () => {
    const hand = bench.hand();
    const stop = { eventType: "SystemMaintenance.Stop", eventStatus: "Scheduled" };
    await hand.publish(notice(plain, { eventId: await hand.raise(plain, stop), ...stop }));
    await hand.idle();
    expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
  });
});

describe("a new system disk by rule", () => {
  const input = { ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", PasswordInherit: true, StopAndStart: true };
  const stop = { eventType: "SystemMaintenance.Stop", eventStatus: "Scheduled" };
  const bench = createBench({
    eventRules: [{ type: stop.eventType, statuses: [stop.eventStatus], do: "ReplaceSystemDisk", input }],
  });

  test("a stop that was throttled has begun nothing: with its event called off, the instance is left alone", async () => {
    const hand = bench.hand();
    const eventId = await hand.raise(plain, stop);
    await hand.publish(notice(plain, { eventId, ...stop }));
    await hand.idle();
    await hand.fault({ product: "ecs", action: "StopInstance", effect: "throttle" });
    const body = { InstanceId: plain, ...input, ClientToken: "agreed" };
    const throttled = await hand.consent("replace-system-disk", body);
    expect([throttled.status, throttled.body["Code"]]).toEqual([429, "Throttling.User"]);
    await hand.move(eventId, { eventStatus: "Canceled" });
    await hand.minutes(6);
    expect((await hand.world()).instances[plain]?.effects).toEqual({});
  });

  test("an instance that was stopped is started again though no image or disk can be read any more", async () => {
    const hand = bench.hand();
    await hand.consent("replace-system-disk", { InstanceId: plain, ...input, ClientToken: "direct" });
    await hand.until((calls) => calls.some(({ action, effect }) => action === "StopInstance" && effect));
    for (let minutes = 0; minutes < 10; minutes++) {
      await hand.minutes(1);
      if ((await bench.callsOf("ecs", "ReplaceSystemDisk")).length > 0) break;
    }
    for (const action of ["DescribeImages", "DescribeDisks"])
      await hand.fault({
        product: "ecs",
        action,
        effect: "error",
        status: 503,
        times: 1_000,
        function: "replace-system-disk",
      });
    await hand.minutes(10);
    expect((await hand.world()).instances[plain]).toMatchObject({
      status: "Running",
      effects: { StopInstance: 1, ReplaceSystemDisk: 1, StartInstance: 1 },
    });
  });
});
