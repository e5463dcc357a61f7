import { expect, test } from "vitest";
import { createBench, redeploy } from "./bench.ts";

const bench = createBench({ fleetAsks: true });
const accept = "accept-inquired-system-event";
const action = "AcceptInquiredSystemEvent";
const InstanceId = "i-bp1local0005"; // has an event that asks whether to isolate a damaged local disk
const EventId = "e-bp1local0005";
const asked = (ClientToken: string) => ({ InstanceId, EventId, ClientToken });
const accepted = async () => (await bench.hand().world()).instances[InstanceId]?.effects[action] ?? 0;

test("an event is accepted once, online, and its end is followed", async () => {
  const hand = bench.hand();
  const first = await hand.consent(accept, asked("a-1"));
  const again = await hand.consent(accept, asked("a-1"));
  expect([first.status, first.body["State"]]).toEqual([200, "Accepted"]);
  expect(again.text).toBe(first.text);
  await hand.minutes(15);
  const later = await hand.consent(accept, asked("a-1"));
  expect(later.headers.get("operation-state")).toBe("Succeeded");
  expect(await accepted()).toBe(1);
  expect((await hand.world()).instances[InstanceId]).toMatchObject({ status: "Running", wipes: 0 });
});

test("what a damaged disk has lost is a person's to accept", async () => {
  const answer = await bench.hand().call(accept, asked("a-2"));
  expect([answer.status, answer.body["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  expect(await accepted()).toBe(0);
});

test("a lost answer leaves it in doubt; the event that moved is found, and nothing is sent again", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action, effect: "lost-reply" });
  const answer = await hand.consent(accept, asked("a-3"));
  expect([answer.status, answer.body["State"]]).toEqual([202, "InDoubt"]);
  await hand.minutes(3);
  expect((await hand.consent(accept, asked("a-3"))).body).toMatchObject({ Adopted: true });
  expect(await bench.callsOf("ecs", action)).toHaveLength(1);
});

test("a call that never arrived is proved so by the event that still asks, in its list an hour later", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action, effect: "kill-before" });
  await hand.consent(accept, asked("a-4"));
  await hand.advance(3_800_000);
  await hand.minutes(3);
  const later = await hand.consent(accept, asked("a-4"));
  expect([later.status, later.body["Code"]]).toEqual([409, "OperationExpired"]); // asked for an hour before
  expect(await bench.callsOf("ecs", action)).toHaveLength(1);
  expect(await accepted()).toBe(0);
});

test("a refusal that changed the event says so, and is not sent again", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action, effect: "failed-task" });
  const first = await hand.consent(accept, asked("a-5"));
  const again = await hand.consent(accept, asked("a-5"));
  expect([first.status, first.body["Code"]]).toEqual([403, "SwitchToOffline.OnlineIsolateFail"]);
  expect(first.body["Message"]).toContain("the cloud refused after it had changed something");
  expect(first.body["Message"]).not.toContain("nothing was changed");
  expect(again.text).toBe(first.text);
  expect(await bench.callsOf("ecs", action)).toHaveLength(1);
});

test("an event of another instance, or one that is none, is not accepted", async () => {
  const hand = bench.hand();
  const others = await hand.consent(accept, { ...asked("a-7"), EventId: "e-bp1local0006" });
  expect([others.status, others.body["Code"]]).toEqual([404, "InvalidEventId.NoInquiringEventFound"]);
  const nobody = await hand.consent(accept, { ...asked("a-8"), InstanceId: "i-bp1nobody" });
  expect([nobody.status, nobody.body["Code"]]).toEqual([404, "InvalidInstanceId.NotFound"]);
  expect(await bench.callsOf("ecs", action)).toEqual([]);
});

test("without a rule of the owner's the documents' plan is a redeploy, and both never answer one event", async () => {
  const hand = bench.hand();
  await hand.move(EventId, { eventStatus: "Inquiring", deliver: true });
  await hand.idle();
  await hand.minutes(2);
  expect(bench.states()).toContain("Waiting"); // for a person: a redeploy loses the local disks
  await hand.consent(redeploy, { InstanceId, ClientToken: "a-9" });
  const answer = await hand.consent(accept, asked("a-10"));
  expect(answer.headers.get("idempotency-replayed")).toBe("event");
  expect(answer.body["AnsweredBy"]).toMatchObject({ Operation: "RedeployInstance" });
  expect(await accepted()).toBe(0);
});

test("a queued call for an event that is not to be accepted is refused, not called answered", async () => {
  const hand = bench.hand();
  await hand.move(EventId, { eventStatus: "Scheduled" });
  expect((await hand.consent(accept, asked("a-11"), { "x-fc-invocation-type": "Async" })).status).toBe(202);
  await hand.idle();
  const answer = await hand.consent(accept, asked("a-11"));
  expect([answer.status, answer.body["Code"]]).toEqual([403, "Forbidden.EventNotAnswered"]);
  expect(await bench.callsOf("ecs", action)).toEqual([]);
});
