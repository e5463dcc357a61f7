import { type ColumnCondition, fulfils, readColumnCondition } from "./column-condition.ts";
import type { Readable } from "./database.ts";
import { invalid, notServed } from "./ots-error.ts";
import { writeRow } from "./plain-buffer-writer.ts";
import { nameKey } from "./primary-key.ts";
import { lookupIn, type Row } from "./row.ts";

/** What a read wants of each row. */
export type RowRead = {
  /** Empty: all columns. */
  readonly columnsToGet: readonly string[];
  readonly maxVersions: number;
  readonly filter: ColumnCondition | undefined;
};

type WireRead = {
  readonly columnsToGet: string[];
  readonly maxVersions: number;
  readonly filter: Uint8Array;
  readonly timeRange: object | null;
  readonly startColumn: string;
  readonly endColumn: string;
  readonly transactionId?: string;
};

/** Columns that one read may name (documented). */
const maxColumnsToGet = 128;

/** Reads what a read wants off the wire. */
export function readRowRead(wire: WireRead): RowRead {
  if (wire.timeRange !== null) throw notServed("timeRange");
  if (wire.startColumn !== "" || wire.endColumn !== "") throw notServed("startColumn and endColumn");
  if (wire.transactionId !== undefined && wire.transactionId !== "") throw notServed("local transactions");
  if (wire.columnsToGet.length > maxColumnsToGet) {
    throw invalid(
      `The number of columns from the request exceeds the limit, limit count: ${maxColumnsToGet} , column count:${wire.columnsToGet.length}.`,
    );
  }
  if (wire.maxVersions === 0) throw invalid("No version condition is specified while querying row.");
  if (wire.maxVersions < 0)
    throw invalid(`Invalid max versions: ${wire.maxVersions} . Reason: Max versions must be positive.`);
  return { ...wire, filter: readColumnCondition(wire.filter) };
}

/**
 * The row as the read wants it; no bytes when the filter drops it, or when none of the wanted columns is in it (the
 * latter is invented).
 */
export function viewRow(
  row: Row,
  { columnsToGet, maxVersions, filter }: RowRead,
  { schema }: Pick<Readable, "schema">,
) {
  const none = new Uint8Array(0);
  if (filter !== undefined && !fulfils(filter, lookupIn(row, schema))) return none;
  const wanted = columnsToGet.length === 0 ? undefined : new Set(columnsToGet);
  const columns = [...row.columns]
    .filter(([name]) => wanted === undefined || wanted.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, versions]) => versions.slice(0, maxVersions).map((version) => ({ name, ...version })));
  const wantsKey = wanted === undefined || schema.some(({ name }) => wanted.has(name));
  return wantsKey || columns.length > 0 ? writeRow(nameKey(schema, row.primaryKey), columns) : none;
}
