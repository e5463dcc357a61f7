import { expect, test } from "vitest";
import { plain, redeploy } from "./bench.ts";
import { createStops } from "./stops.ts";

const { bench, say, event, dispatches } = createStops();
const acts = (Products: readonly string[], more: object = {}) => say("acts", { Products, ...more });

test("a stack without the right to act sends nothing for anybody, says who has it, and goes on once it is given", async () => {
  const hand = bench.hand();
  expect(await acts([], { Holder: "ops" })).toMatchObject({ Acts: { Operations: [], Holder: "ops" } });
  await event("i-bp1plain0002"); // its function has read the policy's text by now
  const since = (await hand.calls()).at(-1)?.seq ?? 0;
  await event(plain);
  const calls = (await hand.calls(since)).filter(({ seq, product }) => seq > since && product !== "fc");
  expect(calls.map(({ product, action }) => `${product} ${action}`)).toEqual([
    ...["tablestore GetRow", "tablestore GetRow", "tablestore PutRow"], // row, control row, and that it waits
  ]);
  const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect([answer.status, answer.body["Code"]]).toEqual([403, "Forbidden.StackObserves"]);
  expect(answer.body["Message"]).toContain("the stack ops has it (nothing was changed). Call the stack that acts.");
  expect(await say("status")).toMatchObject({ Acts: { Holder: "ops" }, Open: { "Waiting for time": 2 } });
  await hand.minutes(10);
  expect(await bench.sends(plain)).toEqual([]);
  expect(await dispatches(), "nothing is dispatched to find out that it is held").toBe(0);

  await acts(["ecs", "ens"]);
  await hand.minutes(2);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await dispatches()).toBe(2);
});

test("the right to act on one product is none on the other", async () => {
  await acts(["ens"]);
  await event(plain);
  await bench.hand().minutes(3);
  expect(await bench.sends(plain)).toEqual([]);
  await acts(["ecs"]);
  await bench.hand().minutes(2);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("no signed call gives the right, whoever signs it", async () => {
  const hand = bench.hand();
  const { consentSecret } = (await hand.world()).settings;
  const answer = await hand.call("console", { Products: [] }, consentSecret, {}, "/acts");
  expect([answer.status, answer.body["Code"]]).toEqual([404, "InvalidAction.NotFound"]);
  expect(await say("status")).toMatchObject({ Acts: { Operations: expect.arrayContaining(["RedeployInstance"]) } });
});
