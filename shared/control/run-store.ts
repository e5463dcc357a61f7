import type { Forecast } from "../forecast/forecast.ts";
import type { End } from "../forecast/stand.ts";
import type { Written } from "../ledger/store.ts";
import type { NoticesRow } from "./notices-row.ts";

/** The products whose pending events are listed. */
export type Listed = "ecs" | "ens";

/** The newest run of `reconcile`: one row, replaced by each run. Times are epoch milliseconds. */
export type RunRow = {
  /** When it wrote this, near its end. */
  readonly atMs: number;
  /** When the newest event came that it knows of. */
  readonly lastEventAtMs?: number;
  /** Since when a product's list cannot be read. */
  readonly blindEcsSinceMs?: number;
  readonly blindEnsSinceMs?: number;
  /** When the newest list that could be read was asked for. */
  readonly listedEcsAtMs?: number;
  readonly listedEnsAtMs?: number;
  /** The newest ends that were proved, of an hour at least. Two runs at once may lose what one of them has seen. */
  readonly ends?: readonly End[];
  /** The newest events that the breaker counts: a mark of each, and when it came. Only `reconcile` itself goes by it. */
  readonly arrivals?: Readonly<Record<string, number>>;
  /** What is ahead. Absent if the policy could not be read. */
  readonly forecast?: Forecast;
};

/** An event of a list, as people read it. */
export type ListedEvent = {
  readonly instanceId: string;
  readonly eventId: string;
  readonly type: string;
  readonly status: string;
  readonly notBeforeMs?: number;
  readonly simulated?: true;
};

/** A part of a list. All parts of one list have its time; the first says how many there are. */
export type PendingPage = {
  readonly listedAtMs: number;
  readonly pages: number;
  readonly events: readonly ListedEvent[];
};

/** What was decided by one rule on one day; `held`: minutes by what held it. */
export type RuleCount = {
  readonly rule: string;
  readonly seen: number;
  readonly acted: number;
  readonly wouldHaveActed: number;
  readonly asked: number;
  readonly leftAlone: number;
  readonly tooLate: number;
  readonly held: Readonly<Record<string, number>>;
};

/** The counters of one day (UTC, `2026-11-29`) and one policy. */
export type CountRow = {
  /** Grows with every write. A write names the one that it read. */
  readonly rev: number;
  readonly rules: readonly RuleCount[];
  /** Marks of what was counted, the newest last: nothing is counted again while its mark is here. */
  readonly marks: readonly string[];
};

/** What `reconcile` writes for people, one round trip each. No function that acts reads it. Each throws `StoreUnknown`. */
export type RunStore = {
  readonly readRun: () => Promise<RunRow | undefined>;
  readonly writeRun: (run: RunRow) => Promise<void>;
  readonly writePage: (product: Listed, page: number, content: PendingPage) => Promise<void>;
  readonly readCount: (day: string, policy: number) => Promise<CountRow | undefined>;
  /** Makes `next` of `before` (undefined: no such row), if the row still has its `rev`. */
  readonly writeCount: (day: string, policy: number, before: CountRow | undefined, next: CountRow) => Promise<Written>;
  /** Who tells people, and what they were told of the stack. A row that is torn is as good as none: people are told again. */
  readonly readNotices: () => Promise<NoticesRow | undefined>;
  /** Makes `next` of `before` (undefined: no such row), if the row still has its `rev`. */
  readonly writeNotices: (before: NoticesRow | undefined, next: NoticesRow) => Promise<Written>;
};

export type DayCount = { readonly day: string; readonly policy: number; readonly rules: readonly RuleCount[] };

/** The same for whoever shows it to people. */
export type RunReader = Pick<RunStore, "readRun" | "readNotices"> & {
  /** Page 1 is the first. */
  readonly readPage: (product: Listed, page: number) => Promise<PendingPage | undefined>;
  /** The counters of these days, both included. One round trip for 5,000 rows. */
  readonly listCounts: (firstDay: string, lastDay: string) => Promise<readonly DayCount[]>;
};
