import { liveRow, type Row } from "./row.ts";
import { createSecondaryIndex, type SecondaryIndex } from "./secondary-index.ts";
import type { TableDefinition } from "./table-definition.ts";
import { type KeyValue, keyText } from "./values.ts";

/** A table and the indexes that follow it. */
export type Table = {
  readonly definition: TableDefinition;
  readonly indexes: readonly SecondaryIndex[];
  readonly find: (key: readonly KeyValue[], nowMs: number) => Row | undefined;
  readonly rows: (nowMs: number) => readonly Row[];
  readonly store: (row: Row, nowMs: number) => void;
  readonly remove: (key: readonly KeyValue[], nowMs: number) => void;
  readonly clear: () => void;
};

/** An empty table. Everything here is synchronous: a row changes at once or not at all. */
export function createTable(definition: TableDefinition, indexLagMs: number): Table {
  const rows = new Map<string, Row>();
  const indexes = definition.indexes.map((index) => createSecondaryIndex(index, definition, indexLagMs));
  const live = (row: Row, nowMs: number) => liveRow(row, definition.timeToLiveSeconds, nowMs);

  return {
    definition,
    indexes,
    find: (key, nowMs) => {
      const row = rows.get(keyText(key));
      return row === undefined ? undefined : live(row, nowMs);
    },
    rows: (nowMs) => [...rows.values()].flatMap((row) => live(row, nowMs) ?? []),
    store: (row, nowMs) => {
      rows.set(keyText(row.primaryKey), row);
      for (const index of indexes) index.changed(keyText(row.primaryKey), row, nowMs);
    },
    remove: (key, nowMs) => {
      rows.delete(keyText(key));
      for (const index of indexes) index.changed(keyText(key), undefined, nowMs);
    },
    clear: () => {
      rows.clear();
      for (const index of indexes) index.clear();
    },
  };
}
