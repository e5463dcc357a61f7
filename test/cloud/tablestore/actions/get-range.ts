import { type Action, aboutRows } from "../action.ts";
import type { Readable } from "../database.ts";
import { consumed, decode, messages } from "../messages.ts";
import { invalid } from "../ots-error.ts";
import { readRow } from "../plain-buffer-reader.ts";
import { joinRows, writePrimaryKey } from "../plain-buffer-writer.ts";
import { checkKeyBounds, describeKey, nameKey } from "../primary-key.ts";
import type { Row } from "../row.ts";
import { type RowRead, readRowRead, viewRow } from "../row-read.ts";
import { compareKeys, type KeyBound } from "../values.ts";

/** One page: 5,000 rows looked at, or 4 MB (documented). */
const maxPageRows = 5_000;
const maxPageBytes = 4 * 1024 * 1024;

/** GetRange 2015-12-31, over a table or an index, one page of it. */
export const getRange: Action = (body) => {
  const request = decode(messages.GetRangeRequest, body);
  const start = readRow(request.inclusiveStartPrimaryKey).primaryKey;
  const end = readRow(request.exclusiveEndPrimaryKey).primaryKey;
  const direction = request.direction === 1 ? "BACKWARD" : "FORWARD";
  const read = readRowRead(request);
  if (request.limit < 0) throw invalid("The limit must be greater than 0.");
  return {
    ...aboutRows([request.tableName], [start, end]),
    params: {
      table: request.tableName,
      direction,
      start: describeKey(start),
      end: describeKey(end),
      limit: request.limit === 0 ? null : request.limit,
      columnsToGet: request.columnsToGet,
    },
    run: (database, nowMs) => {
      const table = database.readable(request.tableName);
      const sign = direction === "FORWARD" ? 1 : -1;
      const range = { sign, from: checkKeyBounds(table.schema, start), to: checkKeyBounds(table.schema, end) };
      const page = readPage(rowsIn(range, table.rows(nowMs)), read, table, request.limit);
      return { body: messages.GetRangeResponse.encode({ consumed: consumed.read, ...page }).finish(), effect: false };
    },
  };
};

type Range = { readonly sign: number; readonly from: readonly KeyBound[]; readonly to: readonly KeyBound[] };

function rowsIn({ sign, from, to }: Range, rows: readonly Row[]): readonly Row[] {
  if (sign * compareKeys(from, to) >= 0) {
    throw invalid(
      sign > 0 ? "Begin key must less than end key in FORWARD." : "Begin key must more than end key in BACKWARD.",
    );
  }
  return rows
    .filter(({ primaryKey }) => sign * compareKeys(primaryKey, from) >= 0 && sign * compareKeys(primaryKey, to) < 0)
    .sort((a, b) => sign * compareKeys(a.primaryKey, b.primaryKey));
}

/** `limit` counts the rows that are returned, the page caps what is looked at (the difference matters with a filter). */
function readPage(rows: readonly Row[], read: RowRead, table: Readable, limit: number) {
  const views: Uint8Array[] = [];
  let sizeBytes = 0;
  let looked = 0;
  for (const row of rows) {
    const full = (limit > 0 && views.length >= limit) || looked >= maxPageRows || sizeBytes >= maxPageBytes;
    if (full) {
      return { rows: joinRows(views), nextStartPrimaryKey: writePrimaryKey(nameKey(table.schema, row.primaryKey)) };
    }
    const view = viewRow(row, read, table);
    looked++;
    sizeBytes += view.length;
    if (view.length > 0) views.push(view);
  }
  return { rows: joinRows(views), nextStartPrimaryKey: undefined };
}
