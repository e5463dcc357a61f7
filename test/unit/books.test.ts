import { expect, test } from "vitest";
import { readPending } from "../../shared/control/read-pending.ts";
import { report } from "../../shared/control/report.ts";
import type { PendingPage, RuleCount, RunRow } from "../../shared/control/run-store.ts";
import type { End } from "../../shared/forecast/stand.ts";
import { emptyRow, type InstanceRow, type Waiting } from "../../shared/ledger/row.ts";
import { addedTo } from "../../shared/reconcile/added-to-count.ts";
import { createBooks } from "../../shared/reconcile/books.ts";
import { countDecisions } from "../../shared/reconcile/count-decisions.ts";
import { heartbeat } from "../../shared/reconcile/heartbeat.ts";
import { keepBooks } from "../../shared/reconcile/keep-books.ts";
import { createLastRun, createWroteLast } from "../../shared/reconcile/last-run.ts";
import { storePending } from "../../shared/reconcile/store-pending.ts";
import type { PendingEvent } from "../../shared/remediation/answerable.ts";
import { runOf, toRunColumns } from "../../shared/tablestore/run-columns.ts";

const nothing = { seen: 0, acted: 0, wouldHaveActed: 0, asked: 0, leftAlone: 0, tooLate: 0, held: {} };
const seen = (mark: string, rule = "web") => ({ mark, rule, what: "Seen" }) as const;

test("what was counted is not counted again while its mark is there", () => {
  const once = addedTo(undefined, [seen("a"), { mark: "b", rule: "web", what: "Acted" }], []);
  expect(once).toEqual({ rev: 1, rules: [{ rule: "web", ...nothing, seen: 1, acted: 1 }], marks: ["a", "b"] });
  expect(addedTo(once, [seen("a")], [])).toBeUndefined();
  expect(addedTo(once, [seen("a"), seen("c", "db")], [])?.rules.map(({ rule, seen: count }) => [rule, count])).toEqual([
    ["web", 1],
    ["db", 1],
  ]);
});

test("a run adds a minute to what it found held, and the oldest of many marks go", () => {
  const held = { rule: "web", by: "Forbidden.RAM" };
  const row = addedTo(addedTo(undefined, [], [held, held]), [], [held, { ...held, by: "approval" }]);
  expect(row?.rules[0]?.held).toEqual({ "Forbidden.RAM": 3, approval: 1 });
  const many = addedTo(
    undefined,
    Array.from({ length: 5_001 }, (_, at) => seen(`m${at}`)),
    [],
  );
  expect([many?.marks.length, many?.marks[0]]).toEqual([5_000, "m1"]);
});

const entry = (wait: Waiting["wait"]): Waiting => ({
  ...{ operationId: "o", operation: "RedeployInstance", input: {}, fingerprint: "", source: "", actor: "", reason: "" },
  ...{ eventId: "e-1", attempt: 0, fruitless: 0, openSinceMs: 7, wait },
  plan: { policy: 3, rule: "web", counted: ["Seen"] },
});
const noted = (row: Partial<InstanceRow>) => {
  const books = createBooks();
  books.noteRow("i-1", { ...emptyRow, ...row }, 1_000);
  return books;
};

test("held is what a policy lets act and something else keeps: not what is observed, nor what is sent now", () => {
  const heldBy = (wait: Waiting["wait"]) => noted({ waiting: { o: entry(wait) } }).held.map(({ by }) => by);
  expect(heldBy({ for: "approval", code: "Forbidden.ApprovalRequired" })).toEqual(["approval"]);
  expect(heldBy({ for: "time", untilMs: 900, code: "Forbidden.RAM" })).toEqual(["Forbidden.RAM"]);
  expect(heldBy({ for: "attempt", untilMs: 2_000, code: "Throttling" })).toEqual(["Throttling"]);
  expect(heldBy({ for: "attempt", untilMs: 900, code: "Replanned" })).toEqual([]);
  expect(heldBy({ for: "policy", code: "PolicyObserves", serial: 3 })).toEqual([]);
});

test("decisions of a row that a function is at work on are left for the next run", () => {
  const tally = { "1_0": '5 [[3,"Seen","web"]]' };
  const { wait: _, ...stored } = entry({ for: "attempt", code: "c" });
  const claimed = (leaseUntilMs: number) =>
    noted({ tally, current: { ...stored, promised: true, progress: { state: "Claimed", leaseUntilMs } } }).tallies;
  expect(claimed(2_000)).toEqual([]);
  expect(claimed(900)).toMatchObject([{ instanceId: "i-1", version: "1_0", atMs: 5, decided: [{ rule: "web" }] }]);
});

