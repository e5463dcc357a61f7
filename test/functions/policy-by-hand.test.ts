import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { invokeFunction } from "../invoke.ts";
import { permissive } from "../permissive.ts";
import { createBench, notice, plain } from "./bench.ts";

const bench = createBench({ policy: actingBy([], "observe"), appliesByConsole: true });

test("an observed event is sent once a policy that acts is posted, and once only", async () => {
  const hand = bench.hand();
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.idle();
  await hand.minutes(2);
  expect(await bench.sends(plain)).toEqual([]);

  expect(await hand.policy(permissive(), "it may act")).toMatchObject({
    Policy: { Serial: 2, By: "ram", Why: "it may act" },
    Starts: 1,
  });
  await hand.minutes(3);
  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
});

test("the policy that a stack begins with was applied by console, at the world's time", async () => {
  const { body } = await invokeFunction(bench.cloud(), "console", { verb: "policy show" });
  const { now } = await bench.hand().world();
  expect(body["Policy"]).toMatchObject({ Serial: 1, By: "ram", Why: "installed", AppliedAt: now });
});
