import type { Credentials } from "../../shared/config.ts";
import { firstNotices } from "../../shared/control/notices-row.ts";
import type { CountRow, RunReader, RunStore } from "../../shared/control/run-store.ts";
import type { TableKeeper } from "../../shared/control/table-keeper.ts";
import { createLedger } from "../../shared/ledger/ledger.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import type { Store } from "../../shared/ledger/store.ts";
import type { Calls, Stage } from "./play.ts";
import type { Watched } from "./watched.ts";

const first: InstanceRow = { ...emptyRow, epoch: 1, owner: "öwner", events: { e1: "op-1" } };
const second: InstanceRow = { ...first, epoch: 2, owner: "other", events: { e2: "op-2" }, recorded: ["t-1"] };
const beside: InstanceRow = { ...second, beside: 1 };
const third: InstanceRow = { ...beside, epoch: 3, beside: 2 };
const untold: InstanceRow = { ...emptyRow, epoch: 1, owner: "a", news: 1, untold: { "op-4": 5 }, untoldSinceMs: 5 };
const marking = { told: {}, done: ["op-4"] };
const binding = { instanceId: "i-1", operation: "RedeployInstance", fingerprint: "f".repeat(64), boundAtMs: 2 ** 41 };

/** Every call of Tablestore that the product makes, with each of its conditions kept and broken, by its name. */
export async function storeCalls(stage: Stage, credentials: Credentials, watched: Watched): Promise<Calls> {
  const { endpoint, instance, accountId, regionId } = stage;
  const { createTablestore } = await import("../../shared/tablestore/tablestore.ts");
  const scope = { accountId, regionId };
  const store = watched("tablestore", createTablestore({ endpoint, instance }, credentials, scope));
  const { createRunStore } = await import("../../shared/tablestore/run-store.ts");
  const runs = watched("runs", createRunStore({ endpoint, instance }, credentials));
  const { createTableKeeper } = await import("../../shared/tablestore/table-keeper.ts");
  const keeper = watched("keeper", createTableKeeper({ endpoint, instance }, credentials));
  return {
    ...keeperCalls(keeper),
    ...runCalls(runs),
    "read no row": { run: () => store.readInstance("i-1") },
    "write a first row": { run: () => store.writeInstance("i-1", undefined, first) },
    "write a first row again": { run: () => store.writeInstance("i-1", undefined, first) },
    "read a row": { run: () => store.readInstance("i-1") },
    "write on, and take columns away": { run: () => store.writeInstance("i-1", first, second) },
    "write on what is gone": { run: () => store.writeInstance("i-1", first, third) },
    "write beside": { run: () => store.writeInstance("i-1", second, beside) },
    "write on what stood beside": { run: () => store.writeInstance("i-1", beside, third) },
    "write on no row": { run: () => store.writeInstance("i-2", first, second) },
    "read what was written": { run: () => store.readInstance("i-1") },
    "bind a token": { run: () => store.bindToken("token", binding) },
    "bind it again": { run: () => store.bindToken("token", binding) },
    "read a token": { run: () => store.readToken("token") },
    "read no token": { run: () => store.readToken("none") },
    "claim an operation": { run: () => claimed(store, stage) },
    "read a claim": { run: () => store.readInstance("i-3") },
    "list open rows": { run: () => store.listOpen(undefined, 10) },
    "write what people are to hear of": { run: () => store.writeInstance("i-4", undefined, untold) },
    "list what people are to hear of": { run: () => store.listUntold(undefined, 10) },
    "list what is left of it": { run: () => store.listUntold({ instanceId: "i-4", untoldSinceMs: 5 }, 1) },
    "say that they have heard": { run: () => store.markTold("i-4", untold, marking) },
    "say so again": { run: () => store.markTold("i-4", untold, marking) },
    "say so of no row": { run: () => store.markTold("i-5", untold, marking) },
    "list open rows after one": { run: () => store.listOpen({ instanceId: "i-0", openSinceMs: 1 }, 1) },
  };
}

/** The tables themselves, as they are installed: what is created is there already. */
const keeperCalls = (keeper: TableKeeper): Calls => ({
  "what tables are wanted": { run: () => keeper.wanted() },
  "describe a table": { run: () => keeper.describe("redeploy_once_instances") },
  "describe a table without an index": { run: () => keeper.describe("redeploy_once_tokens") },
  "describe no table": { run: () => keeper.describe("redeploy_once_none") },
  "create a table with indexes": { run: () => keeper.create("redeploy_once_instances") },
  "create a table": { run: () => keeper.create("redeploy_once_control") },
  "make the control row": { run: () => keeper.makeControlRow(1) },
  "read no arrival": { run: () => keeper.readArrival() },
  "write an arrival": { run: () => keeper.writeArrival(2 ** 41) },
  "read an arrival": { run: () => keeper.readArrival() },
});

/** What reconcile writes for people, and how they read it. */
const runCalls = (runs: RunStore & RunReader): Calls => ({
  "read no run": { run: () => runs.readRun() },
  "write a run": { run: () => runs.writeRun({ atMs: 2 ** 41, lastEventAtMs: 2 ** 40 }) },
  "write a run over it": { run: () => runs.writeRun({ atMs: 2 ** 41 + 1 }) },
  "read a run": { run: () => runs.readRun() },
  "write a page": { run: () => runs.writePage("ecs", 1, { listedAtMs: 2 ** 41, pages: 1, events: [] }) },
  "read a page": { run: () => runs.readPage("ecs", 1) },
  "read no counters": { run: () => runs.readCount("2026-11-29", 1) },
  "write first counters": { run: () => runs.writeCount("2026-11-29", 1, undefined, counters) },
  "write counters again": { run: () => runs.writeCount("2026-11-29", 1, counters, { ...counters, rev: 2 }) },
  "write counters on what is gone": { run: () => runs.writeCount("2026-11-29", 1, counters, { ...counters, rev: 3 }) },
  "read counters": { run: () => runs.readCount("2026-11-29", 1) },
  "read no notices": { run: () => runs.readNotices() },
  "write first notices": { run: () => runs.writeNotices(undefined, { ...firstNotices, rev: 1 }) },
  "write notices again": { run: () => runs.writeNotices({ ...firstNotices, rev: 1 }, { ...firstNotices, rev: 2 }) },
  "write notices on what is gone": { run: () => runs.writeNotices({ ...firstNotices, rev: 1 }, firstNotices) },
  "read notices": { run: () => runs.readNotices() },
  "list counters": { run: () => runs.listCounts("2026-11-01", "2026-11-30") },
});

const counters: CountRow = { rev: 1, rules: [], marks: ["a", "b"] };

/** A row with an operation in it, which is listed as open. */
async function claimed(store: Store, { nowMs, accountId, regionId }: Stage): Promise<string> {
  const ledger = createLedger({
    store,
    nowMs: () => nowMs,
    pause: async () => undefined,
    newId: () => "owner",
    scope: { accountId, regionId },
    fingerprintKeys: [{ id: "k1", secret: "guards nothing" }],
  });
  const command = {
    operation: "RedeployInstance",
    input: { InstanceId: "i-3" },
    secrets: {},
    instanceId: "i-3",
    inSteps: false,
    source: "http",
    actor: "gate",
    reason: "",
    mayRunLater: false,
    accepts: [],
    token: "t",
    clientToken: "t",
    eventId: undefined,
  };
  const claim = await ledger.claim(command, nowMs + 200_000, {
    look: async () => ({ kind: "listed" }),
    permit: async () => ({ isOfSome: false }),
  });
  return "operationId" in claim ? claim.operationId : JSON.stringify(claim);
}
