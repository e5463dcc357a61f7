import { expect, test } from "vitest";
import { cloudEvent } from "../demo/cloud-event.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench } from "./bench.ts";

const bench = createBench();
const redeploy = "event-redeploy-instance";
const edge = "i-5edgeplain00000000000001";
const failure = { eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" };

const call = (body: object, secret?: string) =>
  bench.hand().call(redeploy, { ResourceId: edge, OpsType: "immediate", ...body }, secret);
const effectsOf = async (instanceId = edge) => (await bench.hand().world()).instances[instanceId]?.effects;
const sends = () => bench.callsOf("ens", "EventRedeployInstance");
const statusOf = async (eventId: string) => (await bench.hand().world()).events[eventId]?.eventStatus;
/** World time from now, epoch milliseconds without a part of a second. */
const inMs = async (ms: number) => Math.floor((Date.parse((await bench.hand().world()).now) + ms) / 1_000) * 1_000;

test("an event is answered at once and once; the next token for it gets that answer", async () => {
  const hand = bench.hand();
  const EventId = await hand.raise(edge, failure);
  const first = await call({ EventId, ClientToken: "n-1" });
  const again = await call({ EventId, ClientToken: "n-1" });
  const other = await call({ EventId, ClientToken: "n-2" });
  expect(first.body).toEqual({
    RequestId: expect.any(String),
    ClientToken: "n-1",
    OperationId: expect.stringMatching(/^[0-9a-f]{32}$/),
    State: "Accepted",
  });
  expect(again.text).toBe(first.text);
  expect([other.status, other.headers.get("idempotency-replayed")]).toEqual([200, "event"]);
  await hand.minutes(15);
  expect((await call({ EventId, ClientToken: "n-1" })).headers.get("operation-state")).toBe("Succeeded");
  expect(await effectsOf()).toEqual({ EventRedeployInstance: 1 });
  expect(await statusOf(EventId)).toBe("Executed");
});

test("an edge event from the bus is looked up with lists as the vendor's SDKs send them, found and answered", async () => {
  const hand = bench.hand();
  const EventId = await hand.raise(edge, { ...failure, deliver: true });
  await hand.idle();
  const [read] = await bench.callsOf("ens", "DescribeHistoryEvents");
  expect([read?.status, read?.params]).toEqual([
    200,
    {
      EventTypes: "Instance:SystemFailure.Redeploy,Instance:SystemMaintenance.Redeploy",
      EventStatus: "Inquiring,Scheduled,Executing,Executed,Failed,Canceled,Avoided",
      ResourceIds: edge,
      PageNumber: "1",
      PageSize: "100",
    },
  ]);
  expect(await sends()).toMatchObject([{ status: 200, effect: true, params: { EventId, ResourceId: edge } }]);
});

test("a scheduled redeploy waits for its time at the cloud and is proved afterwards", async () => {
  const hand = bench.hand();
  const EventId = await hand.raise(edge, failure);
  const PlanTime = await inMs(6 * 3_600_000);
  const asked = { EventId, OpsType: "scheduled", PlanTime, ClientToken: "n-3" };
  expect((await call(asked)).status).toBe(200);
  await hand.minutes(3);
  expect((await call(asked)).headers.get("operation-state")).toBe("Accepted");
  await hand.advance(6 * 3_600_000);
  await hand.minutes(15);
  expect((await call(asked)).headers.get("operation-state")).toBe("Succeeded");
  expect(await sends()).toHaveLength(1);
});

const times: readonly [string, (now: number) => object, string][] = [
  ["scheduled without a time", () => ({ OpsType: "scheduled" }), "MissingParameter"],
  ["immediate with a time", (now) => ({ PlanTime: now + 3_600_000 }), "InvalidParameter.PlanTime"],
  ["a time that is past", (now) => ({ OpsType: "scheduled", PlanTime: now - 60_000 }), "InvalidParameter.PlanTime"],
  [
    "a time after the event's own",
    (now) => ({ OpsType: "scheduled", PlanTime: now + 30 * 86_400_000 }),
    "InvalidParameter.PlanTime",
  ],
  [
    "seconds for milliseconds",
    (now) => ({ OpsType: "scheduled", PlanTime: Math.floor(now / 1_000) }),
    "InvalidParameter.PlanTime",
  ],
  [
    "two times that disagree",
    (now) => ({ OpsType: "scheduled", PlanTime: now + 3_600_000, PlanUtcTime: "2036-01-01T00:00:00Z" }),
    "InvalidParameter.PlanUtcTime",
  ],
  ["a time that is none", () => ({ OpsType: "scheduled", PlanUtcTime: "tomorrow" }), "InvalidParameter.PlanUtcTime"],
  ["an unknown way", () => ({ OpsType: "later" }), "InvalidParameter.OpsType"],
];
test.each(times)("%s is 400, names the parameter and changes nothing", async (_, change, code) => {
  const EventId = await bench.hand().raise(edge, failure);
  const answer = await call({ EventId, ClientToken: "n-4", ...change(await inMs(0)) });
  expect([answer.status, answer.body["Code"]]).toEqual([400, code]);
  expect(await sends()).toEqual([]);
});

test("only the two event types, only while they wait, only on their instance", async () => {
  const hand = bench.hand();
  const others = [
    await hand.raise(edge, { eventType: "Instance:SystemFailure.Reboot", eventStatus: "Inquiring" }),
    await hand.raise(edge, { ...failure, eventStatus: "Executed" }),
    await hand.raise("i-5edgeplain00000000000002", failure),
  ];
  for (const [index, EventId] of others.entries()) {
    const answer = await call({ EventId, ClientToken: `n-5-${index}` });
    expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidParameter.EventId"]);
  }
  expect(await sends()).toEqual([]);
});

test("local disks need consent, from a call as from an event", async () => {
  const hand = bench.hand();
  const local = "i-5edgelocal00000000000001";
  const EventId = await hand.raise(local, { ...failure, deliver: true });
  await hand.idle();
  const asked = { EventId, ResourceId: local, ClientToken: "n-6" };
  const refused = await call(asked); // the event waits for a person, and keeps nobody from asking
  expect([refused.status, refused.body["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  const agreed = await hand.consent(redeploy, { OpsType: "immediate", ...asked });
  expect(agreed.status).toBe(200);
  expect(await effectsOf(local)).toEqual({ EventRedeployInstance: 1 });
});

test("an instance whose data disk is a pangu is redeployed without consent", async () => {
  const ResourceId = "i-5edgepangu00000000000001";
  const EventId = await bench.hand().raise(ResourceId, failure);
  expect((await call({ EventId, ResourceId, ClientToken: "n-6b" })).status).toBe(200);
  expect(await effectsOf(ResourceId)).toEqual({ EventRedeployInstance: 1 });
});

test("an instance whose data disk is a file is not redeployed without consent", async () => {
  const ResourceId = "i-5edgefile000000000000001";
  const EventId = await bench.hand().raise(ResourceId, failure);
  expect((await call({ EventId, ResourceId, ClientToken: "n-6c" })).status).toBe(403);
  expect(await sends()).toEqual([]);
});

const crashes: readonly (readonly [string, string])[] = [
  // Proved without effect an hour later, when nobody awaits it any more. Then the event is found, and has its own.
  ["kill-before", "OperationExpired"],
  ["kill-after", "Succeeded"],
  ["lost-reply", "Succeeded"],
];
test.each(crashes)("%s: the event's own state decides what became of a call", async (effect, state) => {
  const hand = bench.hand();
  const EventId = await hand.raise(edge, { ...failure, notBefore: "2036-01-01T00:00:00Z" });
  await hand.fault({ product: "ens", action: "EventRedeployInstance", effect });
  await call({ EventId, ClientToken: "n-7" });
  await hand.minutes(8);
  await hand.advance(3_800_000);
  await hand.minutes(15);
  const later = await call({ EventId, ClientToken: "n-7" });
  expect(later.headers.get("operation-state") ?? later.body["Code"]).toBe(state);
  expect(await effectsOf()).toEqual({ EventRedeployInstance: 1 });
});

test.each(["kill-before", "kill-after", "lost-reply"])(
  "%s: an event is answered once, however late",
  async (effect) => {
    const hand = bench.hand();
    await hand.fault({ product: "ens", action: "EventRedeployInstance", effect });
    await hand.raise(edge, { ...failure, notBefore: "2036-01-01T00:00:00Z", deliver: true });
    await hand.idle();
    await hand.minutes(8);
    await hand.advance(3_800_000);
    await hand.minutes(15);
    expect(await effectsOf()).toEqual({ EventRedeployInstance: 1 });
  },
);

test("a redeploy that fails ends Failed, and a new call may try again", async () => {
  const hand = bench.hand();
  const EventId = await hand.raise(edge, failure);
  await hand.fault({ product: "ens", action: "EventRedeployInstance", effect: "failed-task" });
  await call({ EventId, ClientToken: "n-8" });
  await hand.minutes(15);
  expect((await call({ EventId, ClientToken: "n-8" })).headers.get("operation-state")).toBe("Failed");
});

test("an event that is told before it is listed is answered once it is", async () => {
  const hand = bench.hand();
  const unlisted = { eventId: "e-5edgenotlistedyet", instanceId: edge, ...failure };
  await hand.publish(cloudEvent({ product: "ens", ...unlisted }));
  await hand.idle();
  expect(bench.logs.join("")).toContain('"code":"EventNotListed"');
});

test("an invoke for one event that asks to answer another one is refused", async () => {
  const hand = bench.hand();
  const [EventId, eventId] = [await hand.raise(edge, failure), await hand.raise(edge, failure)];
  const input = { EventId, ResourceId: edge, OpsType: "immediate" };
  const command = { operation: "EventRedeployInstance", input, eventId, source: "s", actor: "a", reason: "r" };
  const { body } = await invokeFunction(bench.cloud(), redeploy, command);
  expect(body.errorMessage).toMatch(/^InvalidParameter\.eventId: /);
  expect(await sends()).toEqual([]);
});
