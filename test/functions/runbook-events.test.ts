import { expect, test } from "vitest";
import { createBench, notice, plain } from "./bench.ts";

const input = { ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", PasswordInherit: true, StopAndStart: true };
const stop = { eventType: "SystemMaintenance.Stop", eventStatus: "Scheduled" };
const bench = createBench({
  eventRules: [{ type: stop.eventType, statuses: [stop.eventStatus], do: "ReplaceSystemDisk", input }],
});
const replace = "replace-system-disk";
const stopped = "i-bp1stopped0002";

const call = (body: object) => bench.hand().consent(replace, body);
const instanceOf = async (instanceId: string) => (await bench.hand().world()).instances[instanceId];
const once = { StopInstance: 1, ReplaceSystemDisk: 1, StartInstance: 1 };

test("an event that comes between the replacement and the start is not taken by the start: it waits for a person", async () => {
  const hand = bench.hand();
  await call({ InstanceId: plain, ...input, ClientToken: "w" });
  for (let minutes = 0; minutes < 15 && (await bench.callsOf("ecs", "ReplaceSystemDisk")).length === 0; minutes++)
    await hand.minutes(1);
  const eventId = await hand.raise(plain, stop);
  await hand.publish(notice(plain, { eventId, ...stop }));
  await hand.minutes(25);
  expect(await instanceOf(plain)).toMatchObject({ status: "Running", effects: once });
  const before = bench.logs.length;
  await hand.publish({ ...notice(plain, { eventId, ...stop }), id: "again" });
  await hand.idle();
  expect(bench.logs.slice(before).join("")).toContain('"code":"Forbidden.DataLossConsentRequired"');
});

test("an instance that was stopped is started again though another operation holds an event that shows meanwhile", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain, stop);
  await call({ InstanceId: plain, ...input, ClientToken: "first" });
  await hand.minutes(25);
  await hand.move(eventId, { eventStatus: "Inquiring" });
  await call({ InstanceId: plain, ...input, ClientToken: "second" });
  await hand.move(eventId, { eventStatus: "Scheduled" });
  await hand.minutes(25);
  expect(await instanceOf(plain)).toMatchObject({
    status: "Running",
    effects: { StopInstance: 2, ReplaceSystemDisk: 2, StartInstance: 2 },
  });
});

test("an instance that was Stopped all along is not started when its replacement comes too late", async () => {
  const hand = bench.hand();
  await hand.fault({
    product: "fc",
    action: "InvokeFunction",
    function: "reconcile",
    effect: "throttle",
    times: 1_000,
  });
  const body = { InstanceId: stopped, ...input, ClientToken: "late" };
  await call(body);
  await hand.minutes(16);
  await hand.clearFaults();
  await hand.minutes(8);
  const last = await call(body);
  expect([last.status, last.body["Code"]]).toEqual([409, "OperationExpired"]);
  expect(await instanceOf(stopped)).toMatchObject({ status: "Stopped", effects: {} });
});

test("a start that the cloud refuses three times is tried until the instance runs", async () => {
  const hand = bench.hand();
  const error = { effect: "error", status: 403, code: "IncorrectInstanceStatus", times: 3 };
  await hand.fault({ product: "ecs", action: "StartInstance", ...error });
  await call({ InstanceId: plain, ...input, ClientToken: "refused" });
  await hand.minutes(45);
  expect(await instanceOf(plain)).toMatchObject({ status: "Running", effects: once });
});
