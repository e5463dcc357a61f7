import type { Written } from "../ledger/store.ts";

/** A table as it can be compared: what there is of it, by its name, in words. */
export type Shape = Readonly<Record<string, string>>;

/** `unfinished`: indexes that do not yet have all rows. */
export type DescribedTable = { readonly shape: Shape; readonly unfinished: readonly string[] };

/** The ledger's tables themselves. Each call throws `StoreUnknown` if the store does not answer, or refuses. */
export type TableKeeper = {
  /** What each table has to be, by its name. */
  readonly wanted: () => Promise<Readonly<Record<string, Shape>>>;
  /** Undefined: there is no such table. */
  readonly describe: (table: string) => Promise<DescribedTable | undefined>;
  readonly create: (table: string) => Promise<void>;
  /** Makes the row that steers the stack, with no right to act, if there is none. */
  readonly makeControlRow: (nowMs: number) => Promise<Written>;
  /** When a queued invocation of the function doctor last arrived, epoch milliseconds; undefined: none ever did. */
  readonly readArrival: () => Promise<number | undefined>;
  readonly writeArrival: (atMs: number) => Promise<void>;
};
