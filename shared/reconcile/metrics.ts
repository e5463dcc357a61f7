import type { RunRow } from "../control/run-store.ts";
import type { Steering } from "../control/steering.ts";
import { isOn } from "../guards/pause.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";
import type { Books } from "./books.ts";

type Noted = Pick<Books, "rows" | "lists">;

/**
 * What a run has seen, in numbers, for whoever draws them or rings by them; pure. Names never grow with the fleet: no metric
 * has an id in it. `run`: what the newest run says of itself; undefined: nothing was written yet.
 */
export function metricsOf(
  { rows, lists }: Noted,
  steering: Steering | undefined,
  run: RunRow | undefined,
  nowMs: number,
): Readonly<Record<string, number>> {
  const all = [...rows.values()];
  const waiting = all.flatMap((row) => Object.values(row.waiting));
  const current = all.flatMap((row) => (row.current === undefined ? [] : [row.current]));
  const count = (holds: (one: Current) => boolean) => current.filter(holds).length;
  const listed = [...lists.values()];
  const lastEventAtMs = run?.lastEventAtMs;
  return {
    rows_open: all.length,
    op_current: current.length,
    op_in_doubt: count((one) => isInDoubt(one, nowMs)),
    op_needs_human: count(({ progress }) => ["NeedsHuman", "Unproven"].includes(progress.state)),
    op_waiting: waiting.length,
    approval_pending: waiting.filter(({ wait }) => wait.for === "approval").length,
    open_age_max_s: agesOf(all, nowMs),
    event_pending: listed.reduce((sum, { events = [] }) => sum + events.length, 0),
    finder_blind: listed.filter(({ events }) => events === undefined).length,
    ...(lastEventAtMs !== undefined && { last_event_age_s: seconds(nowMs - lastEventAtMs) }),
    policy_unreadable: Number(steering === undefined),
    automation_paused: steering?.control.pauses.filter((pause) => isOn(pause, nowMs)).length ?? 0,
    breaker_tripped: Number(steering?.control.breaker.tripped !== undefined),
    slots_taken: Object.keys(steering?.control.entries ?? {}).length,
  };
}

const isInDoubt = ({ progress }: Current, nowMs: number) =>
  progress.state === "Sending" && progress.leaseUntilMs <= nowMs;

/** How long the oldest operation has been open. */
const agesOf = (rows: readonly InstanceRow[], nowMs: number) =>
  rows
    .flatMap(({ current, waiting }) => [...(current === undefined ? [] : [current]), ...Object.values(waiting)])
    .reduce((oldest, { openSinceMs }) => Math.max(oldest, seconds(nowMs - openSinceMs)), 0);

const seconds = (ms: number) => Math.max(0, Math.round(ms / 1_000));
