import { type Action, aboutRows } from "../action.ts";
import { consumed, decode, messages } from "../messages.ts";
import { readRow } from "../plain-buffer-reader.ts";
import { checkPrimaryKey, describeKey } from "../primary-key.ts";
import { readRowRead, viewRow } from "../row-read.ts";

/** GetRow 2015-12-31: a row that is not there is no row, not an error. */
export const getRow: Action = (body) => {
  const request = decode(messages.GetRowRequest, body);
  const { primaryKey } = readRow(request.primaryKey);
  const read = readRowRead(request);
  return {
    ...aboutRows([request.tableName], [primaryKey]),
    params: { table: request.tableName, primaryKey: describeKey(primaryKey), columnsToGet: request.columnsToGet },
    run: (database, nowMs) => {
      const table = database.readable(request.tableName);
      const found = table.find(checkPrimaryKey(table.schema, primaryKey), nowMs);
      const row = found === undefined ? new Uint8Array(0) : viewRow(found, read, table);
      return { body: messages.GetRowResponse.encode({ consumed: consumed.read, row }).finish(), effect: false };
    },
  };
};
