import { aboutRows, type Prepared } from "./action.ts";
import { applyRowWrite } from "./apply-row-write.ts";
import { checkRowWrite } from "./check-row-write.ts";
import { describeRowWrite, type RowWrite } from "./row-write.ts";

/** A call that is one write to one row; `encode` makes the answer of the returned row. */
export function prepareRowWrite(write: RowWrite, encode: (row: Uint8Array | undefined) => Uint8Array): Prepared {
  return {
    ...aboutRows([write.table], [write.primaryKey, write.cells]),
    params: describeRowWrite(write),
    run: (database, nowMs) => {
      const table = database.writable(write.table);
      const key = checkRowWrite(write, table.definition, nowMs, database);
      const { row, effect } = applyRowWrite(table, write, key, nowMs);
      return { body: encode(row), effect };
    },
  };
}
