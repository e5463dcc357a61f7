import * as z from "zod";
import { operationIdSchema } from "../command.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { Store } from "../ledger/store.ts";
import { instanceId } from "../operations/parameters.ts";
import { mostRows, openRows } from "./open-rows.ts";
import { isEmpty, recordOf, recordSchema, yesesOn } from "./record.ts";
import { notOnRecord, type VerbNeeds, verbOf } from "./verb.ts";
import { peopleBehind } from "./yeses.ts";

/** What is on record of one operation. Without its instance it is sought in the rows that are open. */
export const operation = verbOf({
  name: "operation",
  summary: "How one operation stands, and how it came to that",
  answers: recordSchema,
  refusals: { 404: "InvalidOperationId.NotFound" },
  schema: z.strictObject({ OperationId: operationIdSchema, InstanceId: instanceId.optional() }),
  run: async ({ OperationId, InstanceId }, needs) => {
    const found = await rowWith(needs.store, OperationId, InstanceId);
    const record = found && (await recordIn(found, OperationId, needs));
    if (record !== undefined && !isEmpty(record)) return record;
    const where =
      InstanceId === undefined
        ? "in no row that is open; if it has ended, name its InstanceId"
        : "on no record of this instance";
    throw notOnRecord("InvalidOperationId.NotFound", `${OperationId} is ${where}.`);
  },
});

async function recordIn(
  { instanceId: of, row }: { readonly instanceId: string; readonly row: InstanceRow },
  operationId: string,
  needs: VerbNeeds,
) {
  const people = await peopleBehind(yesesOn(row), needs);
  return { InstanceId: of, ...recordOf(row, { nowMs: needs.nowMs(), operationId, people }) };
}

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
