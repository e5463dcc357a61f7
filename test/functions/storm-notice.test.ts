import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { createBench, notice } from "./bench.ts";
import { createReceived, toldTo } from "./received.ts";

const breaker = { events: 3, within: "10m" };
const bench = createBench({ herd: 120, policy: { ...actingBy([]), notices: toldTo } });
const received = createReceived(bench);
const machine = (number: number) => `i-bp1herd${String(number).padStart(5, "0")}`;

/** An event of a machine comes, due in so many minutes, and is looked at. */
async function comes(number: number, dueMinutes: number): Promise<void> {
  const hand = bench.hand();
  const notBefore = new Date(Date.parse((await hand.world()).now) + dueMinutes * 60_000).toISOString();
  const eventId = await hand.raise(machine(number), { notBefore });
  await hand.publish(notice(machine(number), { eventId }));
  await hand.idle();
}

const storm = async () => (await received("oncall", "stormBegins"))[0]?.notice;

test("a storm says by when a resume would have all done, and how many would be late; and so it comes", async () => {
  const hand = bench.hand();
  const limits = [
    { per: "region", inFlight: 2 },
    { per: "zone", inFlight: 1 },
  ];
  await hand.policy({ ...actingBy([]), notices: toldTo, limits, breaker });
  await hand.minutes(3);
  await comes(1, 600);
  await hand.minutes(11); // now it is known how long one takes
  for (const number of [2, 3, 4, 5, 6]) await comes(number, number === 6 ? 9 : 600);
  await hand.minutes(2);
  const told = await storm();
  expect(told?.text.en.split("\n")[2]).toMatch(
    /^After `resume`: 2 at a time, 1 in each zone, all by about (\w{3} )?\d\d:\d\d; (none|1) would be late\.$/,
  );
  expect(told?.text.zh.split("\n")[2]).toMatch(
    /^执行 `resume` 后：同时 2 个，每个 zone 1 个，大约 (周. )?\d\d:\d\d 全部完成；/,
  );
  expect(told?.facts.unplaced).toBeUndefined();
  await hand.call("console", { Why: "looked at" }, (await hand.world()).settings.consentSecret, {}, "/resume");
  const done = async () => (await received("backup", "proved")).length;
  for (let minutes = 0; minutes < 60 && (await done()) < 6; minutes++) await hand.minutes(1);
  const nowMs = Date.parse((await hand.world()).now);
  expect(await done()).toBe(6);
  expect(Math.abs(nowMs - (told?.facts.doneByMs ?? 0))).toBeLessThan(6 * 60_000);
});

test("while nothing has ended a storm says that nobody knows by when", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([]), notices: toldTo, limits: [{ per: "region", inFlight: 1 }], breaker });
  await hand.minutes(3);
  for (const number of [1, 2, 3, 4]) await comes(number, 600);
  await hand.minutes(2);
  expect((await storm())?.text.en).toContain(
    "After `resume`: 1 at a time; by when is not known yet: no operation has ended so far.",
  );
});

test("of a storm of more than a hundred all zones are named, in portions of a hundred machines", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([], "observe"), notices: toldTo, breaker });
  for (let number = 1; number <= 120; number++) await hand.raise(machine(number));
  await hand.minutes(1);
  await hand.policy({ ...actingBy([]), notices: toldTo, breaker, limits: [{ per: "region", inFlight: 1 }] });
  for (let minutes = 0; minutes < 8 && (await storm()) === undefined; minutes++) await hand.minutes(1);
  const { counts = {}, unplaced } = (await storm())?.facts ?? {};
  const named = Object.values(counts).reduce((sum, count) => sum + count, 0);
  expect([named, unplaced]).toEqual([120, undefined]);
});

test("a storm whose machines can be read in part names those, and says of how many it is not known", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([], "observe"), notices: toldTo, breaker });
  for (let number = 1; number <= 120; number++) await hand.raise(machine(number));
  await hand.minutes(1);
  await hand.fault({
    ...{ product: "ecs", action: "DescribeInstances", function: "reconcile", effect: "error", skip: 1, times: 10_000 },
    ...{ status: 503, code: "ServiceUnavailable" },
  });
  await hand.policy({ ...actingBy([]), notices: toldTo, breaker, limits: [{ per: "region", inFlight: 1 }] });
  for (let minutes = 0; minutes < 8 && (await storm()) === undefined; minutes++) await hand.minutes(1);
  const told = await storm();
  expect(told?.facts.unplaced).toBe(20);
  expect(told?.text.en).toMatch(/; of 20 it is not known\./);
});
