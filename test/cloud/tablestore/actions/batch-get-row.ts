import { type Action, aboutRows } from "../action.ts";
import { consumed, decode, messages } from "../messages.ts";
import { invalid } from "../ots-error.ts";
import { readRow } from "../plain-buffer-reader.ts";
import { checkPrimaryKey, describeKey } from "../primary-key.ts";
import { readRowRead, viewRow } from "../row-read.ts";

/** Rows of one batch (documented). */
const maxRows = 100;

/** BatchGetRow 2015-12-31. A missing table or a wrong key fails the whole batch (invented for this action). */
export const batchGetRow: Action = (body) => {
  const request = decode(messages.BatchGetRowRequest, body);
  const tables = request.tables.map((table) => ({
    tableName: table.tableName,
    keys: table.primaryKey.map((bytes) => readRow(bytes).primaryKey),
    read: readRowRead(table),
  }));
  const names = tables.map(({ tableName }) => tableName);
  const keys = tables.flatMap((table) => table.keys);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) throw invalid(`Duplicated table name: '${repeated}'.`);
  if (keys.length === 0) throw invalid("No row specified in the request of BatchGetRow.");
  if (keys.length > maxRows) throw invalid(`Rows count exceeds the upper limit:${maxRows}.`);
  return {
    ...aboutRows(names, keys),
    params: { rows: tables.flatMap(({ tableName, keys }) => keys.map((key) => describe(tableName, key))) },
    run: (database, nowMs) => {
      const answer = tables.map(({ tableName, keys, read }) => {
        const table = database.readable(tableName);
        return {
          tableName,
          rows: keys.map((key) => {
            const found = table.find(checkPrimaryKey(table.schema, key), nowMs);
            const row = found === undefined ? undefined : viewRow(found, read, table);
            return { isOk: true as const, consumed: consumed.read, row };
          }),
        };
      });
      return { body: messages.BatchGetRowResponse.encode({ tables: answer }).finish(), effect: false };
    },
  };
};

const describe = (table: string, key: Parameters<typeof describeKey>[0]) => ({ table, primaryKey: describeKey(key) });
