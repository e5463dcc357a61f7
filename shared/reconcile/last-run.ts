import type { Listed, RunRow, RunStore } from "../control/run-store.ts";
import type { WrittenList } from "./store-pending.ts";

/** What one instance of the function wrote last. It is a memory, not a record: a cold start costs one read and some writes. */
export type WroteLast = { run: RunRow | undefined; readonly lists: Map<Listed, WrittenList> };

export const createWroteLast = (): WroteLast => ({ run: undefined, lists: new Map() });

/** A run a minute: if the last one of this instance is older than this, another instance has run since. */
const ownForMs = 90_000;

/** What the run before has said of itself; undefined if there was none. Throws `StoreUnknown`. */
export type LastRun = () => Promise<RunRow | undefined>;

/** It is read once a run at most, and not at all if this instance has written it a moment ago. */
export function createLastRun(runs: Pick<RunStore, "readRun">, wrote: WroteLast, nowMs: () => number): LastRun {
  let read: Promise<RunRow | undefined> | undefined;
  return async () => {
    const { run } = wrote;
    const isOwn = run !== undefined && nowMs() < run.atMs + ownForMs;
    if (isOwn) return run;
    if (read === undefined) wrote.lists.clear();
    read ??= runs.readRun();
    return read.catch((error: unknown) => {
      read = undefined;
      throw error;
    });
  };
}
