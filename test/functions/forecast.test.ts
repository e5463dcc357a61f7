import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { isSend } from "../demo/wire.ts";
import { createBench, notice } from "./bench.ts";

const bench = createBench({ herd: 10 });
const machine = (number: number) => `i-bp1herd${String(number).padStart(5, "0")}`;

type Ahead = Record<string, unknown> & {
  readonly Waiting: number;
  readonly InFlight: number;
  readonly EndedLastHour: number;
  readonly DoneBy?: string;
  readonly TakesSeconds?: number;
  readonly WillMiss: readonly Record<string, string>[];
  readonly Full: readonly { readonly Holders: readonly { readonly InstanceId: string; readonly Since: string }[] }[];
};

async function ahead(): Promise<Ahead> {
  const hand = bench.hand();
  const { body } = await hand.call("console", {}, (await hand.world()).settings.webhookSecret, {}, "/status");
  return body["Forecast"] as Ahead;
}

/** Lets one machine of the region be redeployed at once. */
async function oneAtOnce(more: object = {}): Promise<void> {
  await bench.hand().policy({ ...actingBy([]), ...more, limits: [{ per: "region", inFlight: 1 }] });
  await bench.hand().minutes(3);
}

/** Raises a redeploy on each of these machines, due in so many minutes and 15 s apart, and lets reconcile run once. */
async function raised(numbers: readonly number[], dueInMinutes = 1_440): Promise<void> {
  const hand = bench.hand();
  for (const [at, instanceId] of numbers.map(machine).entries()) {
    const notBefore = new Date(
      Date.parse((await hand.world()).now) + dueInMinutes * 60_000 + at * 15_000,
    ).toISOString();
    await hand.publish(notice(instanceId, { eventId: await hand.raise(instanceId, { notBefore }) }));
    await hand.idle();
  }
  await hand.minutes(1);
}

test("status says who holds the region, and by when all is done only once it knows how long one takes", async () => {
  await oneAtOnce();
  await raised([1, 2, 3, 4]);
  const sinceMs = Date.parse((await bench.callsOf("ecs")).find(isSend)?.at ?? "");
  const first = await ahead();
  expect(first).toMatchObject({ Waiting: 3, InFlight: 1, EndedLastHour: 0, WillMiss: [], Part: false });
  expect(Object.keys(first)).not.toContain("DoneBy");
  expect(first.Full).toMatchObject([{ Scope: "region", InFlight: 1, Limit: 1, Waiting: 3 }]);
  const [holder] = first.Full[0]?.Holders ?? [];
  expect(holder?.InstanceId).toBe(machine(1));
  expect(Math.abs(Date.parse(holder?.Since ?? "") - sinceMs)).toBeLessThan(2_000);

  await bench.hand().minutes(8);
  const known = await ahead();
  expect(known).toMatchObject({ Waiting: 2, InFlight: 1, EndedLastHour: 1, Stopped: 0, Unplaced: 0 });
  expect(known.TakesSeconds).toBeGreaterThanOrEqual(300);
  expect(known.TakesSeconds).toBeLessThan(480);

  const hand = bench.hand();
  const doneByMs = Date.parse(known.DoneBy ?? "");
  const told = [known];
  while (told.at(-1)?.EndedLastHour !== 4) {
    await hand.minutes(1);
    told.push(await ahead());
  }
  const counted = told.map(({ Waiting, InFlight, EndedLastHour }) => Waiting + InFlight + EndedLastHour);
  expect([...new Set(counted)], "each of the four counts once, also when its place is handed over").toEqual([4]);
  expect(Math.abs(Date.parse((await hand.world()).now) - doneByMs)).toBeLessThan(4 * 60_000);
  expect(await ahead()).toMatchObject({ Waiting: 0, InFlight: 0, Full: [] });
});

test("a time that will be missed is told before it passes, with the platform's time and our own", async () => {
  await oneAtOnce();
  await raised([1, 2]);
  await bench.hand().minutes(7);
  expect((await ahead()).WillMiss).toEqual([]);
  await raised([8, 9], 4);
  const { WillMiss } = await ahead();
  expect(WillMiss).toMatchObject([{ InstanceId: machine(9), Operation: "RedeployInstance" }]);
  const { Deadline = "", BeginsAbout = "" } = WillMiss[0] ?? {};
  expect(Date.parse(Deadline)).toBeGreaterThan(Date.parse((await bench.hand().world()).now));
  expect(Date.parse(BeginsAbout)).toBeGreaterThan(Date.parse(Deadline));
});

test("what would begin in the guard band is told as too late, with the platform's time", async () => {
  await oneAtOnce({ guardBand: "30m" });
  await raised([1, 2]);
  await bench.hand().minutes(7);
  await raised([8, 9], 36);
  const { WillMiss } = await ahead();
  expect(WillMiss).toMatchObject([{ InstanceId: machine(9) }]);
  const { Deadline = "", BeginsAbout = "" } = WillMiss[0] ?? {};
  expect(Date.parse(Deadline) - Date.parse(BeginsAbout)).toBeGreaterThan(20 * 60_000);
  expect(Date.parse(Deadline) - Date.parse(BeginsAbout)).toBeLessThan(30 * 60_000);
});

test("without limits nothing waits for a place, and what is in flight is counted", async () => {
  const hand = bench.hand();
  await hand.publish(notice(machine(1), { eventId: await hand.raise(machine(1)) }));
  await hand.idle();
  await hand.minutes(2);
  expect(await ahead()).toMatchObject({ Waiting: 0, InFlight: 1, EndedLastHour: 0, Full: [] });
  await hand.minutes(6);
  expect(await ahead()).toMatchObject({ Waiting: 0, InFlight: 0, EndedLastHour: 1 });
});
