import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import TableStore, { type CellValue, type Client, type Condition, type PrimaryKeyInput, type Row } from "tablestore";
import { onTestFinished } from "vitest";
import { createCallLog } from "../cloud/core/calls.ts";
import { createClock } from "../cloud/core/clock.ts";
import { createExchange } from "../cloud/core/exchange.ts";
import { createFaults } from "../cloud/core/faults.ts";
import { createGuesses } from "../cloud/core/guesses.ts";
import { readBody } from "../cloud/core/http.ts";
import { createPrincipals, type Principal } from "../cloud/core/principals.ts";
import { tablestoreGuesses } from "../cloud/tablestore/guesses.ts";
import { createInstances, openInstance } from "../cloud/tablestore/instances.ts";
import { createTablestore } from "../cloud/tablestore/tablestore.ts";

declare module "tablestore" {
  /** The SDK asks this for the date it signs with. */
  export const util: { readonly date: { getDate: () => Date } };
}

export const settings = { accountId: "1000000000000001", regionId: "cn-hangzhou", tablestoreInstance: "redeploy-once" };

/** Most tests are about rows: their tables can be used as soon as they are made. */
export const readyAtOnce = "tablestore.table-ready";

/** The local Tablestore behind a real HTTP wire, and the real SDK in front of it; SDK and world share one clock. */
export async function createTablestoreBench(flips: readonly string[] = [readyAtOnce]) {
  const clock = createClock();
  const calls = createCallLog(clock.nowMs);
  const faults = createFaults();
  const principals = createPrincipals();
  const exchange = createExchange({ clock, calls, faults });
  const instances = createInstances();
  instances.add(openInstance(settings.tablestoreInstance, clock.nowMs()));
  const product = createTablestore({
    clock,
    principals,
    exchange,
    settings,
    instances,
    holds: createGuesses(tablestoreGuesses, flips),
  });
  const server = createServer((request, response) => {
    void readBody(request, 64 * 1024 * 1024).then((body) => product.handle(request, response, body ?? Buffer.alloc(0)));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never text
  const realDate = TableStore.util.date.getDate;
  TableStore.util.date.getDate = () => new Date(clock.nowMs());
  onTestFinished(() => {
    TableStore.util.date.getDate = realDate;
    server.closeAllConnections();
    server.close();
  });

  const endpoint = `http://127.0.0.1:${port}`;
  const connect = (caller: Pick<Principal, "accessKeyId" | "accessKeySecret" | "securityToken">, instance?: string) =>
    new TableStore.Client({
      accessKeyId: caller.accessKeyId,
      accessKeySecret: caller.accessKeySecret,
      ...(caller.securityToken === undefined ? {} : { stsToken: caller.securityToken }),
      endpoint,
      instancename: instance ?? settings.tablestoreInstance,
      maxRetries: 0,
      httpOptions: { timeout: 120_000, maxSockets: 50 },
    });
  return { clock, calls, faults, principals, product, endpoint, connect, client: connect(principals.account) };
}

/** An INTEGER: a plain number would be stored as a DOUBLE. */
export const long = (value: number) => TableStore.Long.fromNumber(value);

export const ignore = new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null);
export const absent = new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_NOT_EXIST, null);
export const present = new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_EXIST, null);

/** A condition on one column of a row, whether or not the row exists. */
export const when = (
  column: string,
  comparator: keyof typeof TableStore.ComparatorType,
  value: CellValue,
  passIfMissing?: boolean,
) => new TableStore.SingleColumnCondition(column, value, TableStore.ComparatorType[comparator], passIfMissing);

export const onRow = (column: ReturnType<typeof when> | InstanceType<typeof TableStore.CompositeCondition>) =>
  new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, column);

export const combine = (
  operator: keyof typeof TableStore.LogicalOperator,
  ...conditions: readonly Parameters<InstanceType<typeof TableStore.CompositeCondition>["addSubCondition"]>[0][]
) => {
  const composite = new TableStore.CompositeCondition(TableStore.LogicalOperator[operator]);
  for (const condition of conditions) composite.addSubCondition(condition);
  return composite;
};

