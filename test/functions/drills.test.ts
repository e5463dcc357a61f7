import { describe, expect, test } from "vitest";
import { eventRules } from "../subjects.ts";
import { createBench, notice } from "./bench.ts";

const planned = { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" };
const simulated = "i-bp1simulated0001";

describe.each([
  ["in English", []],
  ["in Chinese", ["ecs.simulated.reason"]],
])("a drill whose reason is %s", (_, flips) => {
  // By a rule, since RebootInstance's document asks for no event: nothing but the product's own look is in the way.
  const bench = createBench({ eventRules, flips, fleetAsks: true });

  test("is answered by nobody, and ends", async () => {
    const hand = bench.hand();
    const { events } = await hand.world();
    const [eventId] = Object.entries(events).find(([, { instanceId }]) => instanceId === simulated) ?? [];
    await hand.publish(notice(simulated, { ...planned, eventId }));
    await hand.idle();
    expect(await bench.callsOf("ecs", "RebootInstance")).toEqual([]);
    expect(bench.logs.join("")).toContain('"code":"Forbidden.SimulatedEvent"');
    expect((await bench.callsOf("tablestore", "UpdateRow")).at(-1)?.params).toMatchObject({
      delete: expect.arrayContaining(["current", "state", "openSinceMs"]),
    });
  });
});
