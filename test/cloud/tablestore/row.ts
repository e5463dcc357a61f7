import type { Lookup } from "./column-condition.ts";
import type { ColumnSchema } from "./table-definition.ts";
import type { ColumnValue, KeyValue } from "./values.ts";

export type Version = { readonly value: ColumnValue; readonly timestampMs: number };

/** By column name; the versions of a column newest first, never none. */
export type Columns = ReadonlyMap<string, readonly Version[]>;

export type Row = {
  readonly primaryKey: readonly KeyValue[];
  readonly columns: Columns;
  /** Newest cell, or the last write when no cell is left: the row itself expires a time to live after it (invented). */
  readonly aliveMs: number;
};

/** The row without what has expired; undefined when nothing is left of it. Expired cells are invisible at once. */
export function liveRow(row: Row, timeToLiveSeconds: number, nowMs: number): Row | undefined {
  if (timeToLiveSeconds < 0) return row;
  const lives = (fromMs: number) => fromMs + timeToLiveSeconds * 1_000 > nowMs;
  if (!lives(row.aliveMs)) return undefined;
  const columns = [...row.columns].map(
    ([name, versions]) => [name, versions.filter(({ timestampMs }) => lives(timestampMs))] as const,
  );
  return { ...row, columns: new Map(columns.filter(([, versions]) => versions.length > 0)) };
}

/** How conditions and filters see a row: attribute columns, and its key columns too. */
export function lookupIn(row: Row | undefined, schema: readonly ColumnSchema[]): Lookup {
  return (column) => {
    const position = schema.findIndex(({ name }) => name === column);
    const key = row?.primaryKey[position];
    if (key !== undefined) return [key];
    return row?.columns.get(column)?.map(({ value }) => value);
  };
}
