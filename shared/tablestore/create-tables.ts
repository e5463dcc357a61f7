import TableStore from "tablestore";
import type { Credentials, StoreSettings } from "../config.ts";
import { connect, otsCodeOf } from "./client.ts";
import { openIndex, tables } from "./tables.ts";

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

const idKey = [{ name: "id", type: TableStore.PrimaryKeyType.STRING }];
// TTL is per cell in Tablestore and forbids an index; the index wants one version.
const tableOptions = { timeToLive: -1, maxVersions: 1 };
const reservedThroughput = { capacityUnit: { read: 0, write: 0 } };

const definitions = [
  {
    tableMeta: {
      tableName: tables.instances,
      primaryKey: idKey,
      definedColumn: [
        { name: openIndex.column, type: TableStore.DefinedColumnType.DCT_INTEGER },
        { name: openIndex.shows, type: TableStore.DefinedColumnType.DCT_STRING },
      ],
    },
    tableOptions,
    reservedThroughput,
    indexMetas: [
      {
        name: openIndex.name,
        primaryKey: [openIndex.column, "id"],
        definedColumn: [openIndex.shows],
        includeBaseData: false,
        indexUpdateMode: TableStore.IndexUpdateMode.IUM_ASYNC_INDEX,
        indexType: TableStore.IndexType.IT_GLOBAL_INDEX,
      },
    ],
  },
  { tableMeta: { tableName: tables.tokens, primaryKey: idKey }, tableOptions, reservedThroughput },
  { tableMeta: { tableName: tables.control, primaryKey: idKey }, tableOptions, reservedThroughput },
];
