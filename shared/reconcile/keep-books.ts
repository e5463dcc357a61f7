import type { Listed, RunRow, RunStore } from "../control/run-store.ts";
import { countDecisions } from "./count-decisions.ts";
import { eachOf } from "./dispatch.ts";
import { heartbeat } from "./heartbeat.ts";
import { products } from "./pending-lists.ts";
import { storePending, type WrittenList } from "./store-pending.ts";
import type { ReconcileNeeds } from "./sweep.ts";

type Needs = Pick<ReconcileNeeds, "store" | "nowMs" | "newId" | "pause" | "report" | "books" | "remembered"> & {
  readonly runs: RunStore;
};

/** What one instance of the function wrote last. It is a memory, not a record: a cold start costs one read and some writes. */
export type WroteLast = { run: RunRow | undefined; readonly lists: Map<Listed, WrittenList> };

export const createWroteLast = (): WroteLast => ({ run: undefined, lists: new Map() });

/** A run a minute: if the last one of this instance is older than this, another instance has run since. */
const ownForMs = 90_000;

/**
 * Writes what a run has found out for people: that it ran, what is pending, and what was decided. It comes when the run's
 * work is done. What cannot be written is told and stops nothing. `isFirst`: false for what goes on with a run.
 */
export async function keepBooks(needs: Needs, wrote: WroteLast, isFirst: boolean, untilMs: number): Promise<void> {
  const first = isFirst
    ? [() => say(needs, wrote, true), ...products.map((product) => () => list(needs, wrote, product))]
    : needs.books.ends.map(() => () => say(needs, wrote, false)).slice(0, 1);
  const steps = [...first, () => countDecisions(needs, needs.books, untilMs)];
  const inTime = steps.map((step) => async () => (needs.nowMs() < untilMs ? await step() : undefined));
  await eachOf(inTime).catch((error: unknown) => needs.report("books", "failed", error));
}

async function say({ runs, books, nowMs }: Needs, wrote: WroteLast, isFirst: boolean): Promise<void> {
  const isOwn = wrote.run !== undefined && nowMs() < wrote.run.atMs + ownForMs;
  if (!isOwn) wrote.lists.clear();
  const before = isOwn ? wrote.run : await runs.readRun();
  const run = heartbeat(before, books, nowMs(), isFirst);
  await runs.writeRun(run);
  wrote.run = run;
}

async function list({ runs, books }: Needs, { lists }: WroteLast, product: Listed): Promise<void> {
  const noted = books.lists.get(product);
  const written = noted && (await storePending(runs, product, noted, lists.get(product)));
  if (written !== undefined) lists.set(product, written);
}
