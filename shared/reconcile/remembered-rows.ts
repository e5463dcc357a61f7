import { type InstanceRow, revisionOf } from "../ledger/row.ts";
import type { OpenRow } from "../ledger/store.ts";

/** A row is read again after so long all the same, milliseconds (invented): somebody may have changed it by hand. */
const readAgainMs = 3_600_000;

/** The rows that one function instance has read or written last. It is a memory, not a record: a cold start costs reads alone. */
export type RememberedRows = ReturnType<typeof createRememberedRows>;

/**
 * Spares the reads of open rows that have not changed. The list of open rows shows which version of each it has seen: if
 * that is the version at hand, it is the row. The list may lag; then an older row is taken, and its writes are refused,
 * for each is conditional on that version. Times are epoch milliseconds.
 */
export function createRememberedRows() {
  const rows = new Map<string, { readonly row: InstanceRow; readonly readAtMs: number }>();
  return {
    /** The row of this version. Undefined if it is to be read. What is still to be counted is always read. */
    find: ({ instanceId, revision }: OpenRow, nowMs: number): InstanceRow | undefined => {
      const known = rows.get(instanceId);
      if (known === undefined || revision !== revisionOf(known.row)) return undefined;
      const isSpared = Object.keys(known.row.tally).length === 0 && nowMs < known.readAtMs + readAgainMs;
      return isSpared ? known.row : undefined;
    },
    remember: (instanceId: string, row: InstanceRow, readAtMs: number) => void rows.set(instanceId, { row, readAtMs }),
    /**
     * Makes a change that the store has taken in the row at hand too. `change`: undefined if it cannot be made there: then the row
     * is forgotten, and read when it is listed next.
     */
    renew: (instanceId: string, change: (row: InstanceRow) => InstanceRow | undefined): void => {
      const known = rows.get(instanceId);
      if (known === undefined) return;
      const row = change(known.row);
      if (row === undefined) rows.delete(instanceId);
      else rows.set(instanceId, { ...known, row });
    },
    /** Forgets what is not listed any more. */
    keepOnly: (listed: ReadonlySet<string>) => {
      for (const instanceId of rows.keys()) if (!listed.has(instanceId)) rows.delete(instanceId);
    },
  };
}
