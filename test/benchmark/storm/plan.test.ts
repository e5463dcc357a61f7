import { expect, test } from "vitest";
import { planStorm } from "./plan.ts";

test("a seed plays the same storm again, and another seed another one", () => {
  expect(planStorm(100, 7, true)).toEqual(planStorm(100, 7, true));
  expect(planStorm(100, 8, true).bursts).not.toEqual(planStorm(100, 7, true).bursts);
});

test("each event comes one to five times, two events to a machine", () => {
  const { events, bursts } = planStorm(100, 7, true);
  const times = events.map((_, event) => bursts.flat().filter((one) => one === event).length);
  expect([Math.min(...times), Math.max(...times)]).toEqual([1, 5]);
  expect(new Set(events.map(({ instanceId }) => instanceId)).size).toBe(50);
  expect(new Set(events.map(({ instanceId, eventType }) => `${instanceId} ${eventType}`)).size).toBe(100);
});

test("without repeats the same events come once, in the order in which they came first", () => {
  const [often, once] = [true, false].map((repeats) => planStorm(100, 7, repeats).bursts.flat());
  expect(once).toEqual([...new Set(often)]);
});
