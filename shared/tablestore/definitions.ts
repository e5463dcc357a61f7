import TableStore from "tablestore";
import type { Client } from "./client.ts";
import { openIndex, tables, untoldIndex } from "./tables.ts";

const idKey = [{ name: "id", type: TableStore.PrimaryKeyType.STRING }];
// TTL is per cell in Tablestore and forbids an index; the index wants one version.
const tableOptions = { timeToLive: -1, maxVersions: 1 };
const reservedThroughput = { capacityUnit: { read: 0, write: 0 } };

/** What was said is kept for 30 days, seconds, as outcomes are. No index is over it. */
const wordOptions = { ...tableOptions, timeToLive: 30 * 86_400 };

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
  { tableMeta: { tableName: tables.chat, primaryKey: idKey }, tableOptions: wordOptions, reservedThroughput },
];

/** Creates one of them. Throws the SDK's error if the store refuses. */
export const createTable = (client: Client, definition: (typeof definitions)[number]) => client.createTable(definition);
