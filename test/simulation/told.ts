import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { Marking, UntoldRow, Written } from "../../shared/ledger/store.ts";
import { violate } from "./invariants.ts";
import type { Worker, World } from "./world.ts";

/**
 * The row as the store keeps it: a write names only what it changes, and what people were told is another's column. So what
 * was told, and what was taken away, since the writer has read the row stays so.
 */
export function withToldOf(stored: InstanceRow | undefined, before: InstanceRow | undefined, next: InstanceRow) {
  if (stored === undefined || stored.tells === before?.tells) return next;
  const fresh = Object.entries(next.untold).filter(([name, news]) => before?.untold[name] !== news);
  const { told, tells, untold, untoldSinceMs } = stored;
  const kept = { ...next, told, tells, untold: { ...untold, ...Object.fromEntries(fresh) } };
  if (next.untoldSinceMs !== before?.untoldSinceMs || fresh.length > 0) return kept;
  const { untoldSinceMs: _, ...rest } = kept;
  return untoldSinceMs === undefined ? rest : { ...rest, untoldSinceMs };
}

/** The sparse index of what people are still to hear of. */
export const untoldIn = ({ table }: World, after: UntoldRow | undefined, limit: number): readonly UntoldRow[] =>
  [...table.rows]
    .flatMap(([instanceId, { row }]) => {
      const { untoldSinceMs } = row;
      return untoldSinceMs === undefined ? [] : [{ instanceId, untoldSinceMs }];
    })
    .sort(byKey)
    .filter((row) => after === undefined || byKey(row, after) > 0)
    .slice(0, limit);

const byKey = (a: UntoldRow, b: UntoldRow) =>
  a.untoldSinceMs - b.untoldSinceMs || (a.instanceId < b.instanceId ? -1 : Number(a.instanceId > b.instanceId));

/** The marker's write. N2: it touches nothing that a function goes by. */
export function markTold(world: World, { name }: Worker, id: string, read: InstanceRow, marking: Marking): Written {
  const stored = world.table.rows.get(id);
  const row = stored && world.product.marked(stored.row, read, marking);
  if (stored === undefined || row === undefined) return "refused";
  if (changedIn(stored.row, row).some((name) => !mayMark.includes(name)))
    violate(world, `N2: ${name} changes more of ${id} than what was told`);
  world.table.rows.set(id, { ...stored, row });
  return "applied";
}

const mayMark: readonly string[] = ["told", "tells", "untold", "untoldSinceMs"] satisfies (keyof InstanceRow)[];

/** What is not the very same value in both. */
const changedIn = (one: InstanceRow, other: InstanceRow) =>
  keysOf({ ...one, ...other }).filter((name) => one[name] !== other[name]);

const keysOf = (row: InstanceRow) => Object.keys(row) as (keyof InstanceRow)[]; // it has no others
