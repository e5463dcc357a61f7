import { invalid, OtsError } from "./ots-error.ts";
import type { Row } from "./row.ts";
import { findInIndex, type SecondaryIndex } from "./secondary-index.ts";
import { createTable, type Table } from "./table.ts";
import type { ColumnSchema, TableDefinition } from "./table-definition.ts";
import type { KeyValue } from "./values.ts";

/** What can be read: a table, or an index under its own name. */
export type Readable = {
  readonly schema: readonly ColumnSchema[];
  readonly find: (key: readonly KeyValue[], nowMs: number) => Row | undefined;
  readonly rows: (nowMs: number) => readonly Row[];
};

export type Database = {
  /** Whether UpdateRow takes the expectation that there is no row: the documents list the other two only. */
  readonly updateMakesRows: boolean;
  readonly create: (definition: TableDefinition) => void;
  readonly drop: (name: string) => void;
  /** Names of tables and indexes (that indexes are listed too is invented). */
  readonly names: () => readonly string[];
  /** The table to describe; `OTSObjectNotExist` when there is none. */
  readonly table: (name: string) => Table;
  /** The table to write; an index is refused. */
  readonly writable: (name: string) => Table;
  readonly readable: (name: string) => Readable;
  /** Drops all rows, keeps all tables. */
  readonly clear: () => void;
};

/**
 * How long a new table takes no calls about its rows, world time. The Java SDK's functional tests wait 2 s, PHP's examples
 * 10; that it takes this long every time is invented.
 */
export const NEW_TABLE_MS = 2_000;

/** What no document settles; times are milliseconds of world time. */
type Manners = Pick<Database, "updateMakesRows"> & {
  /** How far an index is behind its table. */
  readonly indexLagMs: number;
  /** How far the rows of a table are behind its creation. */
  readonly newTableMs: number;
};

/** The tables of one instance. */
export function createDatabase({ indexLagMs, newTableMs, updateMakesRows }: Manners, nowMs: () => number): Database {
  const tables = new Map<string, Table & { readonly readyAtMs: number }>();
  const findIndex = (name: string): SecondaryIndex | undefined =>
    [...tables.values()].flatMap(({ indexes }) => indexes).find(({ definition }) => definition.name === name);
  const names = () =>
    [...tables.values()].flatMap(({ definition }) => [definition.name, ...definition.indexes.map(({ name }) => name)]);

  const table = (name: string) => {
    const found = tables.get(name);
    if (found === undefined) throw new OtsError("OTSObjectNotExist", "Requested table does not exist.");
    return found;
  };

  /** The table for its rows; `OTSTableNotReady` while it is new. */
  const ready = (name: string) => {
    const found = table(name);
    if (found.readyAtMs > nowMs()) throw new OtsError("OTSTableNotReady", "The table is not ready.");
    return found;
  };

  return {
    updateMakesRows,
    create: (definition) => {
      const wanted = [definition.name, ...definition.indexes.map(({ name }) => name)];
      if (new Set([...names(), ...wanted]).size < names().length + wanted.length) {
        throw new OtsError("OTSObjectAlreadyExist", "Requested table already exists.");
      }
      if (tables.size >= maxTables) throw new OtsError("OTSQuotaExhausted", "Number of tables exceeded the quota.");
      tables.set(definition.name, { ...createTable(definition, indexLagMs), readyAtMs: nowMs() + newTableMs });
    },
    drop: (name) => void tables.delete(table(name).definition.name),
    names,
    table,
    writable: (name) => {
      if (findIndex(name) !== undefined) throw invalid("Can't write index table directly.");
      return ready(name);
    },
    readable: (name) => {
      const index = findIndex(name);
      if (index === undefined) return { ...ready(name), schema: table(name).definition.primaryKey };
      return { schema: index.schema, rows: index.rows, find: (key, nowMs) => findInIndex(index, key, nowMs) };
    },
    clear: () => {
      for (const [name, table] of tables) {
        table.clear();
        tables.set(name, { ...table, readyAtMs: 0 }); // the clock begins anew, and they are old
      }
    },
  };
}

/** Tables of one instance (documented limit). */
const maxTables = 64;
