import { expect, test } from "vitest";
import { defaultBounds } from "../../shared/bounds.ts";
import type { Dispatched } from "../../shared/command.ts";
import { emptyRow, type InstanceRow, type Waiting } from "../../shared/ledger/row.ts";
import { operations } from "../../shared/operations/index.ts";
import { createBooks } from "../../shared/reconcile/books.ts";
import { createFinds } from "../../shared/reconcile/finds.ts";
import { reconcile } from "../../shared/reconcile/reconcile.ts";
import { createRememberedRows } from "../../shared/reconcile/remembered-rows.ts";
import type { ReconcileNeeds } from "../../shared/reconcile/sweep.ts";
import type { SystemEvent } from "../../shared/remediation/answerable.ts";
import { steeredBy } from "../acting-by.ts";

const nowMs = Date.parse("2026-11-28T10:00:00Z");
const dayMs = 86_400_000;

const entryOf = (operationId: string, more: Partial<Waiting> = {}): Waiting => ({
  operationId,
  operation: "RedeployInstance",
  input: { InstanceId: "i-1", ForceStop: false },
  fingerprint: "k1.a",
  source: "eventbridge",
  actor: "acs.ecs",
  reason: "",
  attempt: 0,
  fruitless: 0,
  openSinceMs: nowMs - dayMs,
  wait: { for: "attempt", untilMs: nowMs, code: "c" },
  ...more,
});
const rowOf = (more: Partial<InstanceRow>): InstanceRow => ({ ...emptyRow, epoch: 1, owner: "a", ...more });
const redeployEvent: SystemEvent = {
  eventId: "e-1",
  type: "SystemMaintenance.Redeploy",
  status: "Scheduled",
  notBeforeMs: nowMs + 2 * dayMs,
  simulated: false,
  diskId: undefined,
};

type World = {
  readonly events?: readonly SystemEvent[];
  /** True iff it is the row's turn for a look. */
  readonly mayLook?: boolean;
  readonly look?: () => Promise<never>;
  readonly dispatch?: (operationId: string) => Promise<void>;
};

/** No list of pending events can be read: what waits is looked at by name. */
const unlisted = () => Promise.reject(new Error("not listed"));

/** One run of reconcile over one row. */
async function run(row: InstanceRow, { events = [], mayLook = false, look, dispatch }: World) {
  let latest = row;
  const dispatched: string[] = [];
  const reports: string[] = [];
  const facts = { instance: undefined, hasLocalDisks: true, events, disks: [], tasks: [] };
  const needs = {
    store: {
      listOpen: async () => [{ instanceId: "i-1", openSinceMs: 0 }],
      readInstance: async () => latest,
      writeInstance: async (_id: string, _before: InstanceRow, next: InstanceRow) => {
        latest = next;
        return "applied";
      },
    },
    clouds: {
      ecs: { readInstance: look ?? (async () => facts), listPending: unlisted },
      ens: { listPending: unlisted },
    },
    books: createBooks(),
    finds: createFinds(),
    remembered: createRememberedRows(),
    operations: new Map(operations.map((known) => [known.name, known])),
    steering: steeredBy([], 1, nowMs),
    mayLook: () => mayLook,
    newId: () => "r",
    nowMs: () => nowMs,
    pause: async () => undefined,
    bounds: defaultBounds,
    dispatch: async ({ operationId }: Dispatched) => {
      await dispatch?.(operationId);
      dispatched.push(operationId);
    },
    report: (_id: string, done: string) => void (done.startsWith("finder blind") || reports.push(done)),
  } as unknown as ReconcileNeeds; // what a run calls
  await reconcile(needs, nowMs + 1);
  return { row: latest, dispatched, reports };
}

const question = { for: "approval", untilMs: nowMs - 1, code: "Forbidden.DataLossConsentRequired" } as const;

test("a question that is about to end is held against the event first: its time may have moved", async () => {
  const row = rowOf({ waiting: { op: entryOf("op", { eventId: "e-1", wait: question }) } });
  const moved = await run(row, { events: [redeployEvent] });
  expect(moved.row.waiting["op"]?.wait).toEqual({ ...question, untilMs: nowMs + 2 * dayMs });
  const due = await run(row, { events: [{ ...redeployEvent, notBeforeMs: nowMs - 1 }] });
  expect(due.row.outcomes["op"]?.state).toBe("Expired");
});

