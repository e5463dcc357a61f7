import type { Listed, ListedEvent, PendingPage, RunReader } from "./run-store.ts";

/** A list of pending events as it was stored. */
export type ReadList = {
  /** When the list was asked for, epoch milliseconds. The newest run has confirmed it since: see the run's own row. */
  readonly listedAtMs: number;
  readonly events: readonly ListedEvent[];
  /** False: two lists were being written at once, and some events may be missing or stand there from before. */
  readonly isWhole: boolean;
};

/** So often the pages are read again if they are of two lists: a run is writing them. */
const maxReads = 3;

/** Reads one product's list, page by page. Undefined if none was ever stored. */
export async function readPending(reader: Pick<RunReader, "readPage">, product: Listed): Promise<ReadList | undefined> {
  for (let reads = 1; ; reads++) {
    const first = await reader.readPage(product, 1);
    if (first === undefined) return undefined;
    const { pages, listedAtMs } = first;
    const others = await Promise.all(Array.from({ length: pages - 1 }, (_, at) => reader.readPage(product, at + 2)));
    const whole: readonly PendingPage[] = [first, ...others.filter((page) => page !== undefined)];
    const isWhole = whole.length === pages && whole.every((page) => page.listedAtMs === listedAtMs);
    if (isWhole || reads === maxReads) return { listedAtMs, events: whole.flatMap(({ events }) => events), isWhole };
  }
}
