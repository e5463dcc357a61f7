import { createHash, createHmac } from "node:crypto";
import TableStore from "tablestore";
import { describe, expect, test } from "vitest";
import { INDEX_LAG_MS } from "../cloud/tablestore/secondary-index.ts";
import {
  absent,
  columnsOf,
  combine,
  createTable,
  createTablestoreBench,
  ignore,
  keyOf,
  long,
  onRow,
  present,
  put,
  read,
  refusal,
  scan,
  settings,
  update,
  when,
} from "./tablestore-bench.ts";

const dayMs = 86_400_000;

async function createRowsBench(shape?: Parameters<typeof createTable>[2]) {
  const bench = await createTablestoreBench();
  await createTable(bench.client, "rows", shape);
  return bench;
}

describe("tables", () => {
  test("a table is described as it was created", async () => {
    const { client } = await createTablestoreBench();
    await createTable(client, "rows", {
      definedColumn: [{ name: "openSince", type: 1 }],
      index: { name: "rows_open", primaryKey: ["openSince"], definedColumn: [] },
    });
    const described = await client.describeTable({ tableName: "rows" });
    expect(described.tableMeta.primaryKey).toMatchObject([{ name: "id", type: 2 }]);
    expect(described.tableMeta.definedColumn).toMatchObject([{ name: "openSince", type: 1 }]);
    expect(described.tableOptions).toMatchObject({ timeToLive: -1, maxVersions: 1 });
    expect(described).toMatchObject({ indexMetas: [{ name: "rows_open", primaryKey: ["openSince"] }] });
    expect((await client.listTable({})).tableNames).toEqual(["rows", "rows_open"]);
  });

  test("a table that exists is not created again, one that does not exist cannot be read or deleted", async () => {
    const { client } = await createRowsBench();
    expect(await refusal(createTable(client, "rows"))).toBe("409 OTSObjectAlreadyExist");
    await client.deleteTable({ tableName: "rows" });
    expect(await refusal(client.deleteTable({ tableName: "rows" }))).toBe("404 OTSObjectNotExist");
    expect(await refusal(client.describeTable({ tableName: "rows" }))).toBe("404 OTSObjectNotExist");
    expect(await refusal(read(client, "a"))).toBe("404 OTSObjectNotExist");
  });

  test.each([
    ["a time to live of 0", { timeToLive: 0 }],
    ["a time to live under a day", { timeToLive: 86_399 }],
    ["no versions", { maxVersions: 0 }],
    ["a name that is no name", { primaryKey: [{ name: "not-a-name", type: "STRING" as const }] }],
    ["no primary key", { primaryKey: [] }],
  ])("a table with %s is refused", async (_, shape) => {
    const { client } = await createTablestoreBench();
    expect(await refusal(createTable(client, "rows", shape))).toBe("400 OTSParameterInvalid");
  });

  test.each([
    ["two versions", { maxVersions: 2 }],
    ["a time to live", { timeToLive: 86_400 }],
    ["no such column", { definedColumn: [] }],
  ])("an index on a table with %s is refused", async (_, shape) => {
    const { client } = await createTablestoreBench();
    const call = createTable(client, "rows", {
      definedColumn: [{ name: "openSince", type: 1 }],
      index: { name: "rows_open", primaryKey: ["openSince"], definedColumn: [] },
      ...shape,
    });
    expect(await refusal(call)).toBe("400 OTSParameterInvalid");
  });

  test("reset keeps the tables and drops the rows", async () => {
    const { client, product } = await createRowsBench();
    await put(client, "a", { state: "NEW" });
    await product.reset();
    expect(await read(client, "a")).toBeUndefined();
    expect((await client.listTable({})).tableNames).toEqual(["rows"]);
  });
});

