import type { Ending, Planned } from "./change.ts";
import { type Outcome, releasing } from "./outcome.ts";
import { dueNow, type Progress, type Question, type Wait } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { isBegun, nextStep, whileWaiting, withoutStop } from "./runbook.ts";

/** The row after its current operation waits, is given back, or is over. */
export function end(row: InstanceRow, ending: Ending, nowMs: number): InstanceRow {
  const { current, ...rest } = row;
  if (current === undefined) return row;
  switch (ending.kind) {
    case "wait":
      return waits(row, current, ending.wait, nowMs, ending.planned);
    case "release":
      return { ...rest, events: freed(row.events, current) };
    case "end":
      return over(row, current, ending, nowMs);
    default:
      return ending satisfies never;
  }
}

/** After one step of a runbook the next one, else the outcome. */
function over(
  { current: _, ...rest }: InstanceRow,
  current: Current,
  { outcome, isGone = false }: Extract<Ending, { kind: "end" }>,
  nowMs: number,
): InstanceRow {
  const { runbook } = current;
  const next = runbook && !isGone ? nextStep(runbook, outcome) : undefined;
  if (next !== undefined) {
    const stepped = between({ ...current, runbook: next }, nowMs);
    return isBegun(next)
      ? { ...rest, current: stepped }
      : waits({ ...rest, current }, stepped, nextStepDue(nowMs), nowMs);
  }
  if (runbook?.question !== undefined) return { ...rest, current: asked(current, runbook.question) };
  const verdict = runbook?.verdict ?? outcome;
  const events = releasing.includes(verdict.state) ? freed(rest.events, current) : rest.events;
  return withOutcome({ ...rest, events }, current, verdict, nowMs);
}

/** The next step of a runbook, due at once. */
export const between = (current: Current, nowMs: number): Current => ({
  ...current,
  fruitless: 0,
  promised: true,
  progress: { state: "Waiting", ...nextStepDue(nowMs) },
});

/** A runbook goes on at once. */
export const nextStepDue = (nowMs: number) => dueNow("NextStep", nowMs);

/** The instance runs again: what a person was to be asked about the replacement is asked now. */
const asked = ({ runbook, ...current }: Current, question: Question): Current => ({
  ...current,
  ...(runbook && { runbook: { step: "replace", wasRunning: false } }),
  progress: question,
});

/** Whoever has stored an operation can read what became of it, and who asked for it and agreed. */
export const withOutcome = (
  row: InstanceRow,
  { operationId, operation, fingerprint, source, actor, reason, consentBy, consentTo }: Waiting | Current,
  outcome: Pick<Outcome, "state" | "answer" | "by">,
  nowMs: number,
): InstanceRow => {
  const consent = { ...(consentBy !== undefined && { consentBy }), ...(consentTo !== undefined && { consentTo }) };
  const asked = { source, actor, reason, ...consent };
  const ended = { ...outcome, operation, fingerprint, asked, endedAtMs: nowMs };
  return { ...row, outcomes: { ...row.outcomes, [operationId]: ended } };
};

/**
 * The events without those that this operation holds: it has not answered them after all. One that was never sent holds
 * none. What is bound to its id all the same was answered in an earlier life of it, whose outcome is forgotten.
 */
const freed = (events: InstanceRow["events"], { operationId, attempt }: Current) =>
  attempt === 0 ? events : Object.fromEntries(Object.entries(events).filter(([, by]) => by !== operationId));

/**
 * An operation of which nothing can take effect stops being current and waits, whole, with its event given back: it is
 * on record for good, and may end but not be dropped. A runbook that has begun stays current, since its instance is
 * stopped. What only its caller can send cannot wait for anybody else, so it ends without effect.
 */
export function waits(
  row: InstanceRow,
  current: Current,
  wait: Wait,
  nowMs: number,
  planned: Planned | undefined = undefined,
): InstanceRow {
  if (current.oneShot) return end(row, { kind: "end", outcome: { state: "Expired" } }, nowMs);
  const runbook = current.runbook && whileWaiting(current.runbook, wait.code);
  const { missingSinceMs = nowMs, ...rest } = withoutFound(current);
  const stopped = {
    ...rest,
    ...(runbook && { runbook }),
    ...(missingCodes.includes(wait.code) && { missingSinceMs }),
  };
  if (isBegun(runbook)) return withProgress(row, { ...stopped, promised: true }, { state: "Waiting", ...wait });
  const { current: _, ...free } = row;
  return {
    ...free,
    events: freed(row.events, current),
    waiting: { ...row.waiting, [current.operationId]: replanned(waitingOf(stopped, wait), planned) },
  };
}

/** A call that named no event waits for none: which one its last look found is found anew. */
function withoutFound(current: Current): Current {
  const { eventId: _, isEventFound, ...rest } = current;
  return isEventFound ? rest : current;
}

function waitingOf({ progress: _, promised: __, oneShot: ___, ...kept }: Current, wait: Wait): Waiting {
  if (wait.for !== "approval" || wait.untilMs === undefined) return { ...kept, wait };
  const { untilMs } = wait;
  return { ...kept, askedUntilMs: untilMs, ...(kept.clientToken !== undefined && { notAfterMs: untilMs }), wait };
}

/** The cloud's lists have left its event out, or the instance. Since when is remembered: lists lag. */
export const notListed = "EventNotListed";
export const instanceIsMissing = "InvalidInstanceId.NotFound";
const missingCodes: readonly string[] = [notListed, instanceIsMissing];

/** Another answer to the same event. Nobody has agreed to this one. */
export function replanned(entry: Waiting, planned: Planned | undefined): Waiting {
  if (planned === undefined) return entry;
  const { consentBy: _, consentTo: __, consentSeal: ___, askedUntilMs: ____, runbook: _____, ...rest } = entry;
  return { ...rest, ...planned };
}

/** After an attempt that is proved to have had no effect: a stop that did not happen has begun nothing. */
export const unsent = (current: Current): Current => ({
  ...current,
  ...(current.runbook && { runbook: withoutStop(current.runbook) }),
});

export const withProgress = (row: InstanceRow, current: Current, progress: Progress): InstanceRow => ({
  ...row,
  current: { ...current, progress },
});

/** The row without something that waited. */
export function withoutWaiting(row: InstanceRow, operationId: string): InstanceRow {
  const { [operationId]: _, ...waiting } = row.waiting;
  return { ...row, waiting };
}
