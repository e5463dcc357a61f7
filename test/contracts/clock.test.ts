import { describe, expect, test } from "vitest";
import { createClock } from "../cloud/core/clock.ts";
import { newWorldTime, worldTimeOver } from "../cloud/core/world-time.ts";
import { createCaller, createFcBench, handler } from "./fc-bench.ts";
import { settled } from "./settled.ts";

/** Until real time has moved on, by however little. */
function letRealTimePass(): void {
  const beganMs = Date.now();
  while (Date.now() === beganMs);
}

describe("a world that stands", () => {
  test("keeps its time until it is advanced, and then has moved by exactly that", () => {
    const clock = createClock();
    const beganMs = clock.nowMs();
    letRealTimePass();
    expect(clock.nowMs()).toBe(beganMs);
    void clock.advance(1_500);
    return settled(() => expect(clock.nowMs()).toBe(beganMs + 1_500));
  });

  test("begins in the present minute, wherever real time stands in it, and returns there when it is reset", async () => {
    const clock = createClock();
    const isNow = () => Math.abs(clock.nowMs() - Date.now()) <= 60_000;
    const placeMs = clock.nowMs() % 60_000;
    expect(isNow()).toBe(true);
    letRealTimePass();
    await clock.advance(3_600_123);
    clock.reset();
    expect([isNow(), clock.nowMs() % 60_000]).toEqual([true, placeMs]);
  });

  test("runs its timers in their order, each at its own time, and none by itself", async () => {
    const clock = createClock();
    const beganMs = clock.nowMs();
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, clock.nowMs() - beganMs]);
    clock.after(200, note("later"));
    clock.after(0, note("at once"));
    clock.after(100, note("sooner"));
    clock.after(100, note("cancelled"))();
    letRealTimePass();
    expect(ran).toEqual([]);
    await clock.advance(1_000);
    expect(ran).toEqual([
      ["at once", 0],
      ["sooner", 100],
      ["later", 200],
    ]);
  });

  test("tells who waits for a time that it will never come when it is reset", async () => {
    const clock = createClock();
    const told: string[] = [];
    const wait = () =>
      clock.after(
        100,
        () => void told.push("over"),
        () => void told.push("ended"),
      );
    wait();
    wait()();
    clock.reset();
    await clock.advance(1_000);
    expect(told).toEqual(["ended"]);
  });

  test("is never moved back, whoever moves it", () => {
    const time = worldTimeOver(newWorldTime(false), () => 5);
    time.set(1_000);
    time.moveTo(3_000);
    time.moveTo(2_000);
    expect(time.nowMs()).toBe(3_000);
  });
});

test("a world that runs follows real time, from where it was advanced to", async () => {
  let realMs = 5;
  const time = worldTimeOver(newWorldTime(true), () => realMs);
  time.moveTo(1_000);
  realMs = 8;
  expect(time.nowMs()).toBe(1_003);

  const clock = createClock({ runs: true });
  await new Promise<void>((fired) => clock.after(1, fired));
});

describe("the pauses of a function in a world that stands", () => {
  const sleeps: readonly [string, string, number][] = [
    ["a timer that it waits for", "await new Promise((done) => setTimeout(done, 20))", 20],
    ["a delay that it waits for", 'await require("node:timers/promises").setTimeout(20)', 20],
    ["a promisified timer", 'await require("node:util").promisify(setTimeout)(20)', 20],
    [
      "two timers at once",
      'await Promise.all([10, 20].map((ms) => require("node:timers/promises").setTimeout(ms)))',
      20,
    ],
    ["a deadline that it did not need", "clearTimeout(setTimeout(() => {}, 60_000))", 0],
    ["however long it works", "const began = performance.now(); while (performance.now() - began < 2);", 0],
  ];
  test.each(sleeps)("%s: what was slept through has passed", async (_, pause, passedMs) => {
    const body = `const before = Date.now(); ${pause}; return String(Date.now() - before)`;
    const bench = await createFcBench({ f: handler(body) });
    const beganMs = bench.clock.nowMs();
    expect((await createCaller(bench)("f", "{}")).text).toBe(String(passedMs));
    expect(bench.clock.nowMs()).toBe(beganMs + passedMs);
  });

  test("what was due in the world meanwhile has happened", async () => {
    const bench = await createFcBench({ f: handler("await new Promise((done) => setTimeout(done, 20))") });
    const happened: string[] = [];
    bench.clock.after(20, () => void happened.push("due"));
    bench.clock.after(21, () => void happened.push("not due"));
    await createCaller(bench)("f", "{}");
    await settled(() => expect(happened).toEqual(["due"]));
  });

  test("one that tries again until its time is up comes to an end", async () => {
    const body = `const end = Date.now() + 100; let tries = 0;
      while (Date.now() < end) { tries++; await new Promise((done) => setTimeout(done, 25)); }
      return String(tries)`;
    const bench = await createFcBench({ f: handler(body) });
    expect((await createCaller(bench)("f", "{}")).text).toBe("4");
  });
});
