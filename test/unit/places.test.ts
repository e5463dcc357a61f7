import { describe, expect, test } from "vitest";
import { defaultBounds } from "../../shared/bounds.ts";
import type { Control } from "../../shared/control/control.ts";
import { withEntry } from "../../shared/guards/with-entry.ts";
import { type Current, emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { StoreUnknown } from "../../shared/ledger/store.ts";
import { operations } from "../../shared/operations/index.ts";
import { createBooks } from "../../shared/reconcile/books.ts";
import { keepPlaces } from "../../shared/reconcile/places.ts";
import type { Run } from "../../shared/reconcile/sweep.ts";
import { toControlColumns } from "../../shared/tablestore/control-columns.ts";
import { changesBetween } from "../../shared/tablestore/rows.ts";
import { steeredBy } from "../acting-by.ts";
import { installed } from "../installed.ts";

const nowMs = Date.parse("2026-11-28T10:00:00Z");
const hourMs = 3_600_000;
const limits = [{ per: "region", inFlight: 1_000, perHour: 1_000, restsForMs: 0 }];
const thousand = Array.from({ length: 1_000 }, (_, at) => `i-${at}`);

const sending: Current = {
  ...{ operationId: "op", operation: "RedeployInstance", input: {}, fingerprint: "k1.a" },
  ...{ source: "eventbridge", actor: "acs.ecs", reason: "", attempt: 1, fruitless: 0, openSinceMs: nowMs },
  promised: true,
  progress: { state: "Sending", leaseUntilMs: nowMs + 60_000, signedAtMs: nowMs, nonce: "n", baseline: [] },
};

/** Source: Tablestore, "Limits": a write of a row has 1,024 attribute columns at most. */
function columnsOf(before: Control, next: Control): number {
  const { put, remove } = changesBetween(toControlColumns(before), toControlColumns(next));
  return Object.keys(put).length + remove.length;
}

const { promised: _, progress: __, ...stored } = sending;
const queued: InstanceRow = {
  ...emptyRow,
  waiting: { op: { ...stored, wait: { for: "slot", code: "LimitReached", serial: 1, scopes: ["region"] } } },
};

type Seen = {
  /** How long each dispatch takes, milliseconds. */
  readonly dispatchMs?: number;
  readonly waits?: readonly string[];
  readonly readMachines?: () => Promise<readonly never[]>;
};

/** A run that has seen these machines at work, and what waits for a place; and the control row after it. */
async function kept(
  first: Partial<Control>,
  working: readonly string[],
  { waits = [], readMachines = async () => [], dispatchMs = 0 }: Seen = {},
) {
  let control: Control = { ...installed, ...first };
  let ids = 0;
  let dispatched = 0;
  const steerAnew = async () => ({ ...steeredBy([], 1, nowMs), limits, control });
  const run = {
    ...{
      steering: await steerAnew(),
      steerAnew,
      nowMs: () => nowMs + dispatched * dispatchMs,
      newId: () => `m-${++ids}`,
    },
    rows: new Map<string, InstanceRow>([
      ...working.map((id) => [id, { ...emptyRow, current: sending }] as const),
      ...waits.map((id) => [id, queued] as const),
    ]),
    dispatch: async () => void dispatched++,
    operations: new Map(operations.map((known) => [known.name, known])),
    store: { readInstance: async () => emptyRow },
    fleets: { ecs: { readMachines }, ens: { readMachines } },
    ...{ books: createBooks(), bounds: defaultBounds },
    pause: async () => undefined,
    report: () => undefined,
    control: {
      writeControl: async (before: Control, next: Control) => {
        if (columnsOf(before, next) > 1_024) throw new StoreUnknown("OTSParameterInvalid");
        if (before.rev !== control.rev) return "refused";
        control = next;
        return "applied";
      },
      removeEntry: async (instanceId: string, mark: string) => {
        if (control.entries[instanceId]?.mark !== mark) return "refused";
        const { [instanceId]: _, ...entries } = control.entries;
        control = { ...control, entries };
        return "applied";
      },
    },
  } as unknown as Run; // what is asked here
  return { isCounted: await keepPlaces(run, nowMs, nowMs + 5_000), control, dispatched: () => dispatched };
}

const entry = (at: number) => ({ operationId: `op-${at}`, scopes: ["region"], mark: `m${at}`, atMs: nowMs });

describe("of a thousand machines", () => {
  test("a limit that comes into force counts all that are at work", async () => {
    const { isCounted, control } = await kept({}, thousand);
    expect(Object.keys(control.entries)).toHaveLength(1_000);
    expect([isCounted, control.filled]).toEqual([true, ["region"]]);
  });

  test("the places that are free go, although one write gives one of them to what waits", async () => {
    const entries: Control["entries"] = Object.fromEntries(thousand.map((id, at) => [id, entry(at)]));
    const { control } = await kept({ entries, filled: ["region"] }, [], { waits: ["i-new"] });
    expect(control.entries["i-new"]?.handed).toBe(true);
    expect(Object.keys(control.entries).length, "the others go in the next runs").toBeLessThan(750);
  });

  test("that were begun more than an hour ago the next one is not held up", () => {
    const old = { atMs: nowMs - hourMs, scopes: ["region"] };
    const hour = Object.fromEntries(thousand.map((id) => [id, old]));
    const before = {
      ...installed,
      hour,
      entries: Object.fromEntries(thousand.slice(0, 400).map((id, at) => [id, entry(at)])),
    };
    const next = withEntry({ ...before, entries: {} }, "i-new", entry(1_001), limits); // as after a hand-over of what is free
    expect(columnsOf(before, next)).toBeLessThanOrEqual(1_024);
    expect(next.hour["op-1001"]).toBeDefined();
  });
});

test("a thousand that may begin at once take a run no longer than it has: the rest come in the next ones", async () => {
  const { dispatched } = await kept({ filled: ["region"] }, [], { waits: thousand, dispatchMs: 20 });
  expect(dispatched()).toBe(250);
});

test("a machine at work whose place could not be written is not counted: a walk that goes on from there fills no limit", async () => {
  const readMachines = () => Promise.reject(new Error("throttled"));
  const { isCounted, control } = await kept({}, ["i-1"], { readMachines });
  expect([isCounted, control.filled]).toEqual([false, []]);
});
