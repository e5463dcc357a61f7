import { expect, test } from "vitest";
import { lastWritten } from "../demo/wire.ts";
import { eventRules } from "../subjects.ts";
import { createBench, notice, plain } from "./bench.ts";

// By a rule, since RebootInstance's document asks for no event: nothing but the product's own look is in the way.
const bench = createBench({ eventRules });
const planned = { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };
const reboots = () => bench.callsOf("ecs", "RebootInstance");

test("an event that the cloud does not list is waited for but not answered, and given up after an hour", async () => {
  const hand = bench.hand();

  await hand.publish(notice(plain, { ...planned, eventId: "e-bp1notlisted" }));
  await hand.idle();
  expect(bench.logs.join("")).toContain('"code":"EventNotListed"');
  await hand.minutes(7);
  expect(lastWritten(await bench.callsOf("tablestore"), plain)).toBe("Waiting");
  await hand.advance(3_600_000);
  await hand.minutes(2);

  expect(await reboots()).toEqual([]);
  expect(bench.logs.join("")).toContain('"state":"look: nothing current"');
  await hand.publish({ ...notice(plain, { ...planned, eventId: "e-bp1notlisted" }), id: "again" });
  await hand.idle();
  expect(bench.logs.join("")).toContain('"code":"InvalidEventId.NotFound"');
  const listed = await hand.raise(plain, planned);
  await hand.publish(notice(plain, { ...planned, eventId: listed }));
  await hand.minutes(2);
  expect(await reboots()).toHaveLength(1);
});
