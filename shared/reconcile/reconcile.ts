import { leaseMarginMs } from "../bounds.ts";
import type { Current, InstanceRow, Progress, Waiting } from "../ledger/row.ts";
import { type OpenRow, RowUnreadable } from "../ledger/store.ts";
import { concludeDoubt } from "./conclude-doubt.ts";
import { dispatchCurrent, dispatchParked, dispatchReady } from "./dispatch.ts";
import { followToProof } from "./follow-to-proof.ts";
import { type ReconcileNeeds, sweep } from "./sweep.ts";

/**
 * Rows read from the index at a time, and attended to at once: reads of the cloud overlap, and one stuck row of a group
 * delays seven others by one deadline at most.
 */
const groupSize = 8;

/**
 * Finishes what is unfinished: gives expired claims back, concludes what is in doubt from evidence, follows accepted
 * operations to their proof, dispatches what waits. It never sends. Works until `untilMs` and returns the row to go on
 * after, or undefined when every open row was attended to. Runs may overlap: every write is conditional on the version
 * that was looked at. Cost: one listing per eight open rows, one read and at most one write each.
 */
export async function reconcile(needs: ReconcileNeeds, untilMs: number, after?: OpenRow): Promise<OpenRow | undefined> {
  let last = after;
  while (needs.nowMs() < untilMs) {
    const group = await needs.store.listOpen(last, groupSize);
    await Promise.all(group.map(({ instanceId }) => attendSafely(needs, instanceId)));
    if (group.length < groupSize) return undefined;
    last = group.at(-1);
  }
  return last;
}

/** One row that cannot be attended to never keeps others waiting. */
async function attendSafely(needs: ReconcileNeeds, instanceId: string): Promise<void> {
  try {
    await attend(needs, instanceId);
  } catch (error) {
    needs.report(instanceId, error instanceof RowUnreadable ? "unreadable" : "failed", error);
  }
}

async function attend(needs: ReconcileNeeds, instanceId: string): Promise<void> {
  const row = await needs.store.readInstance(instanceId);
  if (row?.current === undefined) return row && dispatchParked(needs, instanceId, row);
  const { progress } = row.current;
  refuseFarLease(progress, needs.nowMs());
  switch (progress.state) {
    case "Claimed":
      return takeBack(needs, instanceId, row);
    case "Waiting":
      return moveOn(needs, instanceId, row, row.current, progress);
    case "Sending":
      return progress.leaseUntilMs <= needs.nowMs()
        ? concludeDoubt(needs, instanceId, row, row.current, progress)
        : undefined;
    case "NeedsHuman":
      return concludeDoubt(needs, instanceId, row, row.current, progress);
    case "Accepted":
    case "Unproven":
      return followToProof(needs, instanceId, row, row.current, progress);
    default:
      return progress satisfies never;
  }
}

/** The longest a lease can be: FC's longest timeout (86,400 s) and the margin. A later one was not written by us. */
const maxLeaseMs = 86_400_000 + leaseMarginMs;

function refuseFarLease(progress: Progress, nowMs: number): void {
  if ("leaseUntilMs" in progress && progress.leaseUntilMs > nowMs + maxLeaseMs)
    throw new RowUnreadable(`a lease until ${new Date(progress.leaseUntilMs).toISOString()}: a person must look`);
}

/** A claim whose lease is over becomes `Waiting` again, and is tried at once. */
async function takeBack(needs: ReconcileNeeds, instanceId: string, row: InstanceRow) {
  await dispatchReady(needs, instanceId, await sweep(needs, instanceId, row, { kind: "reclaim" }));
}

async function moveOn(needs: ReconcileNeeds, instanceId: string, row: InstanceRow, current: Current, waiting: Waiting) {
  if (await sweep(needs, instanceId, row, { kind: "expire" })) return;
  if (waiting.for !== "approval" && waiting.untilMs <= needs.nowMs())
    await dispatchCurrent(needs, instanceId, row.epoch, current);
}
