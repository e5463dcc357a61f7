import type { Listed, RunRow } from "../control/run-store.ts";
import type { End, Stand } from "../forecast/stand.ts";
import type { Ruled } from "../ledger/change.ts";
import type { Current, InstanceRow, Waiting } from "../ledger/row.ts";
import { readTally, type Tally } from "../ledger/tally.ts";
import type { PendingEvent, UnownedEvent } from "../remediation/answerable.ts";
import { isOver } from "./dispatch.ts";

/** A write's decisions, and where they are to be taken away once they were counted. */
export type Noted = Tally & {
  readonly instanceId: string;
  readonly version: string;
  /** The row as the run left it. */
  readonly row: InstanceRow;
};

/** One operation that a run found held, by what. */
export type Held = Ruled & { readonly by: string };

/** What a run found out about a product's list; `events`: undefined if it could not be read whole. */
export type NotedList = { readonly events: readonly PendingEvent[] | undefined; readonly askedAtMs: number };

/** Who has a place and who waits for one, when a run had given away what was free. */
export type NotedStand = Omit<Stand, "ends" | "nowMs">;

/** What a run finds out once, or not at all. */
type Once = {
  readonly stand?: NotedStand;
  readonly resumed?: NotedStand;
  readonly arrivals?: NonNullable<RunRow["arrivals"]>;
  readonly unowned?: readonly UnownedEvent[];
};

/** What one run notes for people while it works. It is written at the run's end. */
export type Books = ReturnType<typeof createBooks>;

/** Times are epoch milliseconds. */
export function createBooks() {
  const tallies: Noted[] = [];
  const held: Held[] = [];
  const rows = new Map<string, InstanceRow>();
  const lists = new Map<Listed, NotedList>();
  const ends: End[] = [];
  const once: Once = {};
  let lastEventAtMs: number | undefined;
  return {
    tallies: tallies as readonly Noted[],
    held: held as readonly Held[],
    /** The open rows, for whoever tells people of them. */
    rows: rows as ReadonlyMap<string, InstanceRow>,
    lists: lists as ReadonlyMap<Listed, NotedList>,
    ends: ends as readonly End[],
    stand: () => once.stand,
    /** How it would stand if a person let automation go on. Undefined: no storm has stopped it. */
    resumed: () => once.resumed,
    /** The newest events, for who counts them next. Undefined: this run has counted none. */
    arrivals: () => once.arrivals,
    /** Undefined: this run has not looked for any. */
    unowned: () => once.unowned,
    lastEventAtMs: () => lastEventAtMs,
    noteList: (product: Listed, list: NotedList) => void lists.set(product, list),
    noteEnd: (end: End) => void ends.push(end),
    noteArrivals: (arrivals: NonNullable<RunRow["arrivals"]>) => void Object.assign(once, { arrivals }),
    noteUnowned: (unowned: readonly UnownedEvent[]) => void Object.assign(once, { unowned }),
    noteStand: (stand: NotedStand) => void Object.assign(once, { stand }),
    noteResumed: (resumed: NotedStand) => void Object.assign(once, { resumed }),
    /** The row as the run left it. */
    noteRow: (instanceId: string, row: InstanceRow, nowMs: number) => {
      rows.set(instanceId, row);
      for (const atMs of eventsIn(row)) lastEventAtMs = Math.max(lastEventAtMs ?? 0, atMs);
      held.push(...Object.values(row.waiting).flatMap((entry) => heldIn(entry, nowMs)));
      if (isAtWork(row.current, nowMs)) return; // a write beside it would cost its function a read
      for (const [version, text] of Object.entries(row.tally))
        tallies.push({ instanceId, version, row, ...readTally(text) });
    },
  };
}

/** A function has the right to work on it. */
const isAtWork = (current: Current | undefined, nowMs: number) =>
  current !== undefined && "leaseUntilMs" in current.progress && current.progress.leaseUntilMs > nowMs;

/** When events came: of those on record, and of those that were decided about since the last run. */
const eventsIn = ({ current, waiting, tally }: InstanceRow): readonly number[] => [
  ...[...(current === undefined ? [] : [current]), ...Object.values(waiting)].flatMap(
    ({ eventId, clientToken, openSinceMs }) =>
      eventId === undefined || clientToken !== undefined ? [] : [openSinceMs],
  ),
  ...Object.values(tally)
    .map(readTally)
    .flatMap(({ atMs, decided }) => (decided.some(({ what }) => what === "Seen") ? [atMs] : [])),
];

/**
 * What keeps an operation from being sent. Observed and left alone it is held by nothing, what is due is sent now, and what was
 * planned anew has not had its turn yet.
 */
function heldIn({ plan, wait }: Waiting, nowMs: number): readonly Held[] {
  if (plan === undefined || wait.for === "policy" || wait.code === "Replanned") return [];
  if (wait.for === "attempt" && isOver(wait, nowMs)) return [];
  const by = wait.for === "approval" || wait.for === "operation" ? wait.for : wait.code;
  return [{ policy: plan.policy, rule: plan.rule, by }];
}
