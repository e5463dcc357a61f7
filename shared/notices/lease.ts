import { firstNotices, type NoticesRow } from "../control/notices-row.ts";
import type { RunStore } from "../control/run-store.ts";
import type { Written } from "../ledger/store.ts";

/** One run sends at a time, for so long. A run that stands still for longer may send what another one sends: once more. */
const leaseMs = 60_000;

type Notices = Pick<RunStore, "readNotices" | "writeNotices">;

/** The row, and the right to send; undefined if another run has it. */
export async function takeLease(store: Notices, read: NoticesRow | undefined, nowMs: number) {
  if (isTaken(read, nowMs)) return undefined;
  const next = { ...(read ?? firstNotices), rev: (read?.rev ?? 0) + 1, leaseUntilMs: nowMs + leaseMs };
  return (await store.writeNotices(read, next)) === "applied" ? next : undefined;
}

/** True iff another run sends at present. */
export const isTaken = (row: NoticesRow | undefined, nowMs: number) => (row?.leaseUntilMs ?? 0) > nowMs;

/** Writes what was told, and gives the right back. Refused: the lease was over, and another run has told since. */
export const giveBack = (store: Notices, held: NoticesRow, told: Partial<NoticesRow>): Promise<Written> =>
  store.writeNotices(held, { ...held, ...told, rev: held.rev + 1, leaseUntilMs: 0 });