describe("rows", () => {
  test("every type of value comes back as it was put", async () => {
    const { client } = await createRowsBench();
    const bytes = Buffer.from([0, 255, 1]);
    await put(client, "é日本", {
      text: "日本é",
      count: long(1_790_000_000_123),
      ratio: 1.5,
      yes: true,
      no: false,
      bytes,
    });
    expect(await read(client, "é日本")).toEqual({
      text: "日本é",
      count: 1_790_000_000_123,
      ratio: 1.5,
      yes: true,
      no: false,
      bytes: "00ff01",
    });
  });

  test("a row may have a key alone, and a missing row is no error", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", {});
    expect(await read(client, "a")).toEqual({});
    expect(await read(client, "b")).toBeUndefined();
  });

  test("PutRow replaces the whole row, UpdateRow only the columns it names", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { one: "1", two: "2" });
    await put(client, "a", { three: "3", four: "4", five: "5" });
    await update(client, "a", [{ PUT: [{ three: "III" }] }, { DELETE_ALL: ["four"] }]);
    expect(await read(client, "a")).toEqual({ three: "III", five: "5" });
  });

  test("DELETE takes away one version, and the one before it shows", async () => {
    const { client, clock } = await createRowsBench({ maxVersions: 2 });
    const firstMs = Math.floor(clock.nowMs()) - 10;
    const write = (timestamp: number, state: string) =>
      client.putRow({
        tableName: "rows",
        primaryKey: [{ id: "a" }],
        condition: ignore,
        attributeColumns: [{ state, timestamp }],
      });
    await write(firstMs, "OLD");
    await update(client, "a", [{ PUT: [{ state: "NEW", timestamp: firstMs + 5 }] }]);
    await update(client, "a", [{ DELETE: [{ state: long(firstMs + 5) }] }]);
    expect(await read(client, "a")).toEqual({ state: "OLD" });
  });

  test("columnsToGet picks columns; a row with none of them is not returned", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { one: "1", two: "2" });
    expect(await read(client, "a", ["two"])).toEqual({ two: "2" });
    expect(await read(client, "a", ["id"])).toEqual({});
    expect(await read(client, "a", ["three"])).toBeUndefined();
  });

  test("DeleteRow deletes", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { one: "1" });
    const remove = (condition: InstanceType<typeof TableStore.Condition>) =>
      client.deleteRow({ tableName: "rows", primaryKey: [{ id: "a" }], condition });
    await remove(present);
    expect(await read(client, "a")).toBeUndefined();
    expect(await refusal(remove(present))).toBe("403 OTSConditionCheckFail");
    await remove(ignore);
  });

  test.each([
    ["a column name with a dash", { "a-b": "1" }],
    ["a column name that starts with a digit", { "1a": "1" }],
    ["a column name of 256 characters", { ["a".repeat(256)]: "1" }],
    ["a column with the name of the key", { id: "1" }],
    ["a column of more than 2 MB", { big: "x".repeat(2 * 1024 * 1024 + 1) }],
    ["1,025 columns", Object.fromEntries(Array.from({ length: 1_025 }, (_, at) => [`c${at}`, "1"]))],
  ])("%s is refused and nothing is written", async (_, columns) => {
    const { client } = await createRowsBench();
    expect(await refusal(put(client, "a", columns))).toBe("400 OTSParameterInvalid");
    expect(await read(client, "a")).toBeUndefined();
  });

  test("the limits themselves are allowed", async () => {
    const { client } = await createRowsBench();
    await put(client, "k".repeat(1_024), { ["a".repeat(255)]: "x".repeat(2 * 1024 * 1024) });
    await put(client, "b", Object.fromEntries(Array.from({ length: 1_024 }, (_, at) => [`c${at}`, "1"])));
    expect(Object.keys((await read(client, "b")) ?? {})).toHaveLength(1_024);
  });

  test("a key that does not fit the schema is refused", async () => {
    const { client } = await createRowsBench();
    const putKey = (primaryKey: Parameters<typeof client.putRow>[0]["primaryKey"]) =>
      client.putRow({ tableName: "rows", primaryKey, condition: ignore, attributeColumns: [] });
    expect(await refusal(putKey([{ key: "a" }]))).toBe("400 OTSInvalidPK");
    expect(await refusal(putKey([{ id: long(1) }]))).toBe("400 OTSInvalidPK");
    expect(await refusal(putKey([{ id: "a" }, { more: "b" }]))).toBe("400 OTSInvalidPK");
    expect(await refusal(putKey([{ id: "k".repeat(1_025) }]))).toBe("400 OTSParameterInvalid");
  });
});

