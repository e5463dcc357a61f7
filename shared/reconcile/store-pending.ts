import type { Listed, ListedEvent, PendingPage, RunStore } from "../control/run-store.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import type { NotedList } from "./books.ts";

/** So many events are one row: 40 KB. */
const pageSize = 200;
/**
 * A list is written again after this time (invented), changed or not: runs that overlap may have written the pages of two
 * lists, and neither knows.
 */
const writeAgainMs = 600_000;

/** What this function instance wrote last of a product. */
export type WrittenList = { readonly text: string; readonly atMs: number };

/**
 * Stores a list for people to read, unless this function instance wrote the same one before. The first page comes last: it
 * says how many pages there are and which list they are of, so what an earlier, longer list has left does not count.
 * Returns what is written now.
 */
export async function storePending(
  { writePage }: Pick<RunStore, "writePage">,
  product: Listed,
  { events, askedAtMs }: NotedList,
  before: WrittenList | undefined,
): Promise<WrittenList | undefined> {
  if (events === undefined) return before;
  const listed = inOrder(events.map(shown));
  const text = JSON.stringify(listed);
  if (before?.text === text && askedAtMs < before.atMs + writeAgainMs) return before;
  const pages = pagesOf(listed, askedAtMs);
  for (let page = pages.length; page > 0; page--) {
    const content = pages[page - 1];
    if (content !== undefined) await writePage(product, page, content);
  }
  return { text, atMs: askedAtMs };
}

const shown = ({ instanceId, eventId, type, status, notBeforeMs, simulated }: PendingEvent): ListedEvent => ({
  ...{ instanceId, eventId, type, status },
  ...(notBeforeMs !== undefined && { notBeforeMs }),
  ...(simulated && { simulated }),
});

/** Those with the first time first. The order of the cloud's list may change while nothing else does. */
const inOrder = (events: readonly ListedEvent[]) =>
  [...events].sort(
    (a, b) =>
      (a.notBeforeMs ?? Number.MAX_VALUE) - (b.notBeforeMs ?? Number.MAX_VALUE) || (a.eventId < b.eventId ? -1 : 1),
  );

/** One page at least: that nothing is pending is an answer too. */
function pagesOf(events: readonly ListedEvent[], listedAtMs: number): readonly PendingPage[] {
  const pages = Math.max(1, Math.ceil(events.length / pageSize));
  return Array.from({ length: pages }, (_, at) => ({
    ...{ listedAtMs, pages },
    events: events.slice(at * pageSize, (at + 1) * pageSize),
  }));
}
