import TableStore from "tablestore";
import * as z from "zod";
import type { Credentials, StoreSettings } from "../config.ts";
import { connect, otsCodeOf } from "./client.ts";
import { openIndex, tables, untoldIndex } from "./tables.ts";

/**
 * Creates the ledger's tables that do not exist yet and returns their names. For the installer: functions have no
 * right to do this. Throws the SDK's error if the store refuses.
 */
export async function createTables(settings: StoreSettings, credentials: Credentials): Promise<readonly string[]> {
  const client = connect(settings, credentials);
  const created: string[] = [];
  for (const definition of definitions) {
    try {
      await client.createTable(definition);
      created.push(definition.tableMeta.tableName);
    } catch (error) {
      if (otsCodeOf(error) !== "OTSObjectAlreadyExist") throw error;
    }
  }
  return created;
}

/** The indexes that the table of instances lacks: an earlier release has made it. It takes one call. */
export async function missingIndexes(
  settings: StoreSettings,
  credentials: Credentials,
): Promise<readonly { readonly name: string; readonly column: string }[]> {
  const described = await connect(settings, credentials).describeTable({ tableName: tables.instances });
  const { indexMetas } = describedSchema.parse(described);
  const there = indexMetas.map(({ name }) => name);
  return indexes.filter(({ name }) => !there.includes(name));
}

/** What its types leave out. */
const describedSchema = z.object({ indexMetas: z.array(z.object({ name: z.string() })) });

const idKey = [{ name: "id", type: TableStore.PrimaryKeyType.STRING }];
// TTL is per cell in Tablestore and forbids an index; the index wants one version.
const tableOptions = { timeToLive: -1, maxVersions: 1 };
const reservedThroughput = { capacityUnit: { read: 0, write: 0 } };

const indexes = [openIndex, untoldIndex];

/** Every table of the ledger, as CreateTable takes it. */
export const definitions = [
  {
    tableMeta: {
      tableName: tables.instances,
      primaryKey: idKey,
      definedColumn: [
        ...indexes.map(({ column }) => ({ name: column, type: TableStore.DefinedColumnType.DCT_INTEGER })),
        { name: openIndex.shows, type: TableStore.DefinedColumnType.DCT_STRING },
      ],
    },
    tableOptions,
    reservedThroughput,
    indexMetas: indexes.map((index) => ({
      name: index.name,
      primaryKey: [index.column, "id"],
      definedColumn: "shows" in index ? [index.shows] : [],
      includeBaseData: false,
      indexUpdateMode: TableStore.IndexUpdateMode.IUM_ASYNC_INDEX,
      indexType: TableStore.IndexType.IT_GLOBAL_INDEX,
    })),
  },
  { tableMeta: { tableName: tables.tokens, primaryKey: idKey }, tableOptions, reservedThroughput },
  { tableMeta: { tableName: tables.control, primaryKey: idKey }, tableOptions, reservedThroughput },
];
