import type { InstanceRow } from "./row.ts";
import type { Marking } from "./store.ts";

/**
 * A row in which it is written what people were told, by who tells them. `stored`: the row as it is; `read`: as it was when they
 * were told. Undefined if somebody has told since. What is done is taken away only if nothing is new; else it stays listed,
 * and the next run finds out that it was told. Nothing else of the row is touched, so this fences nobody out.
 */
export function marked(stored: InstanceRow, read: InstanceRow, { told, done }: Marking): InstanceRow | undefined {
  if (stored.tells !== read.tells) return undefined;
  const next = { ...stored, told, tells: read.tells + 1 };
  if (stored.news !== read.news) return next;
  const { untoldSinceMs, ...rest } = next;
  const untold = Object.fromEntries(Object.entries(stored.untold).filter(([name]) => !done.includes(name)));
  const isListed = untoldSinceMs !== undefined && Object.keys(untold).length > 0;
  return { ...rest, untold, ...(isListed && { untoldSinceMs }) };
}

/** A row as it was written, with what people are known to have been told meanwhile. */
export function withTold(
  { untoldSinceMs: _, ...written }: InstanceRow,
  { told, tells, untold, untoldSinceMs }: InstanceRow,
): InstanceRow {
  return { ...written, told, tells, untold, ...(untoldSinceMs !== undefined && { untoldSinceMs }) };
}
