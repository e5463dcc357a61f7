import { expect, test } from "vitest";
import { playWaiting } from "../benchmark/waiting/play.ts";

const inFlight = 3;

test("of sixty that wait under a limit no more are dispatched in a minute than have a place, by deadline, and nobody else is looked at", async () => {
  const { dispatched, mostDispatchedInMinute, outOfOrder, looksAtOthers } = await playWaiting({
    events: 60,
    inFlight,
    minutes: 20,
  });
  expect({ outOfOrder, looksAtOthers }).toEqual({ outOfOrder: 0, looksAtOthers: 0 });
  expect(mostDispatchedInMinute).toBeLessThanOrEqual(inFlight);
  expect(dispatched).toBeGreaterThan(6);
});
