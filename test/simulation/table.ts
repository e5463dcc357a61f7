import type { Current, InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import type { OpenRow, Store, Written } from "../../shared/ledger/store.ts";
import { onRowWritten } from "./invariants.ts";
import { callPort } from "./port.ts";
import { markTold, untoldIn, withToldOf } from "./told.ts";
import type { Worker, World } from "./world.ts";

type TokenBinding = Parameters<Store["bindToken"]>[1];

/** The columns of a row that the index shows. */
type Shown = { readonly openSinceMs: number | undefined; readonly revision: string | undefined };

/** A row as Tablestore keeps it: the index's columns are columns of their own, written only by what names them. */
type Stored = Shown & {
  readonly row: InstanceRow;
  /** What the product makes of this very row for the index, if that was asked already. */
  readonly computed?: Shown;
};

/** The modelled tables. */
export type Table = {
  readonly rows: Map<string, Stored>;
  readonly tokens: Map<string, TokenBinding>;
  /** What the index lists, and what it listed before the last change. */
  index: readonly OpenRow[];
  staleIndex: readonly OpenRow[];
};

export const createTable = (): Table => ({ rows: new Map(), tokens: new Map(), index: [], staleIndex: [] });

/** The store as one worker sees it: each call is one pending operation. */
export function createStore(world: World, worker: Worker): Store {
  const { table, product } = world;
  const lost = (): never => {
    throw new product.StoreUnknown("the model gave no answer");
  };
  return {
    readInstance: (id) =>
      callPort(world, worker, ["readInstance", "read"], {
        arrive: () => {
          const row = table.rows.get(id)?.row;
          worker.rows.set(id, row);
          return row;
        },
        lost,
      }),
    writeInstance: (id, before, next) =>
      callPort(world, worker, [`write.${kindOf(before, next)}`, "write"], {
        arrive: () => writeRow(world, worker, id, before, next),
        lost,
      }),
    listOpen: (after, limit) =>
      callPort(world, worker, ["listOpen", "list"], {
        arrive: () => listed(table.index, after, limit),
        lost,
        special: () => listed(table.staleIndex, after, limit),
      }),
    listUntold: (after, limit) =>
      callPort(world, worker, ["listUntold", "list"], {
        arrive: () => untoldIn(world, after, limit),
        lost,
        special: () => [], // what was written a moment ago is listed late
      }),
    markTold: (id, read, marking) =>
      callPort(world, worker, ["markTold", "write"], {
        arrive: () => markTold(world, worker, id, read, marking),
        lost,
      }),
    bindToken: (token, binding) =>
      callPort(world, worker, ["bindToken", "write"], { arrive: () => bind(table, token, binding), lost }),
    readToken: (token) =>
      callPort(world, worker, ["readToken", "read"], { arrive: () => table.tokens.get(token), lost }),
  };
}

function writeRow(
  world: World,
  worker: Worker,
  id: string,
  before: InstanceRow | undefined,
  next: InstanceRow,
): Written {
  const { switches, table } = world;
  const stored = table.rows.get(id);
  const { row } = stored ?? {};
  if (switches.conditions && !isVersion(row, before)) return "refused";
  const was = (before === row && stored?.computed) || shownOf(world, before);
  const computed = shownOf(world, next);
  // Only a column that the write changes is touched: what it does not know of stays.
  const openSinceMs = computed.openSinceMs === was.openSinceMs ? stored?.openSinceMs : computed.openSinceMs;
  const revision = computed.revision === was.revision ? stored?.revision : computed.revision;
  table.rows.set(id, { row: withToldOf(row, before, next), openSinceMs, revision, computed });
  reindex(table);
  onRowWritten(world, worker, id, row, before, next);
  return "applied";
}

/** The condition of a write: the row is as its writer has read it. */
const isVersion = (row: InstanceRow | undefined, before: InstanceRow | undefined) =>
  row?.epoch === before?.epoch && row?.beside === before?.beside;

function bind({ tokens }: Table, token: string, binding: TokenBinding): Written {
  if (tokens.has(token)) return "refused";
  tokens.set(token, binding);
  return "applied";
}

function reindex(table: Table): void {
  table.staleIndex = table.index;
  table.index = [...table.rows]
    .flatMap(([instanceId, { openSinceMs, revision }]) =>
      openSinceMs === undefined ? [] : { instanceId, openSinceMs, revision },
    )
    .sort(byKey);
}

const byKey = (a: OpenRow, b: OpenRow) =>
  a.openSinceMs - b.openSinceMs || (a.instanceId < b.instanceId ? -1 : Number(a.instanceId > b.instanceId));

const listed = (index: readonly OpenRow[], after: OpenRow | undefined, limit: number) =>
  index.filter((open) => after === undefined || byKey(open, after) > 0).slice(0, limit);

/** The index's columns as the product computes them. */
function shownOf(
  { product, finds }: World,
  { epoch, beside, current, waiting, hooks, tally }: InstanceRow = product.emptyRow,
): Shown {
  const entries = Object.entries(waiting).map(([id, entry]) => [id, unwritten(entry)]);
  // Who does not count takes nothing away.
  const open = { waiting: Object.fromEntries(entries), hooks };
  const row = { ...product.emptyRow, epoch, beside, ...open, ...(finds && { tally }) };
  const columns = product.toColumns(current === undefined ? row : { ...row, current: unwritten(current) });
  const { openSinceMs, revision } = columns;
  return {
    openSinceMs: openSinceMs === undefined ? undefined : Number(openSinceMs),
    revision: revision === undefined ? undefined : String(revision),
  };
}

/** Only the index's columns are wanted: the operation need not be written out as text. */
const unwritten = <T extends Current | Waiting>(operation: T) => ({ ...operation, toJSON: () => null });

/** What a write makes of the row; names its point. */
function kindOf(before: InstanceRow | undefined, { current, outcomes, waiting }: InstanceRow): string {
  const was = before?.current;
  if (current === was) return "beside";
  if (current?.progress.state === "Sending" && was?.progress.state === "Sending") return "doubt";
  if (current !== undefined) return current.progress.state;
  if (was !== undefined && waiting[was.operationId] !== undefined) return "Waiting";
  return was !== undefined && outcomes[was.operationId] !== undefined ? "ended" : "released";
}