describe("conditions", () => {
  test("a row is created once", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { owner: "first" }, absent);
    expect(await refusal(put(client, "a", { owner: "second" }, absent))).toBe("403 OTSConditionCheckFail");
    expect(await read(client, "a")).toEqual({ owner: "first" });
  });

  test("an update that expects a row does not create it", async () => {
    const { client } = await createRowsBench();
    expect(await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], present))).toBe("403 OTSConditionCheckFail");
    expect(await read(client, "a")).toBeUndefined();
  });

  test("of two concurrent claims on one row exactly one wins", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { state: "Waiting" });
    const claim = (owner: string) =>
      refusal(
        update(client, "a", [{ PUT: [{ state: "Claimed" }, { owner }] }], onRow(when("state", "EQUAL", "Waiting"))),
      );
    const outcomes = await Promise.all(["one", "two"].map(claim));
    expect(outcomes.toSorted()).toEqual(["403 OTSConditionCheckFail", undefined]);
  });

  test.each([
    ["EQUAL", [false, true, false]],
    ["NOT_EQUAL", [true, false, true]],
    ["GREATER_THAN", [false, false, true]],
    ["GREATER_EQUAL", [false, true, true]],
    ["LESS_THAN", [true, false, false]],
    ["LESS_EQUAL", [true, true, false]],
  ] as const)("%s 5 holds for 4, 5, 6 as it should", async (comparator, expected) => {
    const { client } = await createRowsBench();
    for (const count of [4, 5, 6]) await put(client, `${count}`, { count: long(count) });
    const holds = async (id: string) =>
      (await refusal(update(client, id, [{ PUT: [{ x: "1" }] }], onRow(when("count", comparator, long(5)))))) ===
      undefined;
    expect([await holds("4"), await holds("5"), await holds("6")]).toEqual(expected);
  });

  test.each([
    [undefined, undefined],
    [true, undefined],
    [false, "403 OTSConditionCheckFail"],
  ])("a condition on a missing column with passIfMissing %s gives %s", async (passIfMissing, expected) => {
    const { client } = await createRowsBench();
    await put(client, "a", { other: "1" });
    const condition = onRow(when("state", "EQUAL", "Waiting", passIfMissing));
    expect(await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], condition))).toBe(expected);
    expect(await refusal(update(client, "no-row", [{ PUT: [{ x: "1" }] }], condition))).toBe(expected);
  });

  test("AND, OR and NOT combine", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { state: "Claimed", epoch: long(3) });
    const claimed = when("state", "EQUAL", "Claimed", false);
    const waiting = when("state", "EQUAL", "Waiting", false);
    const third = when("epoch", "EQUAL", long(3), false);
    const holds = async (condition: Parameters<typeof onRow>[0]) =>
      (await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], onRow(condition)))) === undefined;
    expect(await holds(combine("AND", claimed, third))).toBe(true);
    expect(await holds(combine("AND", waiting, third))).toBe(false);
    expect(await holds(combine("OR", waiting, third))).toBe(true);
    expect(await holds(combine("NOT", waiting))).toBe(true);
    expect(await holds(combine("AND", combine("NOT", claimed), third))).toBe(false);
  });

  test("10 comparisons in one condition are allowed, 11 are not", async () => {
    const { client } = await createRowsBench();
    const among = (count: number) =>
      onRow(combine("AND", ...Array.from({ length: count }, (_, at) => when(`c${at}`, "EQUAL", "1"))));
    expect(await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], among(10)))).toBeUndefined();
    expect(await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], among(11)))).toBe("400 OTSParameterInvalid");
  });

  test("a condition judges the newest version, or all of them when told", async () => {
    const { client, clock } = await createRowsBench({ maxVersions: 2 });
    await put(client, "a", { state: "OLD" });
    await clock.advance(10);
    await update(client, "a", [{ PUT: [{ state: "NEW" }] }]);
    const wasOld = (latestVersionOnly: boolean) =>
      onRow(
        new TableStore.SingleColumnCondition("state", "OLD", TableStore.ComparatorType.EQUAL, false, latestVersionOnly),
      );
    expect(await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], wasOld(true)))).toBe("403 OTSConditionCheckFail");
    expect(await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], wasOld(false)))).toBeUndefined();
  });
});

