import { expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench({ allHear: true });

test("three deliveries of one event, two of them at once, redeploy the instance once", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });

  await hand.publish([event, event]);
  await hand.idle();
  await hand.publish(event);
  await hand.idle();

  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("twenty deliveries at once redeploy the instance once", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });

  await hand.publish(Array.from({ length: 10 }, () => event));
  await hand.publish(Array.from({ length: 10 }, (_, index) => ({ ...event, id: `again-${index}` })));
  await hand.idle();

  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a notice that says Avoided is not answered, whatever its name says", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);

  await hand.move(eventId, {
    eventStatus: "Avoided",
    deliver: true,
    name: "Instance:SystemMaintenance.Redeploy:Scheduled",
  });
  await hand.idle();

  expect(await bench.sends(plain)).toEqual([]);
  expect(bench.logs.join("")).toContain('"state":"SatisfiedElsewhere"');
});

test("a late notice of an event that is over in the cloud ends without a redeploy", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain, { eventStatus: "Executed" }) });

  await hand.publish(event);
  await hand.idle();

  expect(await bench.sends(plain)).toEqual([]);
  expect(bench.logs.join("")).toContain('"state":"SatisfiedElsewhere"');
});

test("an event that the cloud does not list yet waits, and runs with its next notice", async () => {
  const hand = bench.hand();
  const unseen = notice(plain, { eventId: "e-bp1notlistedyet" });
  await hand.publish(unseen);
  await hand.idle();
  expect(await bench.sends(plain)).toEqual([]);
  expect(bench.logs.join("")).toContain('"state":"Waiting"');

  const listed = notice(plain, { eventId: await hand.raise(plain) });
  await hand.publish(listed);
  await hand.idle();
  expect(bench.logs.join("")).toContain('"state":"Waiting"');
});

test("an event for an instance with local disks waits for a person's consent", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise("i-bp1local0001");
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await hand.idle();

  expect(await bench.sends("i-bp1local0001")).toEqual([]);
  const updates = await bench.callsOf("tablestore", "UpdateRow");
  expect(JSON.stringify(updates.at(-1)?.params)).toContain('\\"for\\":\\"approval\\"');

  const call = { InstanceId: "i-bp1local0001", ClientToken: "agreed" };
  const refused = await hand.call(redeploy, call);
  expect([refused.status, refused.body["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  const agreed = await hand.consent(redeploy, call);
  expect([agreed.status, agreed.body["State"]]).toEqual([200, "Accepted"]);
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await hand.idle();
  expect(await bench.sends("i-bp1local0001")).toHaveLength(1);
});

test("an event of another shape goes back to the bus, and the next is handled", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.publish({ ...notice(plain, { eventId: undefined }) });
  await hand.publish({ ...notice(plain), data: "poison" });
  await hand.publish({ ...notice("not an instance", { eventId }) });
  await hand.idle();
  expect(await bench.callsOf("tablestore")).toEqual([]);
  const back = (await hand.world()).queue;
  expect(back.filter((delivery) => delivery.function === redeploy).map(({ state }) => state)).toEqual(
    Array(3).fill("waiting"),
  );

  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
});

test("an event that finds another operation current is kept in the row", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "first" });
  const second = await hand.raise(plain, { eventType: "SystemMaintenance.Reboot" });

  await hand.publish(notice(plain, { eventId: second, eventType: "SystemMaintenance.Reboot" }));
  await hand.idle();

  expect(await bench.sends(plain)).toHaveLength(1);
  const kept = (await bench.callsOf("tablestore", "UpdateRow")).at(-1);
  expect(Object.keys(Object(kept?.params).put).sort()).toEqual([
    "beside",
    "l_4",
    "revision",
    "seq",
    expect.stringMatching(/^w_[0-9a-f]{32}$/),
  ]);
});
