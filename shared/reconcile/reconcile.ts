import type { InstanceRow } from "../ledger/row.ts";
import type { OpenRow } from "../ledger/store.ts";
import { askHooks } from "./ask-hooks.ts";
import { attend } from "./attend.ts";
import { findUnowned } from "./find-unowned.ts";
import { listPending } from "./pending-lists.ts";
import { keepPlaces } from "./places.ts";
import type { ReconcileNeeds, Run } from "./sweep.ts";
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
    await askHooks(run, untilMs + placesForMs);
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
      await Promise.all(group.map((open) => attend(run, open)));
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