type TableShape = {
  readonly primaryKey?: readonly { name: string; type: "STRING" | "INTEGER" | "BINARY" }[];
  readonly timeToLive?: number;
  readonly maxVersions?: number;
  readonly definedColumn?: readonly { name: string; type: 1 | 2 | 3 | 4 }[];
  readonly index?: { name: string; primaryKey: string[]; definedColumn: string[] };
};

export const createTable = (client: Client, tableName: string, shape: TableShape = {}) =>
  client.createTable({
    tableMeta: {
      tableName,
      primaryKey: [...(shape.primaryKey ?? [{ name: "id", type: "STRING" as const }])],
      definedColumn: [...(shape.definedColumn ?? [])],
    },
    tableOptions: { timeToLive: shape.timeToLive ?? -1, maxVersions: shape.maxVersions ?? 1 },
    reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
    ...(shape.index === undefined ? {} : { indexMetas: [shape.index] }),
  });

type Changes = Parameters<Client["updateRow"]>[0]["updateOfAttributeColumns"];

/** Tests speak of the table `rows`, whose key is the string `id`. */
export const put = (client: Client, id: string, columns: Record<string, CellValue>, condition: Condition = ignore) =>
  client.putRow({
    tableName: "rows",
    primaryKey: [{ id }],
    condition,
    attributeColumns: Object.entries(columns).map(([name, value]) => ({ [name]: value })),
  });

export const update = (
  client: Client,
  id: string,
  changes: Changes,
  condition: Condition = ignore,
  returnColumns?: readonly string[],
) =>
  client.updateRow({
    tableName: "rows",
    primaryKey: [{ id }],
    condition,
    updateOfAttributeColumns: changes,
    ...(returnColumns === undefined ? {} : { returnContent: { returnType: 2, returnColumns: [...returnColumns] } }),
  });

/** The attribute columns of a row as a plain object; undefined when there is no such row. */
export async function read(client: Client, id: string, columnsToGet?: readonly string[]) {
  const { row } = await client.getRow({
    tableName: "rows",
    primaryKey: [{ id }],
    ...(columnsToGet === undefined ? {} : { columnsToGet: [...columnsToGet] }),
  });
  return row?.primaryKey ? columnsOf(row) : undefined;
}

export const columnsOf = (row: Row | undefined) =>
  Object.fromEntries((row?.attributes ?? []).map(({ columnName, columnValue }) => [columnName, toPlain(columnValue)]));

export const keyOf = (primaryKey: Row["primaryKey"] | undefined) =>
  Object.fromEntries((primaryKey ?? []).map(({ name, value }) => [name, toPlain(value)]));

/** All keys of a range over the whole table or index. */
export async function scan(client: Client, tableName: string, columns: readonly string[]) {
  const bound = (value: typeof TableStore.INF_MIN | typeof TableStore.INF_MAX): PrimaryKeyInput =>
    columns.map((name) => ({ [name]: value }));
  const { rows } = await client.getRange({
    tableName,
    direction: "FORWARD",
    inclusiveStartPrimaryKey: bound(TableStore.INF_MIN),
    exclusiveEndPrimaryKey: bound(TableStore.INF_MAX),
  });
  return rows.map((row) => ({ ...keyOf(row.primaryKey), ...columnsOf(row) }));
}

/** How the SDK shows a refusal: the HTTP status as `code`, the OTS code inside the bytes of the message. */
export async function refusal(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? error.code : undefined;
  return `${code} ${/OTS[A-Za-z]+/.exec(error.message)?.[0] ?? error.message}`;
}

function toPlain(value: CellValue) {
  if (Buffer.isBuffer(value)) return value.toString("hex");
  return typeof value === "object" && value !== null ? value.toNumber() : value;
}