describe("atomic counters", () => {
  test("a counter starts at 0, and its new value comes back when asked for", async () => {
    const { client } = await createRowsBench();
    const first = await update(client, "a", [{ INCREMENT: [{ epoch: long(1) }] }], ignore, ["epoch"]);
    const second = await update(client, "a", [{ INCREMENT: [{ epoch: long(41) }] }], ignore, ["epoch"]);
    expect(columnsOf(first.row)).toEqual({ epoch: 1 });
    expect(columnsOf(second.row)).toEqual({ epoch: 42 });
  });

  test("after a change only counters come back, and only those that were named", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { before: "1" });
    const changes = [{ PUT: [{ state: "Claimed" }] }, { INCREMENT: [{ epoch: long(1) }, { hidden: long(1) }] }];
    const { row } = await update(client, "a", changes, ignore, ["epoch", "state", "before"]);
    expect(columnsOf(row)).toEqual({ epoch: 1 });
  });

  test("RT_PK returns the key", async () => {
    const { client } = await createRowsBench();
    const { row } = await client.putRow({
      tableName: "rows",
      primaryKey: [{ id: "a" }],
      condition: ignore,
      attributeColumns: [{ state: "NEW" }],
      returnContent: { returnType: TableStore.ReturnType.Primarykey },
    });
    expect(keyOf(row?.primaryKey)).toEqual({ id: "a" });
    expect(columnsOf(row)).toEqual({});
  });

  test.each([
    ["is text", [{ INCREMENT: [{ state: long(1) }] }]],
    ["is put in the same request", [{ PUT: [{ epoch: long(1) }] }, { INCREMENT: [{ epoch: long(1) }] }]],
    ["is deleted in the same request", [{ INCREMENT: [{ epoch: long(1) }] }, { DELETE_ALL: ["epoch"] }]],
  ])("a column that %s cannot be a counter, and the row stays as it was", async (_, changes) => {
    const { client } = await createRowsBench();
    await put(client, "a", { state: "NEW", epoch: long(7) });
    expect(await refusal(update(client, "a", changes))).toBe("400 OTSParameterInvalid");
    expect(await read(client, "a")).toEqual({ state: "NEW", epoch: 7 });
  });

  test("a counter does not overflow", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { epoch: TableStore.Long.fromString("9223372036854775807") });
    expect(await refusal(update(client, "a", [{ INCREMENT: [{ epoch: long(1) }] }]))).toBe("400 OTSParameterInvalid");
  });
});

describe("ranges", () => {
  async function createRangeBench() {
    const bench = await createTablestoreBench();
    await createTable(bench.client, "rows", {
      primaryKey: [
        { name: "id", type: "STRING" },
        { name: "n", type: "INTEGER" },
      ],
    });
    for (const n of [3, 1, 10, -2]) {
      const primaryKey = [{ id: "a" }, { n: long(n) }];
      await bench.client.putRow({ tableName: "rows", primaryKey, condition: ignore, attributeColumns: [{ v: "1" }] });
    }
    const range = async (
      direction: "FORWARD" | "BACKWARD",
      from: Parameters<typeof bench.client.getRange>[0]["inclusiveStartPrimaryKey"][number][string],
      to: typeof from,
      limit?: number,
    ) => {
      const { rows, nextStartPrimaryKey } = await bench.client.getRange({
        tableName: "rows",
        direction,
        inclusiveStartPrimaryKey: [{ id: "a" }, { n: from }],
        exclusiveEndPrimaryKey: [{ id: "a" }, { n: to }],
        ...(limit === undefined ? {} : { limit }),
      });
      const keys = rows.map(({ primaryKey }) => keyOf(primaryKey)["n"]);
      return { keys, next: nextStartPrimaryKey ? keyOf(nextStartPrimaryKey)["n"] : undefined };
    };
    return { ...bench, range };
  }

  test("rows come in the order of their keys, both ways", async () => {
    const { range } = await createRangeBench();
    expect(await range("FORWARD", TableStore.INF_MIN, TableStore.INF_MAX)).toEqual({
      keys: [-2, 1, 3, 10],
      next: undefined,
    });
    expect(await range("BACKWARD", TableStore.INF_MAX, TableStore.INF_MIN)).toEqual({
      keys: [10, 3, 1, -2],
      next: undefined,
    });
  });

  test("the start is within the range, the end is not", async () => {
    const { range } = await createRangeBench();
    expect(await range("FORWARD", long(1), long(10))).toEqual({ keys: [1, 3], next: undefined });
    expect(await range("BACKWARD", long(10), long(1))).toEqual({ keys: [10, 3], next: undefined });
  });

  test("a limit cuts a page and says where the next one starts", async () => {
    const { range } = await createRangeBench();
    expect(await range("FORWARD", TableStore.INF_MIN, TableStore.INF_MAX, 3)).toEqual({ keys: [-2, 1, 3], next: 10 });
    expect(await range("FORWARD", long(10), TableStore.INF_MAX, 3)).toEqual({ keys: [10], next: undefined });
  });

  test("a range that runs backwards is refused", async () => {
    const { range } = await createRangeBench();
    expect(await refusal(range("FORWARD", long(2), long(1)))).toBe("400 OTSParameterInvalid");
    expect(await refusal(range("BACKWARD", long(1), long(2)))).toBe("400 OTSParameterInvalid");
  });

  test("a page ends at 4 MB", async () => {
    const { client } = await createRowsBench();
    for (const id of ["a", "b", "c"]) await put(client, id, { big: "x".repeat(2 * 1024 * 1024) });
    const { rows, nextStartPrimaryKey } = await client.getRange({
      tableName: "rows",
      direction: "FORWARD",
      inclusiveStartPrimaryKey: [{ id: TableStore.INF_MIN }],
      exclusiveEndPrimaryKey: [{ id: TableStore.INF_MAX }],
    });
    expect(rows).toHaveLength(2);
    expect(keyOf(nextStartPrimaryKey)).toEqual({ id: "c" });
  });

  test("a page ends after 5,000 rows", async () => {
    const { client } = await createRowsBench();
    const ids = Array.from({ length: 5_001 }, (_, at) => String(at).padStart(4, "0"));
    for (let from = 0; from < ids.length; from += 200) {
      const rows = ids.slice(from, from + 200).map((id) => ({
        type: "PUT" as const,
        condition: ignore,
        primaryKey: [{ id }],
        attributeColumns: [],
      }));
      await client.batchWriteRow({ tables: [{ tableName: "rows", rows }] });
    }
    expect(await scan(client, "rows", ["id"])).toHaveLength(5_000);
  });

  test("a filter drops rows, not the page", async () => {
    const { client } = await createRowsBench();
    for (const id of ["a", "b", "c"]) await put(client, id, { odd: id === "b" ? "no" : "yes" });
    const { rows } = await client.getRange({
      tableName: "rows",
      direction: "FORWARD",
      inclusiveStartPrimaryKey: [{ id: TableStore.INF_MIN }],
      exclusiveEndPrimaryKey: [{ id: TableStore.INF_MAX }],
      columnFilter: when("odd", "EQUAL", "yes"),
    });
    expect(rows.map(({ primaryKey }) => keyOf(primaryKey)["id"])).toEqual(["a", "c"]);
  });
});

