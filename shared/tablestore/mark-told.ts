import { marked } from "../ledger/marked.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { Marking, Written } from "../ledger/store.ts";
import type { Client } from "./client.ts";
import { toColumns } from "./columns.ts";
import { whileTold } from "./conditions.ts";
import { changesBetween, update } from "./rows.ts";
import { tables } from "./tables.ts";

/**
 * Writes what people were told. It is conditional on the counter of these writes, so that a run which thaws an hour later
 * undoes nothing, and for what it takes away on `news` too. If there is fresh news, it only says what was told. For example:
 * people hear of a question. Before that is written the answer comes, which is news. The next run finds the row still
 * listed, knows that the question was told, and tells the rest.
 */
export async function markTold(client: Client, id: string, read: InstanceRow, marking: Marking): Promise<Written> {
  const next = marked(read, read, marking);
  if (next === undefined) return "refused";
  const { put, remove } = changesBetween(toColumns(read), toColumns(next));
  const write = (isWhole: boolean) =>
    update(client, tables.instances, id, whileTold(read, isWhole), { put, remove: isWhole ? remove : [] });
  return remove.length > 0 && (await write(true)) === "applied" ? "applied" : write(false);
}
