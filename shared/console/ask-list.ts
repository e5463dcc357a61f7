import { createHash } from "node:crypto";
import { type Ask, idOfAsk } from "../ledger/ask.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import type { Store } from "../ledger/store.ts";
import { mostRows, openRows } from "./open-rows.ts";

/** An open question, with the row that it stands in. */
export type OpenAsk = {
  readonly instanceId: string;
  readonly row: InstanceRow;
  readonly entry: Waiting & { readonly ask: Ask };
};

/** All open questions, the oldest row first. `isWhole`: false if there are more open rows than are read for one call. */
export async function asksIn(store: Store): Promise<{ readonly asks: readonly OpenAsk[]; readonly isWhole: boolean }> {
  const asks: OpenAsk[] = [];
  let read = 0;
  for await (const { instanceId, row } of openRows(store)) {
    if (read++ === mostRows) return { asks, isWhole: false };
    for (const entry of Object.values(row.waiting)) {
      const { ask, wait } = entry;
      if (ask !== undefined && wait.for === "approval") asks.push({ instanceId, row, entry: { ...entry, ask } });
    }
  }
  return { asks, isWhole: true };
}

/** What has a new system disk is approved one by one. */
const isForSet = ({ entry: { operation } }: OpenAsk) => operation !== "ReplaceSystemDisk";

/**
 * The id of a list of questions as it was shown: when, to the millisecond, and a hash of what stands in it. A question that
 * comes later changes nothing; one that is decided or changes meanwhile does.
 */
export function setOf(
  asks: readonly OpenAsk[],
  shownAtMs: number,
): { readonly id: string; readonly in: readonly OpenAsk[] } {
  const listed = asks.filter((one) => isForSet(one) && one.entry.ask.sinceMs < shownAtMs);
  const names = listed.map(({ instanceId, entry: { operationId, ask } }) => [instanceId, operationId, idOfAsk(ask)]);
  const hash = createHash("sha256").update(JSON.stringify(names.sort())).digest("hex");
  return { id: `${shownAtMs.toString(36)}.${hash.slice(0, 12)}`, in: listed };
}

/** When a list was shown, by its id. */
export const shownAtOf = (id: string) => Number.parseInt(id, 36);