describe("batches", () => {
  const putRow = (id: string, condition = ignore) => ({
    type: "PUT" as const,
    condition,
    primaryKey: [{ id }],
    attributeColumns: [{ v: "1" }],
  });

  test("each row of a batch has its own outcome, over several tables", async () => {
    const { client, calls } = await createRowsBench();
    await createTable(client, "others");
    await put(client, "taken", {});
    const { tables } = await client.batchWriteRow({
      tables: [
        { tableName: "rows", rows: [putRow("new", absent), putRow("taken", absent)] },
        { tableName: "others", rows: [{ type: "DELETE", condition: ignore, primaryKey: [{ id: "x" }] }] },
      ],
    });
    expect(tables.map(({ tableName, isOk, errorCode }) => [tableName, isOk, errorCode])).toEqual([
      ["rows", true, null],
      ["rows", false, "OTSConditionCheckFail"],
      ["others", true, null],
    ]);
    expect(calls.since(0).at(-1)).toMatchObject({ action: "BatchWriteRow", status: 200, code: null, effect: true });
  });

  test("a batch of which no row was written has no effect", async () => {
    const { client, calls } = await createRowsBench();
    await put(client, "taken", {});
    await client.batchWriteRow({ tables: [{ tableName: "rows", rows: [putRow("taken", absent)] }] });
    expect(calls.since(0).at(-1)).toMatchObject({ action: "BatchWriteRow", status: 200, code: null, effect: false });
  });

  test("200 rows are a batch, 201 are refused", async () => {
    const { client } = await createRowsBench();
    const batch = (count: number) =>
      client.batchWriteRow({
        tables: [{ tableName: "rows", rows: Array.from({ length: count }, (_, at) => putRow(`${at}`)) }],
      });
    expect(await refusal(batch(201))).toBe("400 OTSParameterInvalid");
    expect(await scan(client, "rows", ["id"])).toHaveLength(0);
    expect(await refusal(batch(200))).toBeUndefined();
  });

  test("a malformed row, a missing table or a row named twice with a condition fails the whole batch", async () => {
    const { client } = await createRowsBench();
    const malformed = { ...putRow("b"), attributeColumns: [{ "a-b": "1" }] };
    const batch = (tableName: string, rows: ReturnType<typeof putRow>[]) =>
      client.batchWriteRow({ tables: [{ tableName, rows }] });
    expect(await refusal(batch("rows", [putRow("a"), malformed as never]))).toBe("400 OTSParameterInvalid");
    expect(await refusal(batch("rows", [putRow("a"), putRow("a", absent)]))).toBe("400 OTSParameterInvalid");
    expect(await refusal(batch("nowhere", [putRow("a")]))).toBe("404 OTSObjectNotExist");
    expect(await read(client, "a")).toBeUndefined();
  });

  test("of a row that is named twice without conditions the last write stays", async () => {
    const { client } = await createRowsBench();
    const last = { ...putRow("a"), attributeColumns: [{ v: "2" }] };
    await client.batchWriteRow({ tables: [{ tableName: "rows", rows: [putRow("a"), last] }] });
    expect(await read(client, "a")).toEqual({ v: "2" });
  });

  test("an update that only deletes columns makes no row", async () => {
    const { client } = await createRowsBench();
    await update(client, "a", [{ DELETE_ALL: ["v"] }]);
    expect(await read(client, "a")).toBeUndefined();
    expect(await refusal(put(client, "a", {}, absent))).toBeUndefined();
  });

  test("BatchGetRow returns what is there", async () => {
    const { client } = await createRowsBench();
    await put(client, "a", { v: "1" });
    const { tables } = await client.batchGetRow({
      tables: [{ tableName: "rows", primaryKey: [[{ id: "a" }], [{ id: "b" }]] }],
    });
    expect(tables[0]?.map((row) => columnsOf(row))).toEqual([{ v: "1" }, {}]);
  });
});

