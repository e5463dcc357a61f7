import * as z from "zod";
import { operationIdSchema } from "../command.ts";
import type { Store } from "../ledger/store.ts";
import { instanceId } from "../operations/parameters.ts";
import { mostRows, openRows } from "./open-rows.ts";
import { isEmpty, recordOf, recordSchema } from "./record.ts";
import { notOnRecord, verbOf } from "./verb.ts";

/** What is on record of one operation. Without its instance it is sought in the rows that are open. */
export const operation = verbOf({
  name: "operation",
  summary: "How one operation stands, and how it came to that",
  answers: recordSchema,
  refusals: { 404: "InvalidOperationId.NotFound" },
  schema: z.strictObject({ OperationId: operationIdSchema, InstanceId: instanceId.optional() }),
  run: async ({ OperationId, InstanceId }, { store, nowMs }) => {
    const found = await rowWith(store, OperationId, InstanceId);
    const record = found && { InstanceId: found.instanceId, ...recordOf(found.row, nowMs(), OperationId) };
    if (record !== undefined && !isEmpty(record)) return record;
    const where =
      InstanceId === undefined
        ? "in no row that is open; if it has ended, name its InstanceId"
        : "on no record of this instance";
    throw notOnRecord("InvalidOperationId.NotFound", `${OperationId} is ${where}.`);
  },
});

/** The row that has an operation, with its instance; undefined if there is none. */
export async function rowWith(store: Store, operationId: string, instanceId: string | undefined) {
  if (instanceId !== undefined) {
    const row = await store.readInstance(instanceId);
    return row && { instanceId, row };
  }
  let read = 0;
  for await (const open of openRows(store)) {
    if (open.row.current?.operationId === operationId || operationId in open.row.waiting) return open;
    if (++read === mostRows) break;
  }
  return undefined;
}
