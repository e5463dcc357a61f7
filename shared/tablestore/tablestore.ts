import TableStore from "tablestore";
import type { Credentials, StoreSettings } from "../config.ts";
import { type InstanceRow, rowVersion } from "../ledger/row.ts";
import { type OpenRow, type Store, StoreUnknown, type Written } from "../ledger/store.ts";
import { nameOfRowKey, rowKeyOf, type Scope } from "../ledger/token.ts";
import { type Client, connect, otsCodeOf } from "./client.ts";
import { type Columns, fromColumns, toColumns } from "./columns.ts";
import { type RowCondition, whileAbsent, whileVersion } from "./conditions.ts";
import { openIndex, tables } from "./tables.ts";

const { Long } = TableStore;

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
            instanceId,
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

async function read(client: Client, tableName: string, id: string): Promise<Columns | undefined> {
  const { row } = await settled(client.getRow({ tableName, primaryKey: [{ id }] }));
  if (row?.primaryKey === undefined) return undefined; // the SDK answers {} for a missing row
  const attributes = row.attributes ?? [];
  return Object.fromEntries(attributes.map(({ columnName, columnValue }) => [columnName, plain(columnValue)]));
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
  return (rows ?? []).map(({ primaryKey }) => {
    const key = Object.fromEntries((primaryKey ?? []).map(({ name, value }) => [name, plain(value)]));
    return { openSinceMs: Number(key[openIndex.column]), instanceId: nameOfRowKey(String(key["id"])) };
  });
}

type KeyPart = TableStore.PrimaryKeyInput[number][string];
const indexKey = (openSinceMs: KeyPart, id: KeyPart): TableStore.PrimaryKeyInput => [
  { [openIndex.column]: openSinceMs },
  { id },
];

/**
 * A row's first write. PutRow replaces a row whole, so it is made under the condition that there is none, and never for
 * any later write. Every document allows that condition for PutRow; for UpdateRow some do not.
 */
const create = (client: Client, tableName: string, id: string, columns: Columns): Promise<Written> =>
  written(
    client.putRow({
      tableName,
      primaryKey: [{ id }],
      condition: whileAbsent(),
      attributeColumns: cells(columns),
    }),
  );

const update = (
  client: Client,
  instanceId: string,
  condition: RowCondition,
  { put, remove }: Changes,
): Promise<Written> =>
  written(
    client.updateRow({
      tableName: tables.instances,
      primaryKey: [{ id: rowKeyOf("instance", instanceId) }],
      condition,
      updateOfAttributeColumns: [{ PUT: cells(put) }, ...(remove.length > 0 ? [{ DELETE_ALL: [...remove] }] : [])],
    }),
  );

type Changes = { readonly put: Columns; readonly remove: readonly string[] };

const changesBetween = (before: Columns, next: Columns): Changes => ({
  put: Object.fromEntries(Object.entries(next).filter(([name, value]) => before[name] !== value)),
  remove: Object.keys(before).filter((name) => !(name in next)),
});

const cells = (columns: Columns) => Object.entries(columns).map(([name, value]) => ({ [name]: cell(value) }));
const cell = (value: number | string) => (typeof value === "number" ? Long.fromNumber(value) : value);
const plain = (value: unknown): number | string =>
  typeof value === "object" && value !== null && "toNumber" in value && typeof value.toNumber === "function"
    ? Number(value.toNumber())
    : String(value);

async function settled<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw new StoreUnknown(`Tablestore did not answer: ${otsCodeOf(cause)}`, { cause });
  }
}

async function written(call: Promise<unknown>): Promise<Written> {
  try {
    await call;
    return "applied";
  } catch (cause) {
    if (otsCodeOf(cause) === "OTSConditionCheckFail") return "refused";
    throw new StoreUnknown(`Tablestore did not say whether it applied a write: ${otsCodeOf(cause)}`, { cause });
  }
}
