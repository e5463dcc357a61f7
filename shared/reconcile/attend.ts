import { leaseMarginMs } from "../bounds.ts";
import { openEventsOf } from "../ledger/owned.ts";
import type { Progress } from "../ledger/progress.ts";
import type { InstanceRow } from "../ledger/row.ts";
import { type OpenRow, RowUnreadable } from "../ledger/store.ts";
import { concludeDoubt } from "./conclude-doubt.ts";
import { dispatchDue, eachOf } from "./dispatch.ts";
import { followToProof } from "./follow-to-proof.ts";
import { lookAtWaiting } from "./look-at-waiting.ts";
import { keyOf } from "./pending-lists.ts";
import { type ReconcileNeeds, type Run, sweep } from "./sweep.ts";

/** Attends to one row, and reports an error instead of throwing it. So the other rows do not wait. */
export async function attend(run: Run, open: OpenRow): Promise<void> {
  try {
    await attendTo(run, open);
  } catch (error) {
    run.report(open.instanceId, error instanceof RowUnreadable ? "unreadable" : "failed", error);
  }
}

/**
 * Attends to the current operation, then to what waits beside it, each on the version that the last part left. A part
 * that fails stops no other. For example: the current operation cannot be read, and one behind it still ends in its
 * time.
 */
async function attendTo(needs: Run, open: OpenRow): Promise<void> {
  const { instanceId } = open;
  needs.unread.add(instanceId);
  const readAtMs = needs.nowMs();
  const spared = needs.remembered.find(open, readAtMs);
  const row = spared ?? (await needs.store.readInstance(instanceId));
  needs.unread.delete(instanceId);
  if (row === undefined) return;
  needs.rows.set(instanceId, row);
  for (const eventId of openEventsOf(row)) needs.named.add(keyOf({ instanceId, eventId }));
  let latest = row;
  const parts: readonly ((read: InstanceRow) => Promise<InstanceRow | undefined>)[] = [
    (read) => attendCurrent(needs, instanceId, read),
    (read) => lookAtWaiting(needs, instanceId, read),
    (read) => expire(needs, instanceId, read),
  ];
  await eachOf([
    ...parts.map((part) => async () => {
      latest = (await part(latest)) ?? latest;
    }),
    () => dispatchDue(needs, instanceId, latest),
    async () => {
      needs.rows.set(instanceId, latest);
      if (latest !== spared) needs.remembered.remember(instanceId, latest, readAtMs);
      needs.books.noteRow(instanceId, latest, needs.nowMs());
    },
  ]);
}

/**
 * Ends what is too old. `lookAtWaiting` runs before it, and looks at an event whose question is about to end: if the
 * event's time has moved, the question goes on.
 */
async function expire(needs: ReconcileNeeds, instanceId: string, row: InstanceRow): Promise<InstanceRow> {
  let latest = row;
  for (const operationId of namesOf(row))
    latest = (await sweep(needs, instanceId, latest, { kind: "expire", operationId })) ?? latest;
  return latest;
}

/** The operations that may be too old: all that wait, and a runbook between two steps. */
const namesOf = ({ current, waiting }: InstanceRow) => [
  ...(current?.progress.state === "Waiting" ? [current.operationId] : []),
  ...Object.keys(waiting),
];

/** The row as it is known then, if something was to be done. */
async function attendCurrent(needs: ReconcileNeeds, instanceId: string, row: InstanceRow) {
  const { current } = row;
  if (current === undefined) return undefined;
  const { progress } = current;
  refuseFarLease(progress, needs.nowMs());
  switch (progress.state) {
    case "Claimed":
      return sweep(needs, instanceId, row, { kind: "reclaim" });
    case "Waiting":
      return undefined;
    case "Sending":
      return progress.leaseUntilMs <= needs.nowMs()
        ? concludeDoubt(needs, instanceId, row, current, progress)
        : undefined;
    case "NeedsHuman":
      return concludeDoubt(needs, instanceId, row, current, progress);
    case "Accepted":
    case "Unproven":
      return followToProof(needs, instanceId, row, current, progress);
    default:
      return progress satisfies never;
  }
}

/** The longest possible lease: FC's longest timeout (86,400 s) and the margin. A later one was not written by us. */
const maxLeaseMs = 86_400_000 + leaseMarginMs;

function refuseFarLease(progress: Progress, nowMs: number): void {
  if ("leaseUntilMs" in progress && progress.leaseUntilMs > nowMs + maxLeaseMs)
    throw new RowUnreadable(`a lease until ${new Date(progress.leaseUntilMs).toISOString()}: a person must look`);
}
