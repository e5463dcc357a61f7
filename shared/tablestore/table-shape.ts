import TableStore from "tablestore";
import * as z from "zod";
import type { DescribedTable, Shape } from "../control/table-keeper.ts";
import type { Client } from "./client.ts";

const typed = z.array(z.object({ name: z.string(), type: z.number() }));

/** What its types leave out. `tableOptions` and `indexMetas` as CreateTable takes them and DescribeTable answers. */
const tableSchema = z.object({
  tableMeta: z.object({ primaryKey: typed, definedColumn: typed.default([]) }),
  tableOptions: z.object({ timeToLive: z.number(), maxVersions: z.number() }),
  indexMetas: z
    .array(
      z.object({
        name: z.string(),
        primaryKey: z.array(z.string()),
        definedColumn: z.array(z.string()),
        indexUpdateMode: z.number(),
        indexType: z.number(),
        indexSyncPhase: z.string().optional(),
      }),
    )
    .default([]),
});

/** A table as it is. Throws the SDK's error if the store refuses. */
export async function describeTable(client: Client, tableName: string): Promise<DescribedTable> {
  const described = await client.describeTable({ tableName });
  return { shape: shapeOf(described), unfinished: unfinishedIn(described) };
}

/** The shape of a table that is wanted, or was described. */
export function shapeOf(table: unknown): Shape {
  const { tableMeta, tableOptions, indexMetas } = tableSchema.parse(table);
  return {
    "primary key": tableMeta.primaryKey.map(({ name, type }) => `${name} ${nameIn(keyTypes, type)}`).join(", "),
    "time to live": String(tableOptions.timeToLive),
    "versions of a cell": String(tableOptions.maxVersions),
    ...Object.fromEntries(
      tableMeta.definedColumn.map(({ name, type }) => [`column ${name}`, nameIn(columnTypes, type)]),
    ),
    ...Object.fromEntries(
      indexMetas.map(({ name, primaryKey, definedColumn, indexUpdateMode, indexType }) => [
        `index ${name}`,
        [
          `key ${primaryKey.join(", ")}`,
          `columns ${[...definedColumn].sort().join(", ") || "none"}`,
          indexType === TableStore.IndexType.IT_GLOBAL_INDEX ? "global" : "local",
          indexUpdateMode === TableStore.IndexUpdateMode.IUM_ASYNC_INDEX ? "asynchronous" : "synchronous",
        ].join("; "),
      ]),
    ),
  };
}

/** Indexes that do not yet have all rows of their table. */
const unfinishedIn = (described: unknown): readonly string[] =>
  tableSchema
    .parse(described)
    .indexMetas.filter(({ indexSyncPhase }) => indexSyncPhase === "FULL")
    .map(({ name }) => name);

const keyTypes = TableStore.PrimaryKeyType;
const columnTypes = TableStore.DefinedColumnType;

const nameIn = (types: object, type: number) =>
  Object.entries(types).find(([, value]) => value === type)?.[0] ?? String(type);