describe("time", () => {
  test("a cell is invisible as soon as its time to live is over, and the row with its last cell", async () => {
    const { client, clock } = await createRowsBench({ timeToLive: 86_400 });
    await put(client, "a", { first: "1" });
    await clock.advance(dayMs / 2);
    await update(client, "a", [{ PUT: [{ second: "2" }] }]);
    await clock.advance(dayMs / 2);
    expect(await read(client, "a")).toEqual({ second: "2" });
    await clock.advance(dayMs / 2);
    expect(await read(client, "a")).toBeUndefined();
    expect(await refusal(put(client, "a", {}, absent))).toBeUndefined();
  });

  test("without a time to live nothing expires", async () => {
    const { client, clock } = await createRowsBench();
    await put(client, "a", { first: "1" });
    await clock.advance(1_000 * dayMs);
    expect(await read(client, "a")).toEqual({ first: "1" });
  });

  test("a version more than a day off the world's time is refused", async () => {
    const { client, clock } = await createRowsBench();
    const timestamp = Math.floor(clock.nowMs()) - dayMs - 60_000;
    expect(await refusal(update(client, "a", [{ PUT: [{ v: "1", timestamp }] }]))).toBe("400 OTSParameterInvalid");
  });
});

describe("a sparse index", () => {
  const createIndexBench = () =>
    createRowsBench({
      definedColumn: [
        { name: "openSince", type: 1 },
        { name: "state", type: 4 },
      ],
      index: { name: "rows_open", primaryKey: ["openSince"], definedColumn: ["state"] },
    });
  const open = (client: Parameters<typeof scan>[0]) => scan(client, "rows_open", ["openSince", "id"]);

  test("a row appears once it has the column, later than in the table, and goes when the column goes", async () => {
    const { client, clock } = await createIndexBench();
    await put(client, "closed", { state: "Succeeded" });
    await put(client, "open", { state: "Claimed", openSince: long(5), other: "not indexed" });
    expect(await open(client)).toEqual([]);
    await clock.advance(INDEX_LAG_MS);
    expect(await open(client)).toEqual([{ openSince: 5, id: "open", state: "Claimed" }]);
    await update(client, "open", [{ DELETE_ALL: ["openSince"] }]);
    expect(await open(client)).toEqual([{ openSince: 5, id: "open", state: "Claimed" }]);
    await clock.advance(INDEX_LAG_MS);
    expect(await open(client)).toEqual([]);
  });

  test("a changed value and a deleted row show late too", async () => {
    const { client, clock } = await createIndexBench();
    await put(client, "a", { state: "Claimed", openSince: long(5) });
    await clock.advance(INDEX_LAG_MS);
    await update(client, "a", [{ PUT: [{ state: "Sending" }, { openSince: long(3) }] }]);
    expect(await open(client)).toEqual([{ openSince: 5, id: "a", state: "Claimed" }]);
    await clock.advance(INDEX_LAG_MS);
    expect(await open(client)).toEqual([{ openSince: 3, id: "a", state: "Sending" }]);
    await client.deleteRow({ tableName: "rows", primaryKey: [{ id: "a" }], condition: ignore });
    expect(await open(client)).toHaveLength(1);
    await clock.advance(INDEX_LAG_MS);
    expect(await open(client)).toEqual([]);
  });

  test("an index is ordered by its own key and cannot be written", async () => {
    const { client, clock } = await createIndexBench();
    await put(client, "a", { openSince: long(20) });
    await put(client, "b", { openSince: long(3) });
    await clock.advance(INDEX_LAG_MS);
    expect((await open(client)).map((row) => row["id"])).toEqual(["b", "a"]);
    const write = client.putRow({
      tableName: "rows_open",
      primaryKey: [{ openSince: long(1) }, { id: "c" }],
      condition: ignore,
      attributeColumns: [],
    });
    expect(await refusal(write)).toBe("400 OTSParameterInvalid");
  });
});

