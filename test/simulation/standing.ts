import type { NoticesRow } from "../../shared/control/notices-row.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { World } from "./world.ts";

/** What people were to hear, and what they heard. */
export type Heard = {
  row: NoticesRow | undefined;
  /** Instance, operation and kind → when it came to each channel last. */
  readonly sent: Map<string, Map<string, number>>;
  /** Instance and operation → what it stands at, and since when. */
  readonly stands: Map<string, { readonly kind: string; readonly sinceMs: number }>;
};

export const createHeard = (): Heard => ({ row: undefined, sent: new Map(), stands: new Map() });

/** What people should know of an operation, by its state alone. */
export function kindOf({ current, waiting, outcomes }: InstanceRow, operationId: string): string | undefined {
  const state = current?.operationId === operationId ? current.progress.state : undefined;
  if (state !== undefined)
    return { Accepted: "started", Unproven: "unproven", NeedsHuman: "needsPerson" }[String(state)];
  if (waiting[operationId] !== undefined) return waiting[operationId].wait.for === "approval" ? "needsYes" : undefined;
  const end = outcomes[operationId]?.state;
  return end && { Succeeded: "proved", Failed: "failed", Expired: "late" }[String(end)];
}

/** Notes from when on an operation stands at something that people are to hear of. */
export function noteStanding(world: World, instanceId: string, next: InstanceRow): void {
  if (!world.finds) return;
  const { stands } = world.heard;
  const open = [...(next.current === undefined ? [] : [next.current.operationId]), ...Object.keys(next.waiting)];
  for (const operationId of [...open, ...Object.keys(next.outcomes)]) {
    const kind = kindOf(next, operationId);
    const key = `${instanceId} ${operationId}`;
    if (stands.get(key)?.kind === kind) continue;
    if (kind === undefined) stands.delete(key);
    else stands.set(key, { kind, sinceMs: world.nowMs });
  }
}
