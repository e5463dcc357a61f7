import type { Recipient } from "../policy/recipients.ts";
import { asksOn, type RowDue, rowsDue } from "./rows-due.ts";
import { readRows, rowsToTell } from "./rows-to-tell.ts";
import type { TellNeeds } from "./tell-needs.ts";

/**
 * What is to be said and written of each row. A row that the run has not read, but remembered, may not have what people were
 * told since: no write of that changes its version. So whatever has something to say is read again, and remembered so. What
 * is only to be marked is not: the mark is refused if somebody has told since.
 */
export async function freshDue(
  needs: TellNeeds,
  recipients: readonly Recipient[],
  untilMs: number,
): Promise<readonly RowDue[]> {
  const rows = await rowsToTell(needs, untilMs);
  const asks = asksOn(rows.values());
  const first = rowsDue(needs, rows, recipients, asks);
  const isOld = ({ instanceId, sendings }: RowDue) => needs.rows.has(instanceId) && sendings.length > 0;
  const old = new Set(first.filter(isOld).map(({ instanceId }) => instanceId));
  const fresh = await readRows(needs, [...old], untilMs);
  for (const [instanceId, row] of fresh) needs.remember(instanceId, row);
  return [...first.filter(({ instanceId }) => !old.has(instanceId)), ...rowsDue(needs, fresh, recipients, asks)];
}
