import { expect, test } from "vitest";
import { createHand } from "../hand.ts";
import { createBench, plain, redeploy } from "./bench.ts";
import { doctorOf, wrongIn } from "./doctor.ts";

const bench = createBench();
const minuteMs = 60_000;
const stranger = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
/** As many calls as `redeploy-instance` may have instances. */
const ids = Array.from({ length: 8 }, (_, index) => `i-bp1held000${index}`);

test("whoever holds every instance of a function holds none of another, and an event comes when there is room", async () => {
  const hand = createHand(bench.cloud()); // FC itself answers here, which OpenAPI does not describe
  const eventId = await hand.raise(plain);
  const freeze = { product: "tablestore", action: "GetRow", function: redeploy, effect: "freeze", ms: minuteMs };
  await hand.fault({ ...freeze, times: ids.length });
  const held = ids.map((InstanceId) => hand.call(redeploy, { InstanceId, ClientToken: InstanceId }));
  await bench.until((calls) => calls.filter(({ product }) => product === "tablestore").length === ids.length);

  const refused = await hand.request(redeploy, stranger);
  expect([refused.status, refused.body["Code"]]).toEqual([429, "ResourceExhausted"]);
  expect((await hand.request("reboot-instance", stranger)).status).toBe(401);
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await bench.until((calls) => calls.some(({ status, product }) => product === "fc" && status === 429));
  expect(await bench.redeploys(plain)).toBe(0);

  await hand.advance(minuteMs);
  await Promise.all(held);
  await hand.minutes(3); // a run that begins in the middle of a leap has lost that time, and leaves its send to reconcile
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a doctor who comes while every instance is at work asks again, and finds nothing wrong", async () => {
  const hand = bench.hand();
  const freeze = { product: "tablestore", action: "GetRow", function: redeploy, effect: "freeze", ms: 10_000 };
  await hand.fault({ ...freeze, times: ids.length });
  const held = ids.map((InstanceId) => hand.call(redeploy, { InstanceId, ClientToken: InstanceId }));
  await bench.until((calls) => calls.filter(({ product }) => product === "tablestore").length === ids.length);
  const isRefused = ({ product, status }: { readonly product: string; readonly status: number | null }) =>
    product === "fc" && status === 429;
  const asked = doctorOf(bench.cloud());
  await bench.until((calls) => calls.some(isRefused));
  await hand.clearFaults();
  await hand.advance(10_000);
  await Promise.all(held);
  expect(wrongIn((await asked).Findings)).not.toContain("function redeploy-instance");
});