describe("who may call", () => {
  test("a forged signature is refused", async () => {
    const { connect, principals, calls } = await createRowsBench();
    const forger = connect({ ...principals.account, accessKeySecret: "not the secret" });
    expect(await refusal(put(forger, "a", {}))).toBe("403 OTSAuthFailed");
    expect(calls.since(0).at(-1)).toMatchObject({
      action: "PutRow",
      status: 403,
      code: "OTSAuthFailed",
      effect: false,
    });
  });

  test("an unknown key, a wrong instance and a missing token are refused", async () => {
    const { connect, principals } = await createRowsBench();
    const role = principals.assume({ function: "console", instance: undefined, statements: undefined });
    expect(await refusal(put(connect({ ...role, accessKeyId: "STS.unknown" }), "a", {}))).toBe("403 OTSAuthFailed");
    expect(await refusal(put(connect(role, "elsewhere"), "a", {}))).toBe("403 OTSAuthFailed");
    expect(await refusal(put(connect({ ...role, securityToken: undefined }), "a", {}))).toBe("403 OTSAuthFailed");
    expect(await refusal(put(connect({ ...role, securityToken: "other" }), "a", {}))).toBe("403 OTSAuthFailed");
    expect(await refusal(put(connect(role), "a", {}))).toBeUndefined();
    principals.expire(role);
    expect(await refusal(put(connect(role), "a", {}))).toBe("403 OTSAuthFailed");
  });

  test("a request signed more than 15 minutes ago is refused", async () => {
    const { client, clock } = await createRowsBench();
    const signedAtMs = clock.nowMs();
    TableStore.util.date.getDate = () => new Date(signedAtMs);
    await clock.advance(14 * 60_000);
    expect(await refusal(put(client, "a", {}))).toBeUndefined();
    await clock.advance(2 * 60_000);
    expect(await refusal(put(client, "b", {}))).toBe("403 OTSAuthFailed");
  });

  test("a body that was changed on the way is refused", async () => {
    const { endpoint, principals, calls } = await createRowsBench();
    const { accessKeyId, accessKeySecret } = principals.account;
    const headers = {
      "x-ots-accesskeyid": accessKeyId,
      "x-ots-apiversion": "2015-12-31",
      "x-ots-contentmd5": createHash("md5").update("").digest("base64"),
      "x-ots-date": new Date().toISOString(),
      "x-ots-instancename": settings.tablestoreInstance,
    };
    const signed = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const signature = createHmac("sha1", accessKeySecret)
      .update(`/ListTable\nPOST\n\n${signed.join("")}`)
      .digest("base64");
    const send = (body: string) =>
      fetch(`${endpoint}/ListTable`, {
        method: "POST",
        headers: { ...headers, "x-ots-signature": signature },
        body,
      });
    expect((await send("")).status).toBe(200);
    expect((await send("changed")).status).toBe(403);
    expect(calls.since(0).at(-1)).toMatchObject({ action: "ListTable", code: "OTSAuthFailed" });
  });

  test("a role writes only the tables it may write", async () => {
    const { client, connect, principals } = await createRowsBench();
    await createTable(client, "secrets");
    const table = `acs:ots:${settings.regionId}:${settings.accountId}:instance/${settings.tablestoreInstance}/table`;
    const role = principals.assume({
      function: "console",
      instance: undefined,
      statements: [{ Effect: "Allow", Action: ["ots:GetRow", "ots:BatchWriteRow"], Resource: `${table}/rows` }],
    });
    const reader = connect(role);
    expect(await read(reader, "a")).toBeUndefined();
    expect(await refusal(put(reader, "a", {}))).toBe("403 OTSNoPermissionAccess");
    expect(await refusal(reader.getRow({ tableName: "secrets", primaryKey: [{ id: "a" }] }))).toBe(
      "403 OTSNoPermissionAccess",
    );
    const rows = [{ type: "PUT" as const, condition: ignore, primaryKey: [{ id: "a" }], attributeColumns: [] }];
    const batch = (...names: string[]) =>
      refusal(reader.batchWriteRow({ tables: names.map((tableName) => ({ tableName, rows })) }));
    expect(await batch("rows")).toBeUndefined();
    expect(await batch("rows", "secrets")).toBe("403 OTSNoPermissionAccess");
  });

  test("an operation that is not served is refused loudly", async () => {
    const { client, calls } = await createRowsBench();
    const call = client.startLocalTransaction({ tableName: "rows", primaryKey: [{ id: "a" }] });
    expect(await refusal(call)).toBe("400 OTSUnsupportOperation");
    expect(calls.since(0).at(-1)).toMatchObject({ action: "StartLocalTransaction", code: "OTSUnsupportOperation" });
  });
});

