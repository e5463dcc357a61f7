import { leaseMarginMs } from "../bounds.ts";
import { openEventsOf } from "../ledger/owned.ts";
import type { Progress } from "../ledger/progress.ts";
import type { InstanceRow } from "../ledger/row.ts";
import { type OpenRow, RowUnreadable } from "../ledger/store.ts";
import { concludeDoubt } from "./conclude-doubt.ts";
import { dispatchDue, eachOf } from "./dispatch.ts";
import { endedIn } from "./ended-in.ts";
import { findUnowned } from "./find-unowned.ts";
import { followToProof } from "./follow-to-proof.ts";
import { lookAtWaiting } from "./look-at-waiting.ts";
import { keyOf, listPending } from "./pending-lists.ts";
import { keepPlaces } from "./places.ts";
import { type ReconcileNeeds, type Run, sweep } from "./sweep.ts";
import { tripBreaker } from "./trip-breaker.ts";

/**
 * This many rows are attended to at once. So reads of the cloud overlap, and one stuck row delays the seven others of its
 * group by one deadline at most.
 */
const groupSize = 8;
/** So many rows are listed at once (invented): a page of 1,000 names is some 100 KB; the store gives out 4 MB at most. */
const pageSize = 1_000;

/** So long places may be given away once the time for rows is over, milliseconds (invented): what is written for people comes after. */
const placesForMs = 5_000;

/**
 * Finishes what is unfinished, then finds what nobody owns. It gives expired claims back, concludes attempts in doubt,
 * follows accepted operations to their proof, and dispatches what is due. It never sends. It works until `untilMs` and
 * returns the row to go on after, or undefined when every open row was attended to. Runs may overlap: every write is
 * conditional on the version that was looked at. Cost: one list of pending events per product, one listing per 1,000
 * open rows, one read of each that has changed since the last run, and at most one write each. What it notes for people is
 * written by `keepBooks`.
 */
export async function reconcile(needs: ReconcileNeeds, untilMs: number, after?: Rest): Promise<Rest | undefined> {
  const seen = { named: new Set<string>(), rows: new Map<string, InstanceRow>(), unread: new Set<string>() };
  const run = { ...needs, lists: listPending(needs), ...seen };
  const beganMs = after === undefined ? needs.nowMs() : after.walkBeganMs;
  try {
    const last = await sweepOpen(run, untilMs, after);
    const walkBeganMs = run.unread.size === 0 ? beganMs : undefined;
    await tripSafely(run);
    const isCounted = await keepPlaces(run, last === "all" ? walkBeganMs : undefined, untilMs + placesForMs);
    const rest = last === "all" ? undefined : last;
    if (rest === undefined) await findUnowned(run, untilMs);
    if (last === "all" && after === undefined) run.remembered.keepOnly(new Set(run.rows.keys()));
    return rest && { ...rest, ...(isCounted && walkBeganMs !== undefined && { walkBeganMs }) };
  } finally {
    await run.lists.ended(); // an instance of the function that stands still leaves no read under way
  }
}

/** The row to go on after; and when the walk of all open rows began, epoch milliseconds, if each was read and counted so far. */
type Rest = OpenRow & { readonly walkBeganMs?: number | undefined };

/**
 * Attends to the open rows after the given one. Returns where to go on if time ends first; undefined if it ends before the
 * first row, as in a run that stood still.
 */
async function sweepOpen(run: Run, untilMs: number, after: OpenRow | undefined): Promise<OpenRow | "all" | undefined> {
  let last = after;
  while (run.nowMs() < untilMs) {
    const page = await run.store.listOpen(last, pageSize);
    for (const group of groupsOf(page)) {
      if (run.nowMs() >= untilMs) return last;
      await Promise.all(group.map((open) => attendSafely(run, open)));
      last = group.at(-1);
    }
    if (page.length < pageSize) return "all";
  }
  return last;
}

const groupsOf = (page: readonly OpenRow[]) =>
  Array.from({ length: Math.ceil(page.length / groupSize) }, (_, at) =>
    page.slice(at * groupSize, (at + 1) * groupSize),
  );
async function tripSafely(run: Run): Promise<void> {
  try {
    await tripBreaker(run);
  } catch (error) {
    run.report("breaker", "failed", error);
  }
}

/** Attends to one row, and reports an error instead of throwing it. So the other rows do not wait. */
async function attendSafely(run: Run, open: OpenRow): Promise<void> {
  try {
    await attend(run, open);
  } catch (error) {
    run.report(open.instanceId, error instanceof RowUnreadable ? "unreadable" : "failed", error);
  }
}

/**
 * Attends to the current operation, then to what waits beside it, each on the version that the last part left. A part
 * that fails stops no other. For example: the current operation cannot be read, and one behind it still ends in its
 * time.
 */
async function attend(needs: Run, open: OpenRow): Promise<void> {
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
      const end = endedIn(row, latest, needs.steering?.control.entries[instanceId]);
      if (end !== undefined) needs.books.noteEnd(end);
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

/** The row's next version, if this run made one. */
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
