import { expect, test } from "vitest";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";
import { createBooks } from "../../shared/reconcile/books.ts";
import { findUnowned } from "../../shared/reconcile/find-unowned.ts";
import { createFinds } from "../../shared/reconcile/finds.ts";
import type { Run } from "../../shared/reconcile/sweep.ts";
import type { PendingEvent } from "../../shared/remediation/answerable.ts";
import { steeredBy } from "../acting-by.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };

const eventsOf = (count: number, more: (at: number) => Partial<PendingEvent> = () => ({})): PendingEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    eventId: `e-${at}`,
    instanceId: `i-${at}`,
    type: "SystemMaintenance.Redeploy",
    status: "Scheduled",
    notBeforeMs: at,
    simulated: false,
    diskId: undefined,
    ...more(at),
  }));

type World = {
  readonly listed: readonly PendingEvent[];
  readonly edge?: readonly PendingEvent[];
  readonly rows?: Readonly<Record<string, InstanceRow>>;
  readonly named?: readonly string[];
  readonly fails?: (instanceId: string) => boolean;
};

/** A function instance and what it dispatches and reads in each of its runs; a read takes a second. */
function createBench() {
  const finds = createFinds();
  let nowMs = 0;
  return {
    pass: (ms: number) => {
      nowMs += ms;
    },
    run: async ({ listed, edge = [], rows = {}, named = [], fails = () => false }: World, forMs = 1e9) => {
      const [notices, reads, reports]: [{ to: string; data: PendingEvent }[], string[], string[]] = [[], [], []];
      const books = createBooks();
      const run = {
        ...{ books, scope, finds, steering: steeredBy([], 1, 0), named: new Set(named), nowMs: () => nowMs },
        lists: { of: async (product: string) => (product === "ecs" ? listed : edge) },
        store: {
          readInstance: async (id: string) => {
            reads.push(id);
            nowMs += 1_000;
            if (fails(id)) throw new Error("unreadable");
            return rows[id];
          },
        },
        notify: async (to: string, { data }: { data: PendingEvent }) => void notices.push({ to, data }),
        report: (_: string, done: string) => void reports.push(done),
      } as unknown as Run; // what the finder calls
      await findUnowned(run, nowMs + forMs);
      const unowned = books.unowned()?.map(({ eventId, home }) => `${eventId} ${home}`);
      return {
        found: notices.map(({ data }) => data.eventId),
        to: notices.map(({ to }) => to),
        reads,
        reports,
        unowned,
      };
    },
  };
}

test("at most a hundred are dispatched in a run, those with the first time first, and the rest in the next one", async () => {
  const { run } = createBench();
  const listed = eventsOf(130).reverse();
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `e-${from + at}`);
  expect((await run({ listed })).found).toEqual(ids(0, 100));
  expect((await run({ listed })).found).toEqual(ids(100, 130));
});

test("what was dispatched and is still owned by nobody comes again after five minutes, behind what is new", async () => {
  const { run, pass } = createBench();
  const [first, second] = eventsOf(2);
  if (first === undefined || second === undefined) throw new Error("There are two");
  expect((await run({ listed: [first] })).found).toEqual(["e-0"]);
  expect((await run({ listed: [first] })).found).toEqual([]);
  pass(300_000);
  expect((await run({ listed: [first, second] })).found).toEqual(["e-1", "e-0"]);
});

test("each event goes to the function that looks at its type", async () => {
  const edge = eventsOf(1, () => ({ type: "Instance:SystemFailure.Redeploy" }));
  const { to } = await createBench().run({ listed: eventsOf(1), edge });
  expect(to).toEqual(["RedeployInstance", "EventRedeployInstance"]);
});

test("no row is read for what an open row names; the events of one instance are one read", async () => {
  const listed = eventsOf(3, () => ({ instanceId: "i-1" }));
  const { found, reads } = await createBench().run({ listed, named: ["i-1 e-1"] });
  expect([found, reads]).toEqual([["e-0", "e-2"], ["i-1"]]);
});

test("an event that another operation has answered is not dispatched, and its row is read once", async () => {
  const { run } = createBench();
  const held = { ...emptyRow, events: { [eventKeyOf("e-0")]: "another" } };
  const world = { listed: eventsOf(1), rows: { "i-0": held } };
  expect(await run(world)).toMatchObject({ found: [], reads: ["i-0"] });
  expect(await run(world)).toMatchObject({ found: [], reads: [] });
});

test("a row that cannot be read keeps no other event from being found, and is told", async () => {
  const { found, reports } = await createBench().run({ listed: eventsOf(2), fails: (id) => id === "i-0" });
  expect(found).toEqual(["e-1"]);
  expect(reports).toContain("failed");
});

test("a run that has no time left finds nothing more", async () => {
  const { reads } = await createBench().run({ listed: eventsOf(100) }, 10_000);
  expect(reads).toHaveLength(16);
});

test("what is found is unowned for people until a row names it, also while it rests after its dispatch", async () => {
  const { run } = createBench();
  const listed = eventsOf(2);
  expect((await run({ listed })).unowned).toEqual(["e-0 RedeployInstance", "e-1 RedeployInstance"]);
  expect((await run({ listed })).unowned).toEqual(["e-0 RedeployInstance", "e-1 RedeployInstance"]);
  expect((await run({ listed, named: ["i-0 e-0"] })).unowned).toEqual(["e-1 RedeployInstance"]);
  expect((await run({ listed: [] })).unowned).toEqual([]);
});
