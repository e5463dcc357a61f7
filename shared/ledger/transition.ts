import type { Outcome } from "./outcome.ts";
import type { Decision, Ending, Standing } from "./request.ts";
import type { Current, InstanceRow, Progress, Waiting } from "./row.ts";
import { nextStep, whileWaiting, withoutStop } from "./runbook.ts";

/** The current operation, if this owner wrote the row last and it is in the state that the step starts from. */
export const held = (row: InstanceRow, owner: string, state: Progress["state"]) =>
  row.owner === owner && row.current?.progress.state === state ? row.current : undefined;

/** How long outcomes are kept: five days longer than the cloud keeps finished events (30 days). */
const outcomeRetentionMs = 35 * 86_400_000;

/** The row's next version: one epoch on, by this owner, without outcomes that are past their retention. */
export const write = (before: InstanceRow, owner: string, next: InstanceRow, nowMs: number) => ({
  do: "write" as const,
  next: { ...pruned(next, nowMs), owner, epoch: before.epoch + 1 },
});

/** How many refusals are remembered: a refused token that is forgotten is judged anew. Bounds the row's size (4 MB are read at most). */
const maxRejected = 500;
/** A write of Tablestore names 1,024 columns at most; an outcome is one, and may free an event. */
const maxPruned = 200;

/** An event that was answered stays bound for good: the cloud may list it as pending for longer than outcomes are kept. */
function pruned(row: InstanceRow, nowMs: number): InstanceRow {
  const outcomes = Object.entries(row.outcomes).sort(([, a], [, b]) => a.endedAtMs - b.endedAtMs); // oldest first
  const old = outcomes.filter(([, { endedAtMs }]) => endedAtMs <= nowMs - outcomeRetentionMs);
  const rejected = outcomes.filter(([, { state }]) => state === "Rejected");
  const spare = new Map([...old, ...rejected.slice(0, -maxRejected)].slice(0, maxPruned));
  if (spare.size === 0) return row;
  const free = [...spare].filter(([, { state }]) => releasing.includes(state)).map(([id]) => id);
  return {
    ...row,
    outcomes: Object.fromEntries(outcomes.filter(([id]) => !spare.has(id))),
    events: Object.fromEntries(Object.entries(row.events).filter(([, by]) => !free.includes(by))),
  };
}

/** Outcomes that give their event back. */
export const releasing: readonly string[] = ["Failed", "Rejected", "Cancelled", "Expired"] satisfies Outcome["state"][];

/** The row after its current operation waits, is given back, or is over. */
export function end(row: InstanceRow, ending: Ending, nowMs: number): InstanceRow {
  const { current, ...rest } = row;
  if (current === undefined) return row;
  const { operationId } = current;
  switch (ending.how) {
    case "wait":
      return waits(row, current, ending.waiting, nowMs);
    case "release":
      return { ...rest, events: withoutOperation(row.events, operationId) };
    case "end": {
      const runbook = current.runbook && nextStep(current.runbook, ending.outcome);
      if (runbook !== undefined)
        return waits(
          row,
          { ...current, runbook, fruitless: 0 },
          { for: "attempt", untilMs: nowMs, code: "NextStep" },
          nowMs,
        );
      const outcome = current.runbook?.verdict ?? ending.outcome;
      return { ...rest, outcomes: { ...row.outcomes, ...outcomesOf(current, outcome, nowMs) } };
    }
    default:
      return ending satisfies never;
  }
}

/** The outcome under the operation's own id, and under those of the calls that carried it on. */
const outcomesOf = (
  { operationId, alsoFor = [], operation, fingerprint }: Current,
  outcome: Pick<Outcome, "state" | "answer" | "by">,
  nowMs: number,
) =>
  Object.fromEntries(
    [operationId, ...alsoFor].map((id) => [id, { ...outcome, operation, fingerprint, endedAtMs: nowMs }]),
  );

/** A release leaves no outcome behind, so it must take its event binding along, or the event would be lost for ever. */
const withoutOperation = (events: InstanceRow["events"], operationId: string) =>
  Object.fromEntries(Object.entries(events).filter(([, by]) => by !== operationId));

/**
 * Stored as waiting, an operation is on record for good: it may end, but not be given back. What only its caller can
 * send cannot wait for anybody else, so it ends without effect.
 */
export const waits = (
  row: InstanceRow,
  current: Current,
  waiting: Omit<Waiting, "state">,
  nowMs: number,
): InstanceRow =>
  current.oneShot
    ? end(row, { how: "end", outcome: { state: "Expired" } }, nowMs)
    : withProgress(
        row,
        { ...current, ...runbookOf(current, waiting), promised: true },
        { state: "Waiting", ...waiting },
      );

const runbookOf = ({ runbook }: Current, { code }: Pick<Waiting, "code">) =>
  runbook && { runbook: whileWaiting(runbook, code) };

/** After an attempt that is proved to have had no effect: a stop that did not happen has begun nothing. */
export const unsent = (current: Current): Current => ({
  ...current,
  ...(current.runbook && { runbook: withoutStop(current.runbook) }),
});

export const withProgress = (row: InstanceRow, current: Current, progress: Progress): InstanceRow => ({
  ...row,
  current: { ...current, progress },
});

export const answer = (standing: Standing): Decision => ({ do: "answer", standing });
export const lost: Decision = answer({ is: "lost" });
