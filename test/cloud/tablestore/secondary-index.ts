import type { Row } from "./row.ts";
import type { ColumnSchema, IndexDefinition, TableDefinition } from "./table-definition.ts";
import { keyText } from "./values.ts";

/** How long a global secondary index lags behind its table, world time. Invented: the documents say "milliseconds". */
export const INDEX_LAG_MS = 1_000;
export const LONG_INDEX_LAG_MS = 60_000;

export type SecondaryIndex = {
  readonly definition: IndexDefinition;
  /** Indexed columns, then the key columns of the table that are not among them. */
  readonly schema: readonly ColumnSchema[];
  /** Takes note of a change of the table; undefined when the row is gone. */
  readonly changed: (tableKey: string, row: Row | undefined, nowMs: number) => void;
  readonly rows: (nowMs: number) => readonly Row[];
  readonly clear: () => void;
};

/** A sparse index: it holds a row only while the row has every indexed column, and learns of changes late. */
export function createSecondaryIndex(
  definition: IndexDefinition,
  table: TableDefinition,
  lagMs: number,
): SecondaryIndex {
  const schema = indexSchema(definition, table);
  const entries = new Map<string, Row>();
  const pending: { readonly dueMs: number; readonly tableKey: string; readonly entry: Row | undefined }[] = [];

  const settle = (nowMs: number) => {
    while (pending[0] !== undefined && pending[0].dueMs <= nowMs) {
      const { tableKey, entry } = pending[0];
      pending.shift();
      if (entry === undefined) entries.delete(tableKey);
      else entries.set(tableKey, entry);
    }
  };

  return {
    definition,
    schema,
    changed: (tableKey, row, nowMs) => {
      settle(nowMs);
      const entry = row === undefined ? undefined : project(row, schema, definition, table);
      pending.push({ dueMs: nowMs + lagMs, tableKey, entry });
    },
    rows: (nowMs) => {
      settle(nowMs);
      return [...entries.values()];
    },
    clear: () => {
      entries.clear();
      pending.length = 0;
    },
  };
}

function indexSchema({ primaryKey }: IndexDefinition, table: TableDefinition): readonly ColumnSchema[] {
  const columns = new Map([...table.primaryKey, ...table.definedColumns].map((column) => [column.name, column]));
  const names = new Set([...primaryKey, ...table.primaryKey.map(({ name }) => name)]);
  return [...names].flatMap((name) => columns.get(name) ?? []);
}

/** The index's row for a row of the table; undefined while an indexed column is missing. */
function project(
  row: Row,
  schema: readonly ColumnSchema[],
  { definedColumns }: IndexDefinition,
  table: TableDefinition,
): Row | undefined {
  const keyColumns = new Map(table.primaryKey.map(({ name }, position) => [name, row.primaryKey[position]]));
  const primaryKey = schema.flatMap(({ name }) => {
    const value = keyColumns.get(name) ?? row.columns.get(name)?.[0]?.value;
    return value === undefined || typeof value === "number" || typeof value === "boolean" ? [] : [value];
  });
  if (primaryKey.length < schema.length) return undefined;
  return { ...row, primaryKey, columns: new Map([...row.columns].filter(([name]) => definedColumns.includes(name))) };
}

/** Finds one row of an index by its own key. */
export const findInIndex = (index: SecondaryIndex, key: Row["primaryKey"], nowMs: number) =>
  index.rows(nowMs).find(({ primaryKey }) => keyText(primaryKey) === keyText(key));
