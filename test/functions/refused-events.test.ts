import { expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();

/** The cloud refuses the next send like this, so many times. */
const refuse = (status: number, code: string, times = 1) =>
  bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "error", status, code, times });

/** An event whose first send was refused, and the notice of it. */
async function refusedEvent(status: number, code: string) {
  const hand = bench.hand();
  await refuse(status, code);
  const eventId = await hand.raise(plain);
  const event = notice(plain, { eventId });
  await hand.publish(event);
  await hand.idle();
  return { eventId, event };
}

const refused = (status: number, code: string) => ({ status, code, effect: false });
const taken = { status: 200, code: null, effect: true };

test("an event that meets a missing right waits, visibly, and is answered once when the right is there", async () => {
  const hand = bench.hand();
  await refusedEvent(403, "Forbidden.RAM");
  expect(bench.logs.join("")).toMatch(/"state":"Waiting".*"code":"Forbidden\.RAM"/);
  expect(await bench.sends(plain)).toEqual([refused(403, "Forbidden.RAM")]);

  await hand.minutes(30);
  expect(await bench.sends(plain)).toEqual([refused(403, "Forbidden.RAM"), taken]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("while the right is missing the event is tried again and again, and never twice once it is there", async () => {
  const hand = bench.hand();
  await refuse(403, "Forbidden.RAM", 3);
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.minutes(40);
  const sends = await bench.sends(plain);
  expect(sends).toEqual([...Array.from({ length: 3 }, () => refused(403, "Forbidden.RAM")), taken]);
});

test("an event that waits for a right is answered at once when its notice comes again", async () => {
  const hand = bench.hand();
  const { event } = await refusedEvent(403, "Forbidden.RAM");
  await hand.publish({ ...event, id: "again" });
  await hand.idle();
  expect(await bench.sends(plain)).toEqual([refused(403, "Forbidden.RAM"), taken]);
});

test("an event that waits for a right and is called off at the cloud is not answered", async () => {
  const hand = bench.hand();
  const { eventId } = await refusedEvent(403, "Forbidden.RAM");
  await hand.move(eventId, { eventStatus: "Canceled" });
  await hand.minutes(15);
  expect(await bench.sends(plain)).toEqual([refused(403, "Forbidden.RAM")]);
});

test("an event whose parameters are refused is over, whatever comes again", async () => {
  const hand = bench.hand();
  const { event } = await refusedEvent(400, "InvalidParameter");
  expect(bench.logs.join("")).toContain('"code":"InvalidParameter"');
  await hand.minutes(15);
  await hand.publish({ ...event, id: "again" });
  await hand.idle();
  expect(await bench.sends(plain)).toEqual([refused(400, "InvalidParameter")]);
});

test("a signed call that meets a missing right is told so, and its token keeps that answer", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await refuse(403, "Forbidden.RAM");
  const first = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect([first.status, first.body["Code"], again.text]).toEqual([403, "Forbidden.RAM", first.text]);
  expect((await hand.call(redeploy, { InstanceId: plain, ClientToken: "new" })).status).toBe(200);
});