test("a run says when the newest event came, and keeps what it does not know", () => {
  const books = noted({
    tally: { "1_0": '5 [[3,"Seen","web"]]' },
    waiting: { o: entry({ for: "attempt", code: "c" }) },
  });
  books.noteList("ecs", { events: undefined, askedAtMs: 900 });
  const before = { atMs: 1, listedEcsAtMs: 800, listedEnsAtMs: 801, blindEnsSinceMs: 2 };
  const first = heartbeat(before, books, 1_000, true);
  expect(first).toEqual({ ...before, atMs: 1_000, lastEventAtMs: 7, blindEcsSinceMs: 900 });
  const later = createBooks();
  later.noteList("ecs", { events: undefined, askedAtMs: 1_900 });
  later.noteList("ens", { events: [], askedAtMs: 1_900 });
  const { blindEnsSinceMs: _, ...rest } = first;
  expect(heartbeat(first, later, 2_000, true)).toEqual({ ...rest, atMs: 2_000, listedEnsAtMs: 1_900 });
});

test("what goes on with a run adds what has ended in it, and foresees nothing by the part of the rows that it saw", () => {
  const stand = { limits: [], hour: {}, filled: [], holders: [], waiting: [], isPart: true };
  const first = createBooks();
  first.noteStand(stand);
  first.noteEnd({ endedAtMs: 900, tookMs: 300 });
  const run = heartbeat(undefined, first, 1_000, true);
  expect(run).toMatchObject({ ends: [{ endedAtMs: 900 }], forecast: { atMs: 1_000, endedLastHour: 1, isPart: true } });
  const rest = createBooks();
  rest.noteStand(stand);
  rest.noteEnd({ endedAtMs: 1_900, tookMs: 300 });
  const next = heartbeat(run, rest, 2_000, false);
  expect(next.ends?.map(({ endedAtMs }) => endedAtMs)).toEqual([1_900, 900]);
  expect(next.forecast).toBe(run.forecast);
  expect(heartbeat(next, createBooks(), 3_000, true).forecast, "the policy could not be read").toBeUndefined();
});

test("a run's row is read as it was written, and a part that another release has written otherwise is left out", () => {
  const books = createBooks();
  books.noteStand({ limits: [], hour: {}, filled: [], holders: [], waiting: [], isPart: false });
  books.noteEnd({ endedAtMs: 900, tookMs: 300 });
  const run = heartbeat({ atMs: 1, listedEcsAtMs: 800 }, books, 1_000, true);
  const columns = toRunColumns(run);
  expect(runOf(columns)).toEqual(run);
  expect(runOf({ ...columns, ends: "[[1]]", forecast: '{"atMs":1,"more":2}' })).toEqual({
    atMs: 1_000,
    listedEcsAtMs: 800,
  });
  expect(runOf({ ...columns, ends: "[", forecast: "" })).toEqual({ atMs: 1_000, listedEcsAtMs: 800 });
  expect(runOf(undefined)).toBeUndefined();
});

const events = (count: number): PendingEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ eventId: `e-${at}`, instanceId: "i-1", type: "T", status: "Scheduled", notBeforeMs: at },
    ...{ simulated: false, diskId: undefined },
  }));

/** A table of pages; a write may fail. */
function createPages() {
  const stored = new Map<number, PendingPage>();
  const writes: number[] = [];
  return {
    writes,
    readPage: async (_: string, page: number) => stored.get(page),
    writePage: async (_: string, page: number, content: PendingPage) => {
      writes.push(page);
      stored.set(page, content);
    },
    forget: (page: number) => stored.delete(page),
  };
}

test("a list is stored in pages of 200, the first one last, and again only if it changed or after ten minutes", async () => {
  const pages = createPages();
  const store = (count: number, askedAtMs: number, before?: Awaited<ReturnType<typeof storePending>>) =>
    storePending(pages, "ecs", { events: events(count).reverse(), askedAtMs }, before);
  const first = await store(401, 0);
  const same = await store(401, 599_999, first);
  expect([pages.writes, same]).toEqual([[3, 2, 1], first]);
  expect((await readPending(pages, "ecs"))?.events.map(({ eventId }) => eventId)).toEqual(
    events(401).map(({ eventId }) => eventId),
  );
  await store(401, 600_000, same);
  expect(pages.writes).toHaveLength(6);
});

test("a shorter list hides the pages of a longer one, and pages of two lists are told", async () => {
  const pages = createPages();
  await storePending(pages, "ecs", { events: events(401), askedAtMs: 1 }, undefined);
  await storePending(pages, "ecs", { events: events(201), askedAtMs: 2 }, undefined);
  expect(await readPending(pages, "ecs")).toMatchObject({ listedAtMs: 2, isWhole: true, events: { length: 201 } });
  await pages.writePage("ecs", 2, { listedAtMs: 3, pages: 2, events: [] });
  expect(await readPending(pages, "ecs")).toMatchObject({ listedAtMs: 2, isWhole: false });
  pages.forget(2);
  expect(await readPending(pages, "ecs")).toMatchObject({ isWhole: false, events: { length: 200 } });
  expect(await readPending(createPages(), "ens")).toBeUndefined();
});