test("what waits behind an operation that cannot be read ends in its time all the same", async () => {
  const progress: NonNullable<InstanceRow["current"]>["progress"] = {
    state: "NeedsHuman",
    signedAtMs: nowMs - dayMs,
    nonce: "n",
    baseline: [],
    reason: "",
    nextStep: "",
  };
  const { wait: _, ...stored } = entryOf("current");
  const stale = entryOf("stale", { clientToken: "t", notAfterMs: nowMs - 1 });
  const row = rowOf({ current: { ...stored, promised: true, progress }, waiting: { stale } });
  const { row: after, reports } = await run(row, { look: () => Promise.reject(new Error("unreadable")) });
  expect(after.outcomes["stale"]?.state).toBe("Expired");
  expect(after.current).toBeDefined();
  expect(reports).toContain("failed");
});

test("a dispatch that fails keeps no other one from being made, and is said", async () => {
  const waiting = { a: entryOf("a", { eventId: "e-a" }), b: entryOf("b", { eventId: "e-b", openSinceMs: nowMs }) };
  const dispatch = (operationId: string) =>
    operationId === "a" ? Promise.reject(new Error("throttled")) : Promise.resolve();
  const { dispatched, reports } = await run(rowOf({ waiting }), { dispatch });
  expect(dispatched).toEqual(["b"]);
  expect(reports).toContain("failed");
});

test("what no look has listed is never dispatched, though its row has no turn for a look", async () => {
  const wait = { for: "time", untilMs: nowMs, code: "EventNotListed" } as const;
  const row = rowOf({ waiting: { op: entryOf("op", { eventId: "e-1", wait }) } });
  expect(await run(row, { events: [redeployEvent] })).toEqual({ row, dispatched: [], reports: [] });
});

test("what waits for its window is not taken up by a look, though its event is answered by an exception", async () => {
  const isolated = { ...redeployEvent, type: "SystemMaintenance.IsolateErrorDisk", status: "Executed", diskId: "d-1" };
  const wait = {
    for: "time",
    untilMs: nowMs + dayMs,
    code: "OutsideWindow",
    deadlineMs: nowMs + 2 * dayMs,
    serial: 1,
  } as const;
  const row = rowOf({ waiting: { op: entryOf("op", { eventId: "e-1", wait }) } });
  const after = await run(row, { events: [isolated], mayLook: true });
  expect(after.row.waiting["op"]?.wait).toEqual(wait);
  expect(after.dispatched).toEqual([]);
});

test("a walk that goes on after machines whose places could not be written says nothing of when it began", async () => {
  const { wait: _, ...stored } = entryOf("op");
  const at = { leaseUntilMs: nowMs + dayMs, signedAtMs: nowMs, nonce: "n", baseline: [] };
  const row = rowOf({ current: { ...stored, promised: true, progress: { state: "Sending", ...at } } });
  const limits = [{ per: "region", inFlight: 1, restsForMs: 0 }];
  const walked = async (readMachines: () => Promise<readonly never[]>) => {
    let clockMs = nowMs;
    const steering = { ...steeredBy([], 1, nowMs), limits };
    const needs = {
      store: {
        listOpen: async () => Array.from({ length: 16 }, (_, at) => ({ instanceId: `i-${at}`, openSinceMs: at })),
        readInstance: async () => {
          clockMs = nowMs + 2; // time ends with the first group
          return row;
        },
      },
      clouds: { ecs: { listPending: unlisted }, ens: { listPending: unlisted } },
      ...{ books: createBooks(), finds: createFinds(), remembered: createRememberedRows() },
      operations: new Map(operations.map((known) => [known.name, known])),
      ...{ steering, steerAnew: async () => steering, control: { writeControl: async () => "applied" } },
      fleets: { ecs: { readMachines }, ens: { readMachines } },
      ...{ newId: () => "r", nowMs: () => clockMs, pause: async () => undefined, report: () => undefined },
    } as unknown as ReconcileNeeds; // what a run calls
    return reconcile(needs, nowMs + 1);
  };
  expect(await walked(async () => [])).toEqual({ instanceId: "i-7", openSinceMs: 7, walkBeganMs: nowMs });
  expect(await walked(() => Promise.reject(new Error("throttled")))).toEqual({ instanceId: "i-7", openSinceMs: 7 });
});
