import { readTimeoutMs, within } from "./sdk.ts";
import { readErrorOf } from "./sdk-error.ts";
import { unreadable } from "./unreadable.ts";

/** 10 pages of 100: no instance has 1,000 events or tasks within the 30 days that are kept. */
const ofOneInstance = { maxPages: 10, isLate: () => false };
/** 50 pages of 100 (invented): so many pending events of one region are no maintenance that this product can answer. */
const maxRegionPages = 50;
/** 200 pages of 100 (invented): so many machines of one region are read within the time of one call. */
const maxFleetPages = 200;

/** How much of a list is read, at most. */
type Extent = { readonly maxPages: number; readonly isLate: () => boolean };

/** The extent of a list of a whole region, which is read until `untilMs` (epoch milliseconds). */
export const ofRegion = (untilMs: number, nowMs: () => number): Extent => ({
  maxPages: maxRegionPages,
  isLate: () => nowMs() >= untilMs,
});

/** The same of a list of all machines. */
export const ofFleet = (untilMs: number, nowMs: () => number): Extent => ({
  ...ofRegion(untilMs, nowMs),
  maxPages: maxFleetPages,
});

/** Runs one read under its deadline, takes what it says, and names it when either fails. */
export async function read<A, T>(name: string, call: Promise<A>, take: (answer: A) => T): Promise<T> {
  try {
    return take(await within(readTimeoutMs, call));
  } catch (error) {
    throw readErrorOf(error, name);
  }
}

type Page<T, N> = { readonly items: readonly T[]; readonly next: N | undefined; readonly total: number | undefined };

/** All items of a list that is read page by page; `next` is undefined after the last one. Throws rather than leave some out. */
export async function readPages<T, N>(
  name: string,
  page: (next: N | undefined, number: number) => Promise<Page<T, N>>,
  { maxPages, isLate }: Extent = ofOneInstance,
): Promise<T[]> {
  const all: T[] = [];
  let next: N | undefined;
  for (let number = 1; number <= maxPages; number++) {
    if (isLate()) throw readErrorOf(unreadable("ListTookTooLong"), name);
    const { items, next: following, total = 0 } = await page(next, number);
    all.push(...items);
    next = following;
    if (next !== undefined) continue;
    if (total > all.length) throw readErrorOf(unreadable("ListCutShort"), name);
    return all;
  }
  throw readErrorOf(unreadable("TooManyPages"), name);
}

/** Epoch milliseconds of the cloud's ISO 8601 text; undefined if there is none. */
export function toMs(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) ? undefined : ms;
}
