import TableStore from "tablestore";
import { pause } from "../impure.ts";
import { StoreUnknown, type Written } from "../ledger/store.ts";
import { type Client, otsCodeOf } from "./client.ts";
import type { Columns } from "./columns.ts";
import { type RowCondition, whatever, whileAbsent } from "./conditions.ts";

const { Long } = TableStore;

/** A row's columns, or undefined if there is no such row. `once`: not a second time if it gets no answer. */
export async function read(client: Client, tableName: string, id: string, once?: "once"): Promise<Columns | undefined> {
  const call = () => client.getRow({ tableName, primaryKey: [{ id }] });
  const { row } = await (once ? settled(call()) : readTwice(call));
  if (row?.primaryKey === undefined) return undefined; // the SDK answers {} for a missing row
  const attributes = row.attributes ?? [];
  return Object.fromEntries(attributes.map(({ columnName, columnValue }) => [columnName, plain(columnValue)]));
}

/** True iff the table has no row. */
export async function isEmpty(client: Client, tableName: string): Promise<boolean> {
  const { rows } = await settled(
    client.getRange({
      tableName,
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: [{ id: TableStore.INF_MIN }],
      exclusiveEndPrimaryKey: [{ id: TableStore.INF_MAX }],
      limit: 1,
    }),
  );
  return (rows ?? []).length === 0;
}

/**
 * A row's first write. PutRow replaces a row whole, so it is made under the condition that there is none, and never for
 * any later write. Every document allows that condition for PutRow; for UpdateRow some do not.
 */
export const create = (client: Client, tableName: string, id: string, columns: Columns): Promise<Written> =>
  put(client, tableName, id, whileAbsent(), columns);

/** A row that is written whole, under a condition. */
export const put = (
  client: Client,
  tableName: string,
  id: string,
  condition: RowCondition,
  columns: Columns,
): Promise<Written> =>
  written(client.putRow({ tableName, primaryKey: [{ id }], condition, attributeColumns: cells(columns) }));

/** A later write: only what differs, under a condition. */
export const update = (
  client: Client,
  tableName: string,
  id: string,
  condition: RowCondition,
  { put: changed, remove, grow }: Changes,
): Promise<Written> =>
  written(
    client.updateRow({
      tableName,
      primaryKey: [{ id }],
      condition,
      updateOfAttributeColumns: [
        { PUT: cells(changed) },
        ...(remove.length > 0 ? [{ DELETE_ALL: [...remove] }] : []),
        ...(grow !== undefined ? [{ INCREMENT: [{ [grow]: Long.fromNumber(1) }] }] : []),
      ],
    }),
  );

/** A row that is written whole, whatever it was before: the last writer wins. Only for what no function that acts goes by. */
export async function replace(client: Client, tableName: string, id: string, columns: Columns): Promise<void> {
  await put(client, tableName, id, whatever(), columns);
}

type Changes = {
  readonly put: Columns;
  readonly remove: readonly string[];
  /** A column that grows by one, whatever is in it. */
  readonly grow?: string;
};

export const changesBetween = (before: Columns, next: Columns): Changes => ({
  put: Object.fromEntries(Object.entries(next).filter(([name, value]) => before[name] !== value)),
  remove: Object.keys(before).filter((name) => !(name in next)),
});

const cells = (columns: Columns) => Object.entries(columns).map(([name, value]) => ({ [name]: cell(value) }));
export const cell = (value: number | string) => (typeof value === "number" ? Long.fromNumber(value) : value);
export const plain = (value: unknown): number | string =>
  typeof value === "object" && value !== null && "toNumber" in value && typeof value.toNumber === "function"
    ? Number(value.toNumber())
    : String(value);

/** The longest pause before a read is made again, milliseconds (as the SDK has it). */
const againAfterMs = 400;

/** A read that gets no answer is made once more: a store that blinks refuses nobody. Throws `StoreUnknown`. */
export async function readTwice<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch {
    await pause(againAfterMs);
    return settled(call());
  }
}

/** Throws `StoreUnknown` for any answer that does not say what was read. */
export async function settled<T>(call: Promise<T>): Promise<T> {
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
