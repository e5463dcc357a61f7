import { describe, expect, test } from "vitest";
import { tables } from "../../shared/tablestore/tables.ts";
import { actingBy } from "../acting-by.ts";
import { notice, plain, redeploy } from "./bench.ts";
import { createStops } from "./stops.ts";

const [second, third, fourth, fifth] = [
  "i-bp1plain0002",
  "i-bp1plain0003",
  "i-bp1plain0004",
  "i-bp1plain0005",
] as const;
const storm = [plain, second, third] as const;

/** Three events in ten minutes are a storm here. */
const breaker = { events: 3, within: "10m" };

const createStorm = (policy: object = {}) => {
  const stops = createStops({ policy: { ...actingBy([]), breaker, ...policy } });
  const { bench, event, say } = stops;
  return {
    ...stops,
    /** An event of each comes, and reconcile runs. */
    come: async (...instanceIds: readonly string[]) => {
      for (const instanceId of instanceIds) await event(instanceId);
      await bench.hand().minutes(1);
    },
    breakerNow: async () => (await say("status"))["Breaker"] as object | undefined,
    controlWrites: async () =>
      (await bench.callsOf("tablestore", "UpdateRow")).filter(({ params }) => Object(params).table === tables.control),
    waitOf: async (instanceId: string) => {
      const { Waiting } = (await say("instance", { InstanceId: instanceId })) as { Waiting: object[] };
      return Waiting[0];
    },
  };
};

describe("a breaker of three events in ten minutes", () => {
  const { bench, come, event, breakerNow, waitOf, resume, pause, controlWrites, say, dispatches } = createStorm();

  test("lets two events through, and after the third holds the fourth, which says so", async () => {
    await come(plain, second);
    expect(await breakerNow()).toBeUndefined();
    await come(third);
    expect(await breakerNow()).toMatchObject({ Events: 3 });
    await event(fourth);
    expect(await waitOf(fourth)).toMatchObject({ For: "time", Cause: "BreakerOpen" });
    await bench.hand().minutes(15);
    expect(await bench.sends(fourth), "time alone does not let it go").toEqual([]);
    expect(await dispatches(), "nothing is dispatched to find out that it is held").toBe(0);
    for (const instanceId of storm) expect(await bench.redeploys(instanceId), "what is in flight goes on").toBe(1);
  });

  test("stops no call of a person", async () => {
    await come(...storm);
    await bench.hand().raise(fourth);
    const { status, body } = await bench.hand().call(redeploy, { InstanceId: fourth, ClientToken: "t" });
    expect([status, body["State"]]).toEqual([200, "Accepted"]);
  });

  test("is not tripped by calls, however many there are", async () => {
    for (const instanceId of [...storm, fourth]) {
      await bench.hand().raise(instanceId);
      await bench.hand().call(redeploy, { InstanceId: instanceId, ClientToken: instanceId });
    }
    await bench.hand().minutes(3);
    expect(await breakerNow()).toBeUndefined();
  });

  test("is not tripped by events that are more than ten minutes apart", async () => {
    await come(plain, second);
    await bench.hand().minutes(11);
    await come(third);
    expect(await breakerNow()).toBeUndefined();
  });

  test("counts what has ended meanwhile", async () => {
    await come(plain, second);
    await bench.hand().minutes(6);
    expect(await say("status"), "both are done").toMatchObject({ Open: {} });
    await come(third);
    expect(await breakerNow()).toMatchObject({ Events: 3 });
  });

  test("is not tripped by events that were made up", async () => {
    for (const instanceId of [...storm, fourth]) {
      await bench.hand().publish(notice(instanceId, { eventId: `e-madeup-${instanceId}` }));
      await bench.hand().idle();
    }
    await bench.hand().minutes(3);
    expect(await breakerNow()).toBeUndefined();
  });

  test("is let go by a resume alone: what waited goes on, and the count begins anew", async () => {
    await come(...storm);
    await event(fourth);
    await pause();
    const { Id } = ((await say("status"))["Pauses"] as { Id: string }[])[0] ?? {};
    await resume({ Id });
    expect(await breakerNow(), "the end of a pause lets no breaker go").toBeDefined();
    expect(await resume({ Breaker: true })).toMatchObject({
      Breaker: { Events: 3 },
      Starts: 1,
      StartsOf: [`${fourth}: RedeployInstance`],
      StillStopped: 0,
    });
    await bench.hand().minutes(2);
    expect(await breakerNow(), "what came before the resume does not count again").toBeUndefined();
    expect(await bench.sends(fourth)).toHaveLength(1);
    await come(fifth);
    expect(await breakerNow()).toBeUndefined();
  });

  test("costs an event three round trips while it is open, no write of the control row and no read of the cloud", async () => {
    await come(...storm);
    const [before, looks, writes] = [
      await bench.callsOf("tablestore"),
      await bench.callsOf("ecs"),
      (await controlWrites()).length,
    ];
    expect(writes, "the one that tripped it").toBe(1);
    const later = [fourth, fifth, "i-bp1plain0006"];
    for (const instanceId of later) await event(instanceId);
    const after = (await bench.callsOf("tablestore")).slice(before.length);
    expect(after.map(({ action }) => action)).toEqual(later.flatMap(() => ["GetRow", "GetRow", "PutRow"]));
    expect(await bench.callsOf("ecs")).toEqual(looks);
    await bench.hand().minutes(3);
    expect((await controlWrites()).length, "not by reconcile either").toBe(writes);
  });
});

describe("a breaker that is out of a policy that only observes", () => {
  const { come, breakerNow } = createStorm({ mode: "observe" });

  test("does not trip: nothing is begun that it could stop", async () => {
    await come(...storm, fourth);
    expect(await breakerNow()).toBeUndefined();
  });
});

describe("where every run of reconcile is a new instance of its function", () => {
  const stops = createStops({ flips: ["fc.warm"], policy: { ...actingBy([]), breaker } });

  test("what has ended meanwhile counts all the same, and what came before a resume does not", async () => {
    const { bench, event, say, resume } = stops;
    const breakerNow = async () => (await say("status"))["Breaker"];
    for (const instanceId of [plain, second]) await event(instanceId);
    await bench.hand().minutes(7);
    expect(await say("status"), "both are done").toMatchObject({ Open: {} });
    await event(third);
    await bench.hand().minutes(1);
    expect(await breakerNow()).toMatchObject({ Events: 3 });
    await resume({ Breaker: true });
    await event(fourth);
    await bench.hand().minutes(3);
    expect(await breakerNow()).toBeUndefined();
  });

  test("what is open trips the breaker all the same, and a redeployment of the bundle does not let it go", async () => {
    const { bench, event, say } = stops;
    for (const instanceId of storm) await event(instanceId);
    await bench.hand().minutes(1);
    expect(await say("status")).toMatchObject({ Breaker: { Events: 3 } });
    await event(fourth);
    await bench.hand().minutes(3);
    expect(await bench.sends(fourth)).toEqual([]);
  });
});
