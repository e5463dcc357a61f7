import { expect, test } from "vitest";
import type { PendingPage, RunRow } from "../../shared/control/run-store.ts";
import { storedLists } from "../../shared/rehearsal/stored-lists.ts";

const now = Date.parse("2026-11-29T12:00:00Z");
const event = { instanceId: "i-a", eventId: "e-1", type: "SystemMaintenance.Redeploy", status: "Scheduled" };
const page = (pages: number, listedAtMs = now): PendingPage => ({ listedAtMs, pages, events: [event] });
const fresh: RunRow = { atMs: now, listedEcsAtMs: now, listedEnsAtMs: now };

/** What is stored, with nothing pending at the edge. */
const stored = (run: RunRow | undefined, ...ecs: readonly PendingPage[]) =>
  storedLists(
    {
      readRun: async () => run,
      readPage: async (product, at) => (product === "ecs" ? ecs[at - 1] : { listedAtMs: now, pages: 1, events: [] }),
    },
    now,
  );

test("the events of both products are taken as they were stored", async () => {
  const drill = { ...page(1), events: [event, { ...event, eventId: "e-2", simulated: true as const, notBeforeMs: 5 }] };
  expect(await stored(fresh, drill)).toEqual({
    events: [
      { ...event, product: "ecs", notBeforeMs: undefined, simulated: false },
      { ...event, eventId: "e-2", product: "ecs", notBeforeMs: 5, simulated: true },
    ],
    warnings: [],
  });
});

test.each([
  ["that was never made", undefined, [], "The pending events of ecs were never listed"],
  [
    "of an hour ago",
    { ...fresh, listedEcsAtMs: now - 3_600_000 },
    [page(1)],
    "were listed at 2026-11-29T11:00:00.000Z last",
  ],
  ["of which a part is missing", fresh, [page(2)], "is being written"],
  ["of two times", fresh, [page(2), page(2, now - 60_000)], "is being written"],
])("a list %s is told", async (_, run, pages, words) => {
  expect((await stored(run, ...pages)).warnings[0]).toContain(words);
});
