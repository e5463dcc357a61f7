import type { Action } from "./action.ts";
import { batchGetRow } from "./actions/batch-get-row.ts";
import { batchWriteRow } from "./actions/batch-write-row.ts";
import { createTable } from "./actions/create-table.ts";
import { deleteRow } from "./actions/delete-row.ts";
import { deleteTable } from "./actions/delete-table.ts";
import { describeTable } from "./actions/describe-table.ts";
import { getRange } from "./actions/get-range.ts";
import { getRow } from "./actions/get-row.ts";
import { listTable } from "./actions/list-table.ts";
import { putRow } from "./actions/put-row.ts";
import { updateRow } from "./actions/update-row.ts";
import { OtsError } from "./ots-error.ts";

/** Every action that is served, by its name on the wire. */
const actions: ReadonlyMap<string, Action> = new Map([
  ["BatchGetRow", batchGetRow],
  ["BatchWriteRow", batchWriteRow],
  ["CreateTable", createTable],
  ["DeleteRow", deleteRow],
  ["DeleteTable", deleteTable],
  ["DescribeTable", describeTable],
  ["GetRange", getRange],
  ["GetRow", getRow],
  ["ListTable", listTable],
  ["PutRow", putRow],
  ["UpdateRow", updateRow],
]);

/** The action of an operation name; an unknown one is refused, naming what is served. */
export function findAction(operation: string): Action {
  const action = actions.get(operation);
  if (action !== undefined) return action;
  const served = [...actions.keys()].join(", ");
  throw new OtsError(
    "OTSUnsupportOperation",
    `Unsupported operation: '${operation}'. The local cloud serves ${served}.`,
  );
}
