import { expect, test } from "vitest";
import { createBench, plain, redeploy } from "./bench.ts";

const bench = createBench();
const freezeMs = 30_000;

test("it is quiet once a request has arrived and its function stands frozen, not before", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const at = { product: "ecs", action: "RedeployInstance" };
  await hand.fault({ ...at, effect: "freeze", ms: freezeMs });

  const answer = hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  await hand.quiet();
  expect(await bench.sends(plain)).toEqual([{ status: null, code: null, effect: false }]);

  await hand.advance(freezeMs);
  await hand.quiet();
  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
  expect((await answer).body["State"]).toBe("Accepted");
});

test("a day may pass between two calls of a test, and no time at all passes by itself", async () => {
  const hand = bench.hand();
  const now = async () => Date.parse((await hand.world()).now);
  const beganMs = await now();
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect(await now()).toBe(beganMs);
  await hand.advance(86_400_000);
  await hand.idle();
  expect(await now()).toBe(beganMs + 86_400_000);
});
