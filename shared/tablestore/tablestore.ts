import TableStore from "tablestore";
import type { Credentials, StoreSettings } from "../config.ts";
import { type InstanceRow, rowVersion } from "../ledger/row.ts";
import type { Store } from "../ledger/store.ts";
import { nameOfRowKey, rowKeyOf, type Scope } from "../ledger/token.ts";
import { type Client, connect } from "./client.ts";
import { type Columns, fromColumns, toColumns } from "./columns.ts";
import { whileVersion } from "./conditions.ts";
import { markTold } from "./mark-told.ts";
import { cell, changesBetween, create, plain, read, readTwice, update } from "./rows.ts";
import { openIndex, tables, untoldIndex } from "./tables.ts";

/** The ledger's store on Tablestore, by the official SDK. Writes are never repeated here; reads twice at most. */
export function createTablestore(settings: StoreSettings, credentials: Credentials, scope: Scope): Store {
  const client = connect(settings, credentials);
  /** Rows of an older shape, by what they were read as: the first write makes the whole row new. */
  const older = new WeakMap<InstanceRow, Columns>();
  return {
    readInstance: async (instanceId, once) => {
      const columns = await read(client, tables.instances, rowKeyOf("instance", instanceId), once);
      if (columns === undefined) return undefined;
      const row = fromColumns(scope, instanceId, columns);
      if (columns["version"] !== rowVersion) older.set(row, columns);
      return row;
    },
    writeInstance: (instanceId, before, next) =>
      before === undefined
        ? create(client, tables.instances, rowKeyOf("instance", instanceId), toColumns(next))
        : update(
            client,
            tables.instances,
            rowKeyOf("instance", instanceId),
            whileVersion(before),
            changesBetween(columnsBefore(older.get(before) ?? toColumns(before), before, next), toColumns(next)),
          ),
    listOpen: async (after, limit) => {
      const from = after && { instanceId: after.instanceId, atMs: after.openSinceMs };
      const rows = await listed(client, openIndex, from, limit);
      return rows.map(({ atMs, ...row }) => ({ ...row, openSinceMs: atMs }));
    },
    listUntold: async (after, limit) => {
      const from = after && { instanceId: after.instanceId, atMs: after.untoldSinceMs };
      const rows = await listed(client, untoldIndex, from, limit);
      return rows.map(({ instanceId, atMs }) => ({ instanceId, untoldSinceMs: atMs }));
    },
    markTold: (instanceId, read, marking) => markTold(client, rowKeyOf("instance", instanceId), read, marking),
    bindToken: (token, binding) => create(client, tables.tokens, rowKeyOf("token", token), binding),
    readToken: async (token) => {
      const columns = await read(client, tables.tokens, rowKeyOf("token", token));
      if (columns === undefined) return undefined;
      const { instanceId, operation, fingerprint, boundAtMs } = columns;
      return {
        instanceId: String(instanceId),
        operation: String(operation),
        fingerprint: String(fingerprint),
        boundAtMs: Number(boundAtMs),
      };
    },
  };
}

/** News are written whatever was read: a run that has told people may have taken the time away meanwhile. */
function columnsBefore(columns: Columns, before: InstanceRow, next: InstanceRow): Columns {
  const { [untoldIndex.column]: _, ...rest } = columns;
  return next.news === before.news ? columns : rest;
}

type Index = typeof openIndex | typeof untoldIndex;
type Listed = { readonly instanceId: string; readonly atMs: number; readonly revision?: string };

/** The rows of a sparse index from the one after `after` on. */
async function listed(client: Client, index: Index, after: Listed | undefined, limit: number): Promise<Listed[]> {
  const key = (atMs: KeyPart, id: KeyPart): TableStore.PrimaryKeyInput => [{ [index.column]: atMs }, { id }];
  const { rows } = await readTwice(() =>
    client.getRange({
      tableName: index.name,
      direction: TableStore.Direction.FORWARD,
      // The key right after a given one: the same with the smallest character added.
      inclusiveStartPrimaryKey:
        after === undefined
          ? key(TableStore.INF_MIN, TableStore.INF_MIN)
          : key(cell(after.atMs), `${rowKeyOf("instance", after.instanceId)}\u0000`),
      exclusiveEndPrimaryKey: key(TableStore.INF_MAX, TableStore.INF_MAX),
      limit,
    }),
  );
  return (rows ?? []).map(({ primaryKey, attributes }) => {
    const found = Object.fromEntries((primaryKey ?? []).map(({ name, value }) => [name, plain(value)]));
    const shown = attributes?.find(({ columnName }) => columnName === openIndex.shows);
    return {
      atMs: Number(found[index.column]),
      instanceId: nameOfRowKey(String(found["id"])),
      ...(shown && { revision: String(shown.columnValue) }),
    };
  });
}

type KeyPart = TableStore.PrimaryKeyInput[number][string];
