import { readPending } from "../control/read-pending.ts";
import type { RunReader } from "../control/run-store.ts";
import type { Listed } from "./unsent.ts";

/** A list that is older than this is told: reconcile lists each minute (invented). */
const freshForMs = 600_000;

const products = ["ecs", "ens"] as const;

/** The pending events that reconcile has stored, and sentences about a list that is missing, old or in parts. */
export async function storedLists(
  runs: Pick<RunReader, "readRun" | "readPage">,
  nowMs: number,
): Promise<{ readonly events: readonly Listed[]; readonly warnings: readonly string[] }> {
  const [run, ...lists] = await Promise.all([
    runs.readRun(),
    ...products.map(async (product) => ({ product, list: await readPending(runs, product) })),
  ]);
  const asOf = { ecs: run?.listedEcsAtMs, ens: run?.listedEnsAtMs };
  const read = lists.map(({ product, list }) => ({
    events: (list?.events ?? []).map((event) => listedAs(product, event)),
    warnings: warningsOf(product, list?.isWhole === true, asOf[product], nowMs),
  }));
  return { events: read.flatMap(({ events }) => events), warnings: read.flatMap(({ warnings }) => warnings) };
}

type Stored = NonNullable<Awaited<ReturnType<typeof readPending>>>["events"][number];

const listedAs = (product: string, { notBeforeMs, simulated, ...event }: Stored): Listed => ({
  ...event,
  ...{ product, notBeforeMs, simulated: simulated === true },
});

function warningsOf(product: string, isWhole: boolean, asOfMs: number | undefined, nowMs: number): readonly string[] {
  if (asOfMs === undefined) return [`The pending events of ${product} were never listed: only what waits is counted.`];
  const since = new Date(asOfMs).toISOString();
  if (asOfMs < nowMs - freshForMs)
    return [`The pending events of ${product} were listed at ${since} last: what came since is not counted.`];
  return isWhole ? [] : [`The list of pending events of ${product} is being written: look again in a minute.`];
}
