import TableStore from "tablestore";
import type { Credentials, StoreSettings } from "../config.ts";
import { type InstanceRow, rowVersion } from "../ledger/row.ts";
import type { OpenRow, Store } from "../ledger/store.ts";
import { nameOfRowKey, rowKeyOf, type Scope } from "../ledger/token.ts";
import { type Client, connect } from "./client.ts";
import { type Columns, fromColumns, toColumns } from "./columns.ts";
import { whileVersion } from "./conditions.ts";
import { cell, changesBetween, create, plain, read, settled, update } from "./rows.ts";
import { openIndex, tables } from "./tables.ts";

/** The ledger's store on Tablestore, by the official SDK. Writes are never repeated here; reads twice at most. */
export function createTablestore(settings: StoreSettings, credentials: Credentials, scope: Scope): Store {
  const client = connect(settings, credentials);
  /** Rows of an older shape, by what they were read as: the first write makes the whole row new. */
  const older = new WeakMap<InstanceRow, Columns>();
  return {
    readInstance: async (instanceId) => {
      const columns = await read(client, tables.instances, rowKeyOf("instance", instanceId));
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
            changesBetween(older.get(before) ?? toColumns(before), toColumns(next)),
          ),
    listOpen: (after, limit) => listOpen(client, after, limit),
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

async function listOpen(client: Client, after: OpenRow | undefined, limit: number): Promise<OpenRow[]> {
  const { rows } = await settled(
    client.getRange({
      tableName: openIndex.name,
      direction: TableStore.Direction.FORWARD,
      // The key right after a given one: the same with the smallest character added.
      inclusiveStartPrimaryKey:
        after === undefined
          ? indexKey(TableStore.INF_MIN, TableStore.INF_MIN)
          : indexKey(cell(after.openSinceMs), `${rowKeyOf("instance", after.instanceId)}\u0000`),
      exclusiveEndPrimaryKey: indexKey(TableStore.INF_MAX, TableStore.INF_MAX),
      limit,
    }),
  );
  return (rows ?? []).map(({ primaryKey, attributes }) => {
    const key = Object.fromEntries((primaryKey ?? []).map(({ name, value }) => [name, plain(value)]));
    const shown = attributes?.find(({ columnName }) => columnName === openIndex.shows);
    return {
      openSinceMs: Number(key[openIndex.column]),
      instanceId: nameOfRowKey(String(key["id"])),
      ...(shown && { revision: String(shown.columnValue) }),
    };
  });
}

type KeyPart = TableStore.PrimaryKeyInput[number][string];
const indexKey = (openSinceMs: KeyPart, id: KeyPart): TableStore.PrimaryKeyInput => [
  { [openIndex.column]: openSinceMs },
  { id },
];