describe("the wire log", () => {
  test("a write is shown decoded, with who called", async () => {
    const { connect, principals, calls } = await createRowsBench();
    const role = principals.assume({ function: "redeploy-instance", instance: undefined, statements: undefined });
    const client = connect(role);
    const changes = [
      { PUT: [{ state: "Claimed" }, { until: long(5) }, { raw: Buffer.from("raw") }] },
      { INCREMENT: [{ epoch: long(1) }] },
      { DELETE_ALL: ["owner"] },
    ];
    await update(client, "7f_i-bp1a", changes, onRow(when("state", "EQUAL", "Waiting")));
    expect(calls.since(0).at(-1)).toMatchObject({
      product: "tablestore",
      action: "UpdateRow",
      function: "redeploy-instance",
      params: {
        table: "rows",
        primaryKey: { id: "7f_i-bp1a" },
        put: { state: "Claimed", until: 5, raw: "cmF3" },
        increment: { epoch: 1 },
        delete: ["owner"],
        condition: { row: "IGNORE", column: { column: "state", is: "==", value: "Waiting", passIfMissing: true } },
      },
      status: 200,
      code: null,
      effect: true,
    });
  });

  test("a refused write has no effect", async () => {
    const { client, calls } = await createRowsBench();
    await refusal(update(client, "a", [{ PUT: [{ x: "1" }] }], present));
    expect(calls.since(0).at(-1)).toMatchObject({ status: 403, code: "OTSConditionCheckFail", effect: false });
  });
});

describe("faults", () => {
  const fault = { product: "tablestore", action: "PutRow", times: 1, skip: 0, at: "request" } as const;

  test("an error is answered and nothing is written", async () => {
    const { client, faults } = await createRowsBench();
    faults.add({ ...fault, effect: "error", status: 503, code: "OTSTimeout" });
    expect(await refusal(put(client, "a", {}))).toBe("503 OTSTimeout");
    expect(await read(client, "a")).toBeUndefined();
  });

  test("a throttle says that the server is busy", async () => {
    const { client, faults } = await createRowsBench();
    faults.add({ ...fault, effect: "throttle" });
    expect(await refusal(put(client, "a", {}))).toBe("503 OTSServerBusy");
  });

  test("a lost reply leaves the row written and the caller in doubt", async () => {
    const { client, faults, calls } = await createRowsBench();
    faults.add({ ...fault, effect: "lost-reply" });
    expect(await refusal(put(client, "a", { v: "1" }))).toMatch("NetworkingError");
    expect(calls.since(0).at(-1)).toMatchObject({ action: "PutRow", status: null, effect: true });
    expect(await read(client, "a")).toEqual({ v: "1" });
  });

  test("a write that is applied late lands when the world gets there", async () => {
    const { client, faults, calls, clock } = await createRowsBench();
    faults.add({ ...fault, effect: "applied-late", ms: 5_000 });
    expect(await refusal(put(client, "a", { v: "1" }))).toMatch("NetworkingError");
    expect(calls.since(0).at(-1)).toMatchObject({ action: "PutRow", effect: false });
    expect(await read(client, "a")).toBeUndefined();
    await clock.advance(5_000);
    expect(await read(client, "a")).toEqual({ v: "1" });
    expect(calls.since(0).find(({ action }) => action === "PutRow")).toMatchObject({ effect: true });
  });

  test("a late write still has to hold its condition", async () => {
    const { client, faults, calls, clock } = await createRowsBench();
    faults.add({ ...fault, effect: "applied-late", ms: 5_000 });
    await refusal(put(client, "a", { owner: "late" }, absent));
    await put(client, "a", { owner: "first" }, absent);
    await clock.advance(5_000);
    expect(await read(client, "a")).toEqual({ owner: "first" });
    expect(calls.since(0).find(({ action }) => action === "PutRow")).toMatchObject({ effect: false });
  });

  test("a fault singles out the rows of one instance", async () => {
    const { client, faults } = await createRowsBench();
    faults.add({ ...fault, effect: "error", instanceId: "i-bp1b" });
    expect(await refusal(put(client, "1c_i-bp1a", {}))).toBeUndefined();
    expect(await refusal(put(client, "9e_i-bp1b", {}))).toBe("500 OTSInternalServerError");
  });
});
