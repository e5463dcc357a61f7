import { describe, expect, test } from "vitest";
import { permissive } from "../permissive.ts";
import { notice, plain } from "./bench.ts";
import { createStops, indexLagMs } from "./stops.ts";

// What went wrong elsewhere when somebody pulled a stop. Each is named after what must not happen here.

describe("a pause is undone", () => {
  const { bench, pause, resume, event, say } = createStops({ flips: ["fc.warm"] }); // each invocation is a new instance

  test("by a redeployment of the bundle", async () => {
    await pause();
    await event(plain);
    await bench.hand().minutes(3);
    expect(await bench.sends(plain)).toEqual([]);
    await resume();
    await bench.hand().minutes(1);
    expect(await bench.sends(plain)).toHaveLength(1);
  });

  test("by a new version of the policy", async () => {
    await pause();
    await event(plain);
    await bench.hand().policy({ ...permissive(), timeZone: "UTC" }, "another clock");
    await bench.hand().minutes(3);
    expect(await say("status")).toMatchObject({ Pauses: [{ Scope: "all" }] });
    expect(await bench.sends(plain)).toEqual([]);
  });
});

describe("a stop comes too late for one in flight", () => {
  const { bench } = createStops();
  /** Signed by who may, at the world's own time. */
  const said = async (path: string, body: object) => {
    const { consentSecret } = (await bench.hand().world()).settings;
    return (await bench.hand().call("console", body, consentSecret, {}, path)).body;
  };

  test("and says nothing of it", async () => {
    const hand = bench.hand();
    const event = notice(plain, { eventId: await hand.raise(plain) });
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "freeze", ms: 1_200_000 });
    await hand.publish(event);
    await bench.until((calls) => calls.some(({ action }) => action === "RedeployInstance"));
    await hand.advance(indexLagMs);
    const inFlight = { InstanceId: plain, Operation: "RedeployInstance" };
    expect((await said("/pause", { Why: "stop" }))["PastStopping"]).toMatchObject({
      InFlight: 1,
      Operations: [inFlight],
    });
    await hand.advance(600_000); // its lease is over: nobody knows what the wire does with it
    expect((await said("/pause", { Why: "still" }))["PastStopping"]).toMatchObject({
      InFlight: 1,
      Operations: [{ ...inFlight, State: "InDoubt" }],
    });
    await hand.advance(600_000);
    await hand.idle();
    const refused = { status: 400, code: "InvalidTimeStamp.Expired", effect: false };
    expect(await bench.sends(plain)).toEqual([refused]);
    await hand.advance(3_600_000);
    await hand.minutes(5);
    const { Waiting } = (await said("/instance", { InstanceId: plain })) as { Waiting: object[] };
    expect(Waiting, "proved without effect, it waits for the end of the pause").toHaveLength(1);
    expect(await bench.sends(plain)).toEqual([refused]);
  });
});
