import type { InstanceRow } from "../ledger/row.ts";
import { type OpenRow, RowUnreadable, type Store } from "../ledger/store.ts";

/** As many rows as are read at once: reads overlap, and a store is asked for little at a time. */
const groupSize = 16;
/** So many rows are read for one call at most: 2,000 reads, 16 at once, take some seconds of the function's 30 (invented). */
export const mostRows = 2_000;

/** An open row, as a person's call reads it. */
export type Open = OpenRow & { readonly row: InstanceRow };

/**
 * The rows on the list of open ones, the oldest first, from the one after `after` on. A row that this release cannot read is
 * left out. Whoever reads on stops after `mostRows`. Throws `StoreUnknown`.
 */
export async function* openRows(store: Store, after?: OpenRow): AsyncGenerator<Open> {
  let last = after;
  for (;;) {
    const listed = await store.listOpen(last, groupSize);
    const rows = await Promise.all(listed.map(({ instanceId }) => readable(store, instanceId)));
    for (const [index, open] of listed.entries()) {
      const row = rows[index];
      if (row !== undefined) yield { ...open, row };
    }
    if (listed.length < groupSize) return;
    last = listed.at(-1);
  }
}

async function readable(store: Store, instanceId: string): Promise<InstanceRow | undefined> {
  try {
    return await store.readInstance(instanceId);
  } catch (error) {
    if (error instanceof RowUnreadable) return undefined;
    throw error;
  }
}
