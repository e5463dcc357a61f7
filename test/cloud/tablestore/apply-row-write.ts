import { fulfils } from "./column-condition.ts";
import { invalid, OtsError } from "./ots-error.ts";
import type { Cell } from "./plain-buffer-reader.ts";
import { writeRow } from "./plain-buffer-writer.ts";
import { nameKey } from "./primary-key.ts";
import { type Columns, lookupIn, type Row, type Version } from "./row.ts";
import type { RowWrite } from "./row-write.ts";
import type { Table } from "./table.ts";
import type { TableDefinition } from "./table-definition.ts";
import type { KeyValue } from "./values.ts";

export type Written = {
  /** What `returnContent` asked for. */
  readonly row: Uint8Array | undefined;
  readonly effect: boolean;
};

/** Applies one checked write to its row, at once and whole, or throws and changes nothing. */
export function applyRowWrite(table: Table, write: RowWrite, key: readonly KeyValue[], nowMs: number): Written {
  const before = table.find(key, nowMs);
  if (!conditionHolds(write, before, table)) throw new OtsError("OTSConditionCheckFail", "Condition check failed.");
  const after = write.kind === "DELETE" ? undefined : change(write, before, key, table.definition, nowMs);
  if (after !== undefined) table.store(after, nowMs);
  else if (before !== undefined) table.remove(key, nowMs);
  return { row: returned(write, after, key, table.definition), effect: after !== undefined || before !== undefined };
}

function conditionHolds({ expect, condition }: RowWrite, row: Row | undefined, table: Table): boolean {
  if (expect === "EXPECT_EXIST" && row === undefined) return false;
  if (expect === "EXPECT_NOT_EXIST" && row !== undefined) return false;
  return condition === undefined || fulfils(condition, lookupIn(row, table.definition.primaryKey));
}

/** An update that only deletes columns makes no row (OTSDOC, Node.js SDK, single-row operations). */
function change(
  write: RowWrite,
  before: Row | undefined,
  primaryKey: readonly KeyValue[],
  { maxVersions }: TableDefinition,
  nowMs: number,
): Row | undefined {
  if (before === undefined && write.kind === "UPDATE" && write.cells.every(isDeletion)) return undefined;
  const kept = write.kind === "UPDATE" ? before?.columns : undefined;
  const columns = new Map(kept);
  for (const cell of write.cells) {
    const versions = changeColumn(columns.get(cell.name) ?? [], cell, nowMs).slice(0, maxVersions);
    if (versions.length > 0) columns.set(cell.name, versions);
    else columns.delete(cell.name);
  }
  return { primaryKey, columns, aliveMs: newestMs(columns) ?? nowMs };
}

const isDeletion = ({ change }: Cell) => change === "DELETE" || change === "DELETE_ALL";

function changeColumn(versions: readonly Version[], cell: Cell, nowMs: number): readonly Version[] {
  switch (cell.change) {
    case "DELETE_ALL":
      return [];
    case "DELETE":
      return versions.filter(({ timestampMs }) => timestampMs !== cell.timestampMs);
    case "INCREMENT":
      return withVersion(versions, { value: increment(versions[0], cell), timestampMs: cell.timestampMs ?? nowMs });
    case "PUT": {
      if (cell.value === undefined || typeof cell.value === "symbol") return versions; // refused before
      return withVersion(versions, { value: cell.value, timestampMs: cell.timestampMs ?? nowMs });
    }
  }
}

const withVersion = (versions: readonly Version[], added: Version): readonly Version[] =>
  [added, ...versions.filter(({ timestampMs }) => timestampMs !== added.timestampMs)].sort(
    (a, b) => b.timestampMs - a.timestampMs,
  );

function increment(current: Version | undefined, { name, value }: Cell): bigint {
  const from = current?.value ?? 0n;
  if (typeof from !== "bigint" || typeof value !== "bigint") {
    throw invalid(`Invalid cell: ${name}. Only an INTEGER column can be an atomic counter.`); // wording invented
  }
  const sum = from + value;
  if (BigInt.asIntN(64, sum) !== sum) throw invalid(`Invalid cell: ${name}. The atomic counter would overflow.`); // wording invented
  return sum;
}

const newestMs = (columns: Columns) => {
  const timestamps = [...columns.values()].flatMap((versions) => versions.map(({ timestampMs }) => timestampMs));
  return timestamps.length === 0 ? undefined : Math.max(...timestamps);
};

/** After a change only atomic counters come back, and only those that were asked for; without the key (invented). */
function returned(write: RowWrite, row: Row | undefined, key: readonly KeyValue[], { primaryKey }: TableDefinition) {
  if (write.returns === "NONE") return undefined;
  if (write.returns === "PRIMARY_KEY") return writeRow(nameKey(primaryKey, key), []);
  const counters = write.cells.filter(
    ({ name, change }) => change === "INCREMENT" && write.returnColumns.includes(name),
  );
  const columns = counters.flatMap(({ name }) => {
    const newest = row?.columns.get(name)?.[0];
    return newest === undefined ? [] : [{ name, ...newest }];
  });
  return columns.length === 0 ? undefined : writeRow([], columns);
}
