import { expect, test } from "vitest";
import { down, plannedDown } from "../../shared/install/down.ts";
import type { Ports } from "../../shared/install/ports.ts";
import { readFound } from "../../shared/install/read-found.ts";
import { actingBy } from "../acting-by.ts";
import { createAccountBench } from "./bench.ts";
import { askedOn, portsOn } from "./in-process.ts";

const quiet = () => () => undefined;

const machine = "i-bp1plain0001";

/** A stack that acts, in a fleet without events. */
async function createActingBench(flips: readonly string[] = []) {
  const bench = await createAccountBench(flips);
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

test("what began between the look and the pause is waited for: nothing is removed that it needs", async () => {
  const bench = await createActingBench();
  const { hand, cloud } = bench;
  const [asked, ports, wishes] = [await askedOn(cloud), portsOn(cloud), { cancelsWaiting: false, waits: false }];
  const late: Ports = {
    ...ports,
    askConsole: async (verb, args) => {
      if (verb === "pause") await hand.raise(machine, { deliver: true });
      if (verb === "pause") await hand.until((calls) => calls.some(({ action }) => action === "RedeployInstance"));
      return ports.askConsole(verb, args);
    },
    pause: () => ports.pause(15_000), // enough for the ledger's index, and too little for an end
  };
  const plan = await plannedDown(asked, wishes, late);
  await expect(down(asked, plan, wishes, late, quiet)).rejects.toThrow(
    /In flight: RedeployInstance of i-bp1plain0001 \(Accepted\)\. It was begun before everything was paused\. Run this again/,
  );
  const { functions } = await readFound(ports, asked.stack, asked.region);
  expect(functions).toHaveLength(9);
  await down(
    asked,
    await plannedDown(asked, { ...wishes, waits: true }, ports),
    { ...wishes, waits: true },
    ports,
    quiet,
  );
  expect(await effectsOn(bench)).toBe(1);
});

test("a queue that is not empty sends nothing once all is paused; what was in it is answered once after the next up", async () => {
  const bench = await createActingBench(["eventbridge.polarity", "fc.async-retry"]); // events come by it, and again after a minute
  const { type, hand } = bench;
  await hand.fault({ product: "tablestore", action: "GetRow", effect: "error", times: 1_000 });
  await hand.raise(machine, { deliver: true });
  await hand.idle();
  await hand.clearFaults();
  const { queue } = await hand.world();
  expect(queue.map(({ function: name, state }) => [name, state])).toContainEqual(["redeploy-instance", "waiting"]);
  expect(await type("down --yes")).toMatchObject({ exitCode: 0, err: expect.stringContaining("remove the stack") });
  expect((await hand.world()).queue).toEqual([]);
  expect(await effectsOn(bench)).toBe(undefined);

  await type("up --yes");
  await type("resume --why again");
  await hand.minutes(5);
  expect(await effectsOn(bench)).toBe(1);
});

test.each([
  ["it was taken, and its answer was lost", "lost-reply", 1],
  ["it never arrived", "not-applied", undefined],
])(
  "removed by hand with a send in doubt, and back after forty days: a person's to decide, and not sent; %s",
  async (_, effect, effects) => {
    const bench = await createActingBench();
    const { type, hand, cloud } = bench;
    const { functions, stacks } = portsOn(cloud);
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect });
    await hand.raise(machine, { deliver: true });
    await hand.idle();
    expect((await type(`instance ${machine}`)).out).toContain("InDoubt");
    for (const name of await functions.names("redeploy-once-")) {
      const { triggers = new Map() } = (await functions.read(name)) ?? {};
      for (const trigger of triggers.keys()) await functions.removeTrigger(name, trigger);
      await functions.remove(name);
    }
    const stack = await stacks.read("redeploy-once");
    await stacks.remove(stack?.id ?? "", "redeploy-once");
    await hand.advance(40 * 24 * 3_600_000);

    const up = await type("up --yes");
    expect([up.exitCode, up.out]).toEqual([0, expect.stringContaining("is in force; mode: act")]);
    await hand.minutes(5);
    expect((await type(`instance ${machine}`)).out).toContain("NeedsHuman");
    expect(cloud.calls.since(0).filter(({ action }) => action === "RedeployInstance")).toHaveLength(1);
    expect(await effectsOn(bench)).toBe(effects);
  },
);

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