test("an instance reads what the last run said if that was another's, and writes its lists again", async () => {
  let nowMs = 1_000_000;
  const said: string[] = [];
  const runs = {
    readRun: async () => {
      said.push("read");
      return { atMs: 1, lastEventAtMs: 900_000 };
    },
    writeRun: async (run: RunRow) => void said.push(`run ${run.lastEventAtMs}`),
    writePage: async () => void said.push("page"),
  };
  const wrote = createWroteLast();
  const run = async (isFirst = true, ends: readonly End[] = []) => {
    const books = createBooks();
    for (const end of ends) books.noteEnd(end);
    books.noteList("ecs", { events: [], askedAtMs: nowMs });
    const lastRun = createLastRun(runs as unknown as Parameters<typeof createLastRun>[0], wrote, () => nowMs); // two of its calls
    const needs = { ...{ books, runs, lastRun, nowMs: () => nowMs, newId: () => "r" }, report: () => undefined };
    await keepBooks(needs as unknown as Parameters<typeof keepBooks>[0], wrote, isFirst, nowMs + 1); // no row, no count
    return said.splice(0);
  };
  expect(await run()).toEqual(["read", "run 900000", "page"]);
  nowMs += 60_000;
  expect(await run()).toEqual(["run 900000"]);
  expect(await run(false)).toEqual([]);
  expect(await run(false, [{ endedAtMs: nowMs, tookMs: 1 }]), "what has ended in it is added").toEqual(["run 900000"]);
  nowMs += 120_000;
  expect(await run()).toEqual(["read", "run 900000", "page"]);
});

test("what came stays in a run's row for the next one, until a run has counted anew", () => {
  const books = createBooks();
  books.noteArrivals({ a: 900 });
  const run = heartbeat(undefined, books, 1_000, true);
  expect(runOf(toRunColumns(run))).toEqual({ atMs: 1_000, arrivals: { a: 900 } });
  expect(heartbeat(run, createBooks(), 2_000, true).arrivals).toEqual({ a: 900 });
  const later = createBooks();
  later.noteArrivals({});
  expect(heartbeat(run, later, 3_000, true).arrivals).toBeUndefined();
});

test("a list that cannot be read leaves the stored one; an empty one is stored", async () => {
  const pages = createPages();
  const before = { text: "[]", atMs: 0 };
  expect(await storePending(pages, "ens", { events: undefined, askedAtMs: 1 }, before)).toBe(before);
  await storePending(pages, "ens", { events: [], askedAtMs: 1 }, undefined);
  expect(await readPending(pages, "ens")).toEqual({ listedAtMs: 1, events: [], isWhole: true });
});

test("a report has a row for each rule, day and policy, the newest first", () => {
  const count = (rule: string, more: Partial<RuleCount> = {}): RuleCount => ({ rule, ...nothing, ...more });
  const counts = [
    { day: "2026-11-27", policy: 1, rules: [count("old")] },
    { day: "2026-11-28", policy: 1, rules: [count("b"), count("a", { seen: 2, held: { x: 1, approval: 60, a: 1 } })] },
    { day: "2026-11-29", policy: 2, rules: [count("c", { wouldHaveActed: 5 })] },
    { day: "2026-11-29", policy: 10, rules: [count("c")] },
  ];
  const { Since, Until, Rows } = report(counts, Date.parse("2026-11-29T10:00:00Z"), 2);
  expect([Since, Until]).toEqual(["2026-11-28T00:00:00Z", "2026-11-29T10:00:00.000Z"]);
  expect(Rows.map(({ Day, Policy, Rule }) => `${Day} ${Policy} ${Rule}`)).toEqual([
    "2026-11-29 10 c",
    "2026-11-29 2 c",
    "2026-11-28 1 a",
    "2026-11-28 1 b",
  ]);
  const none = { Seen: 0, Acted: 0, WouldHaveActed: 0, Asked: 0, LeftAlone: 0, TooLate: 0, Held: [] };
  expect(Rows[1]).toEqual({ Day: "2026-11-29", Rule: "c", Policy: 2, ...none, WouldHaveActed: 5 });
  expect(Rows[2]?.Held.map(({ By, Minutes }) => `${By} ${Minutes}`)).toEqual(["approval 60", "a 1", "x 1"]);
});

test("decisions that nobody could count for 90 days are taken away all the same: no row stays open for them", async () => {
  const dayMs = 86_400_000;
  const collected = async (decidedMs: number) => {
    const written: InstanceRow[] = [];
    const row = { ...emptyRow, tally: { "1_0": `${decidedMs} [[3,"Seen","web"]]` } };
    const books = createBooks();
    books.noteRow("i-1", row, 100 * dayMs);
    const needs = {
      runs: { readCount: () => Promise.reject(new Error("torn")) },
      store: {
        writeInstance: async (...[, , next]: [string, InstanceRow, InstanceRow]) => {
          written.push(next);
          return "applied";
        },
      },
      ...{ nowMs: () => 100 * dayMs, newId: () => "r", pause: async () => undefined, report: () => undefined },
    };
    await countDecisions(needs as unknown as Parameters<typeof countDecisions>[0], books, 101 * dayMs); // what it calls
    return written.map(({ tally }) => tally);
  };
  expect(await collected(11 * dayMs)).toEqual([]);
  expect(await collected(9 * dayMs)).toEqual([{}]);
});
