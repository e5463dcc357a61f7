import { expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();
const looks = async () => (await bench.callsOf("ecs", "DescribeInstanceHistoryEvents")).length;
const reads = async () => (await bench.rowsRead()).length;

/** Notices of events that the cloud knows nothing of. */
async function forge(count: number, instanceOf: (at: number) => string) {
  const hand = bench.hand();
  for (let at = 0; at < count; at++) {
    await hand.publish({ ...notice(instanceOf(at), { eventId: `e-forged${at}` }), id: `forged-${at}` });
    await hand.idle();
  }
}

test("forty made-up events of an instance keep neither its real event nor a call waiting, and are soon given up", async () => {
  const hand = bench.hand();
  await forge(40, () => plain);
  const eventId = await hand.raise(plain);
  await hand.publish(notice(plain, { eventId }));
  const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect(answer.status).toBe(200);
  await hand.minutes(5);
  expect(await bench.redeploys(plain)).toBe(1);

  await hand.minutes(65);
  expect(await looks()).toBeLessThanOrEqual(3 * 40);
  const before = await reads();
  await hand.minutes(1);
  expect(await reads(), "no run comes by the row any more").toBe(before);
});

test("a made-up event alone is looked at three times", async () => {
  await forge(1, () => plain);
  await bench.hand().minutes(70);
  expect(await looks()).toBe(3);
});

test("a real event is looked at once before its send, and takes five round trips to the store", async () => {
  const hand = bench.hand();
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.idle();
  expect(await looks()).toBe(1);
  expect((await bench.callsOf("tablestore")).map(({ action }) => action)).toEqual([
    "GetRow", // the instance's row
    "GetRow", // the owner's say
    "GetRow", // its text, once
    "PutRow",
    "UpdateRow",
    "UpdateRow",
  ]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("twenty events of instances that do not exist cost a look each, and leave nothing open", async () => {
  const hand = bench.hand();
  await forge(20, (at) => `i-bp1nowhere${at}`);
  expect(await looks()).toBe(20);
  await hand.minutes(2); // each row is read once more, for what people are to hear of it
  expect(await reads()).toBe(40);
  const [ecs, store] = [(await bench.callsOf("ecs")).length, await reads()];
  await hand.minutes(7);
  expect([(await bench.callsOf("ecs")).length, await reads()]).toEqual([ecs, store]);
  expect((await hand.world()).queue, "none goes back to the bus").toEqual([]);
});

test("a real event that could not be looked at waits without holding the instance, and is answered soon", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeInstanceHistoryEvents", effect: "garbage" });
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  expect(bench.states()).toEqual(["Waiting"]);
  expect((await bench.callsOf("tablestore")).map(({ action }) => action)).toEqual([
    "GetRow", // the instance's row
    "GetRow", // the owner's say
    "GetRow", // its text, once
    "PutRow",
  ]);
  await hand.minutes(3);
  expect(await bench.redeploys(plain)).toBe(1);
});
