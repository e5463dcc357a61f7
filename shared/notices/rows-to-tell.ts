import type { InstanceRow } from "../ledger/row.ts";
import { RowUnreadable, type UntoldRow } from "../ledger/store.ts";
import type { TellNeeds } from "./tell-needs.ts";

/** So many rows are listed at once, and read at once. */
const pageSize = 100;
const groupSize = 8;
/** The most rows of one run (invented): what is left comes first in the next one, since the oldest news are listed first. */
const mostRows = 2_000;

/**
 * The rows that people may have to hear of: those that the run has visited, and those that have news and may have ended. A
 * row that cannot be read is told by the log, and the others go on.
 */
export async function rowsToTell(needs: TellNeeds, untilMs: number): Promise<ReadonlyMap<string, InstanceRow>> {
  const rows = new Map(needs.rows);
  let last: UntoldRow | undefined;
  for (let listed = 0; listed < mostRows && needs.nowMs() < untilMs; listed += pageSize) {
    const page = await pageAfter(needs, last);
    const unread = page.map(({ instanceId }) => instanceId).filter((id) => !rows.has(id));
    for (const [id, row] of await readRows(needs, unread, untilMs)) rows.set(id, row);
    if (page.length < pageSize) break;
    last = page.at(-1);
  }
  return rows;
}

/** Without the list those are told that the run has visited: all that is open. */
async function pageAfter({ store, report }: TellNeeds, last: UntoldRow | undefined): Promise<readonly UntoldRow[]> {
  try {
    return await store.listUntold(last, pageSize);
  } catch (error) {
    report(
      "notices",
      "what has ended cannot be listed; is the index redeploy_once_untold there? redeploy-once doctor says",
      error,
    );
    return [];
  }
}

/** These rows as they are now, as far as time goes. */
export async function readRows(needs: TellNeeds, ids: readonly string[], untilMs: number) {
  const rows = new Map<string, InstanceRow>();
  for (let at = 0; at < ids.length && needs.nowMs() < untilMs; at += groupSize)
    await Promise.all(ids.slice(at, at + groupSize).map((id) => readOne(needs, id, rows)));
  return rows;
}

async function readOne({ store, report }: TellNeeds, id: string, rows: Map<string, InstanceRow>): Promise<void> {
  try {
    const row = await store.readInstance(id);
    if (row !== undefined) rows.set(id, row);
  } catch (error) {
    if (!(error instanceof RowUnreadable)) throw error;
    report(id, "unreadable", error);
  }
}
