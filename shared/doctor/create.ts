import { type ControlStore, ControlUnreadable } from "../control/control.ts";
import type { TableKeeper } from "../control/table-keeper.ts";
import type { Store } from "../ledger/store.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { madeUp } from "../made-up.ts";
import { differencesOf } from "./check-tables.ts";
import { describedTables } from "./examine.ts";
import { isFailed, type Seen } from "./seen.ts";

type Needs = {
  readonly keeper: TableKeeper;
  readonly control: Pick<ControlStore, "readControl">;
  readonly store: Pick<Store, "readInstance" | "readToken" | "listOpen" | "listUntold">;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
};

/** A new table takes no rows for some seconds. Source: the SDKs' own tests and examples wait for up to ten. */
const readyInMs = 30_000;
const pollMs = 1_000;

/**
 * Creates the tables that are missing, and the row that steers the stack, with no right to act. Returns what it made. It waits
 * until rows can be read, for half a minute at most: what is not ready then is found by the checks. What exists is left as it is.
 */
export async function createMissing(needs: Needs): Promise<readonly string[]> {
  const { keeper } = needs;
  const tables = Object.entries(await describedTables(keeper));
  const missing = tables.filter(([, { found }]) => found === undefined).map(([name]) => name);
  for (const name of missing) await keeper.create(name);
  if (tables.some(([, { found }]) => isFailed(found))) return missing;
  const untilMs = needs.nowMs() + (tables.some(([, table]) => isOtherwise(table)) ? 0 : readyInMs);
  const isMade = await whenReady(needs, untilMs, () => keeper.makeControlRow(needs.nowMs()));
  if (missing.length > 0) await whenReady(needs, untilMs, () => readEverything(needs));
  return isMade === "applied" ? [...missing, "control row"] : missing;
}

/** It is there, and not as it is wanted: no wait makes it take our rows. */
const isOtherwise = ({ wanted, found }: Seen["tables"][string]) =>
  found !== undefined && !isFailed(found) && differencesOf(wanted, found.shape).length > 0;

/** One row of each table, and of each index. */
const readEverything = ({ store, control }: Needs) =>
  Promise.all([
    store.readInstance(madeUp.instanceId),
    store.readToken(madeUp.token),
    store.listOpen(undefined, 1),
    store.listUntold(undefined, 1),
    control.readControl().catch((error: unknown) => {
      if (!(error instanceof ControlUnreadable)) throw error;
    }),
  ]);

/** Tries until it works, or the time is over. A write that is tried again makes one row at most. */
async function whenReady<T>(
  { nowMs, wait }: Needs,
  untilMs: number,
  attempt: () => Promise<T>,
): Promise<T | undefined> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StoreUnknown)) throw error;
      if (nowMs() >= untilMs) return undefined;
    }
    await wait(pollMs);
  }
}
