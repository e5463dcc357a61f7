import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { createAccountBench } from "./bench.ts";

const machine = "i-bp1plain0001";

/** A stack that acts, and an event that it has heard of. */
async function createActingBench() {
  const bench = await createAccountBench();
  const { type, hand } = bench;
  await hand.quietFleet();
  await type("up --yes");
  await hand.policy(actingBy([]));
  return bench;
}

const effectsOn = async ({ hand }: Pick<Awaited<ReturnType<typeof createAccountBench>>, "hand">) =>
  (await hand.world()).instances[machine]?.effects["RedeployInstance"];

test("down and up: the record is found again, and an event that comes across it is not answered twice", async () => {
  const bench = await createActingBench();
  const { type, hand, cloud } = bench;
  const eventId = await hand.raise(machine);
  await hand.minutes(5);
  expect(await effectsOn(bench)).toBe(1);
  await hand.minutes(30);

  const down = await type("down --yes");
  expect([down.exitCode, down.out]).toEqual([
    0,
    expect.stringContaining("redeploy-once is not in cn-hangzhou any more"),
  ]);
  expect(down.out).toContain("the Tablestore instance redeploy-once, with what was done");
  expect(await type("down --yes")).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining("There is nothing of redeploy-once"),
  });
  expect(await type("status")).toMatchObject({ exitCode: 1, err: expect.stringContaining("There is no function") });

  const up = await type("up --yes");
  expect([up.exitCode, up.out]).toEqual([0, expect.stringContaining("is in force; mode: act")]);
  expect(up.out).toContain("It is paused (all): the stack is taken down.");
  await type("resume --why again");
  const asked = cloud.calls.since(0).filter(({ action }) => action === "RedeployInstance").length;
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await hand.minutes(5);
  expect(await effectsOn(bench)).toBe(1);
  expect(cloud.calls.since(0).filter(({ action }) => action === "RedeployInstance")).toHaveLength(asked);
});

test("what is in flight is not left alone: nothing is taken down, and nothing is changed", async () => {
  const bench = await createActingBench();
  const { type, hand, changesOf } = bench;
  await hand.raise(machine);
  await hand.minutes(1);
  await hand.advance(10_000); // its index lags behind
  expect(await effectsOn(bench)).toBe(1);
  const changes = await changesOf(async () => {
    const { exitCode, err } = await type("down --yes");
    expect(exitCode).toBe(1);
    expect(err).toMatch(/In flight, so nothing is taken down: RedeployInstance of i-bp1plain0001 \(Accepted\)/);
  });
  expect(changes.filter((change) => change !== "fc InvokeFunction")).toEqual([]);
  const waited = await type("down --yes --wait");
  expect([waited.exitCode, waited.err]).toEqual([0, expect.stringContaining("wait 120 s")]);
  expect(await effectsOn(bench)).toBe(1);
});

test("what waits is listed and stays on record; it is ended only where its owner says so", async () => {
  const bench = await createActingBench();
  const { type, hand } = bench;
  await hand.policy(actingBy([], "ask"));
  await hand.raise(machine);
  await hand.minutes(1);
  await hand.advance(10_000);
  const kept = await type("down --yes");
  expect([kept.exitCode, kept.out]).toEqual([0, expect.stringContaining("What waits stays on record")]);
  expect(kept.out).toContain("RedeployInstance of i-bp1plain0001");
  await type("up --yes");
  expect((await type("operations")).out).toContain(machine);

  await type("down --yes --cancel-waiting");
  await type("up --yes");
  const { out } = await type(`instance ${machine}`);
  expect(out).toContain("Cancelled");
  expect(await effectsOn(bench)).toBe(undefined);
});

test("two stacks, one event: one of them has the right to act, and there is one effect", async () => {
  const bench = await createActingBench();
  const { type, hand } = bench;
  await type("up --yes --stack ops --observe");
  const files = { "acts.yaml": JSON.stringify(actingBy([])) };
  const applied = await type("policy apply acts.yaml --why both --start 0 --stack ops", {}, files);
  expect([applied.exitCode, applied.err]).toEqual([0, ""]);
  await hand.raise(machine, { deliver: true });
  await hand.minutes(10);
  expect(await effectsOn(bench)).toBe(1);
  const { out } = await type(`instance ${machine} --stack ops`);
  expect(out).toContain("Forbidden.StackObserves");
});
