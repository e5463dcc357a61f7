import { type Entry, hourMs, isOf, type Limit, type Slots } from "./limits.ts";

/** The control row with this entry in the place of the instance's last one. */
export const withEntry = <T extends Slots & { readonly rev: number }>(
  control: T,
  instanceId: string,
  entry: Entry,
  limits: readonly Limit[],
): T => ({
  ...control,
  rev: control.rev + 1,
  entries: { ...control.entries, [instanceId]: entry },
  hour: startedIn(control.hour, limits, entry),
});

/** So many old starts are taken out in one write: each is a column, and Tablestore takes 1,024 in a write. */
const mostForgotten = 100;

/**
 * The starts of the last hour with this one, once for each operation: an operation that is tried again counts from its last
 * try, for its first may have sent nothing. They are kept for what is limited per hour only. What was only handed a place has
 * not begun. For example: it finds its window closed, and the place goes back. Then the hour has lost nothing.
 */
function startedIn(
  hour: Slots["hour"],
  limits: readonly Limit[],
  { operationId, scopes, atMs, handed }: Entry,
): Slots["hour"] {
  const counted = scopes.filter((scope) =>
    limits.some(({ per, perHour }) => perHour !== undefined && isOf(per, scope)),
  );
  const old = Object.entries(hour).filter(([, started]) => started.atMs <= atMs - hourMs);
  const gone = new Set(old.slice(0, mostForgotten).map(([id]) => id));
  const recent = Object.entries(hour).filter(([id]) => !gone.has(id));
  if (handed || counted.length === 0) return Object.fromEntries(recent);
  return { ...Object.fromEntries(recent), [operationId]: { atMs, scopes: counted } };
}
