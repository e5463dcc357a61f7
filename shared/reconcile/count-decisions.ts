import { advance } from "../ledger/advance.ts";
import { withTold } from "../ledger/marked.ts";
import type { InstanceRow } from "../ledger/row.ts";
import { type AddNeeds, addDecisions, dayOf, decidedIn, isIn } from "./add-decisions.ts";
import type { Books, Noted } from "./books.ts";
import type { ReconcileNeeds } from "./sweep.ts";

type Needs = AddNeeds & Pick<ReconcileNeeds, "store" | "nowMs" | "newId" | "remembered">;

/** So many writes are counted together (invented): a run that ends early has lost nothing but its time. */
const batchSize = 400;
/** So many rows are written at once, as by the sweep of open rows. */
const groupSize = 8;
const patienceMs = 5_000;
/** No report goes farther back. What could not be counted for so long keeps no row on the list of open ones any more. */
const reportedForMs = 90 * 86_400_000;

/**
 * Counts what the rows of this run decided, then takes it away from the rows. Whatever comes between the two is counted
 * once all the same: counters and marks are one row. For example: a run counts a decision and dies. The next run finds it
 * in its row again, finds its mark beside the counters, and only takes it away. Ends at `untilMs`; the rest is counted next time.
 */
export async function countDecisions(
  needs: Needs,
  { tallies, held }: Pick<Books, "tallies" | "held">,
  untilMs: number,
) {
  const today = dayOf(needs.nowMs());
  const minutes = held.map(({ policy, ...heldBy }) => ({ day: today, policy, heldBy }));
  for (let from = 0; from === 0 || from < tallies.length; from += batchSize) {
    if (needs.nowMs() >= untilMs) return;
    const batch = tallies.slice(from, from + batchSize);
    const fresh = batch.filter(({ atMs }) => atMs > needs.nowMs() - reportedForMs);
    const uncounted = await addDecisions(needs, [...fresh.flatMap(decidedIn), ...(from === 0 ? minutes : [])]);
    await collectAll(
      needs,
      batch.filter((noted) => !fresh.includes(noted) || !isIn(uncounted, noted)),
      untilMs,
    );
  }
}

async function collectAll(needs: Needs, counted: readonly Noted[], untilMs: number): Promise<void> {
  const rows = [...new Set(counted.map(({ instanceId }) => instanceId))];
  for (let from = 0; from < rows.length && needs.nowMs() < untilMs; from += groupSize)
    await Promise.all(rows.slice(from, from + groupSize).map((instanceId) => collect(needs, instanceId, counted)));
}

/** Takes the counted decisions away from one row, whatever was written to it meanwhile. */
async function collect({ report, ...needs }: Needs, instanceId: string, counted: readonly Noted[]): Promise<void> {
  const own = counted.filter((noted) => noted.instanceId === instanceId);
  try {
    const change = { kind: "collect", owner: needs.newId(), versions: own.map(({ version }) => version) } as const;
    const { row, standing } = await advance(needs, instanceId, own[0]?.row, change, needs.nowMs() + patienceMs);
    const isMade = standing === undefined;
    needs.remembered.renew(instanceId, (known) => (isMade && isNext(known, row) ? withTold(row, known) : undefined));
  } catch (error) {
    report(instanceId, "decisions not taken away", error);
  }
}

/** True iff the one write was made right on the version at hand, which nobody else has written since. */
const isNext = (known: InstanceRow, written: InstanceRow | undefined): written is InstanceRow =>
  written?.epoch === known.epoch && written.beside === known.beside + 1 && written.news === known.news;
