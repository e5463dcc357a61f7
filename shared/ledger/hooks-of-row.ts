import type { InstanceRow } from "./row.ts";

/** True iff the operation has not ended. */
export const isOpen = ({ current, waiting }: Pick<InstanceRow, "current" | "waiting">, operationId: string) =>
  current?.operationId === operationId || waiting[operationId] !== undefined;

/** True iff it waits for a time, a person's pause or another policy: so long no machine is kept drained for it. */
export const isHeld = ({ waiting }: Pick<InstanceRow, "waiting">, operationId: string) =>
  ["time", "policy"].includes(waiting[operationId]?.wait.for ?? "");

/** True iff `after` is owed now: `before` may have been asked, and the operation has ended, or is held. */
export const isOwed = (row: InstanceRow, operationId: string) =>
  row.hooks[operationId]?.owedSinceMs !== undefined && (!isOpen(row, operationId) || isHeld(row, operationId));

/**
 * True iff the machine keeps its place for the hook: it is asked, or may have drained it. What nobody puts back is not drained any
 * more once its operation is held or has ended.
 */
export const keepsPlace = (row: InstanceRow, operationId: string) =>
  row.waiting[operationId]?.wait.for === "hook" ||
  (row.hooks[operationId]?.owedSinceMs !== undefined &&
    (row.hooks[operationId]?.after !== undefined || (isOpen(row, operationId) && !isHeld(row, operationId))));

/** The row without hooks of which nothing is left to do: the operation has ended, and nobody was asked or is told. */
export function withoutIdle(row: InstanceRow): InstanceRow {
  const kept = Object.entries(row.hooks).filter(
    ([id, { owedSinceMs, after }]) => isOpen(row, id) || (owedSinceMs !== undefined && after !== undefined),
  );
  return kept.length === Object.keys(row.hooks).length ? row : { ...row, hooks: Object.fromEntries(kept) };
}
