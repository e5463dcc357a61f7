import type { Listed, RunStore } from "../control/run-store.ts";
import { countDecisions } from "./count-decisions.ts";
import { eachOf } from "./dispatch.ts";
import { heartbeat } from "./heartbeat.ts";
import type { WroteLast } from "./last-run.ts";
import { products } from "./pending-lists.ts";
import { storePending } from "./store-pending.ts";
import type { ReconcileNeeds } from "./sweep.ts";

type Needs = Pick<
  ReconcileNeeds,
  "store" | "nowMs" | "newId" | "pause" | "report" | "books" | "remembered" | "lastRun"
> & {
  readonly runs: RunStore;
};

/**
 * Writes what a run has found out for people: that it ran, what is pending, and what was decided. It comes when the run's
 * work is done. What cannot be written is told and stops nothing. `isFirst`: false for what goes on with a run.
 */
export async function keepBooks(needs: Needs, wrote: WroteLast, isFirst: boolean, untilMs: number): Promise<void> {
  const first = isFirst
    ? [() => say(needs, wrote, true), ...products.map((product) => () => list(needs, wrote, product))]
    : hasMore(needs)
      ? [() => say(needs, wrote, false)]
      : [];
  const steps = [...first, () => countDecisions(needs, needs.books, untilMs)];
  const inTime = steps.map((step) => async () => (needs.nowMs() < untilMs ? await step() : undefined));
  await eachOf(inTime).catch((error: unknown) => needs.report("books", "failed", error));
}

/** What goes on with a run says what has ended in it, and what has come. */
const hasMore = ({ books }: Needs) => books.ends.length > 0 || Object.keys(books.arrivals() ?? {}).length > 0;

async function say({ runs, books, lastRun, nowMs }: Needs, wrote: WroteLast, isFirst: boolean): Promise<void> {
  const run = heartbeat(await lastRun(), books, nowMs(), isFirst);
  await runs.writeRun(run);
  wrote.run = run;
}

async function list({ runs, books }: Needs, { lists }: WroteLast, product: Listed): Promise<void> {
  const noted = books.lists.get(product);
  const written = noted && (await storePending(runs, product, noted, lists.get(product)));
  if (written !== undefined) lists.set(product, written);
}
