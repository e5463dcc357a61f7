import { type Asking, nextAsk } from "./ask.ts";
import type { Ending, Planned } from "./change.ts";
import { type HookWanted, roundOf } from "./hook.ts";
import { type Outcome, releasing } from "./outcome.ts";
import { dueNow, type Progress, type Question, type Wait } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { isBegun, nextStep, whileWaiting, withoutStop } from "./runbook.ts";

/** The row after its current operation waits, is given back, or has ended. */
export function end(row: InstanceRow, ending: Ending, nowMs: number): InstanceRow {
  const { current, ...rest } = row;
  if (current === undefined) return row;
  switch (ending.kind) {
    case "wait":
      return waits(row, current, ending.wait, nowMs, ending);
    case "release":
      return { ...rest, events: freed(row.events, current) };
    case "end":
      return over(row, current, ending, nowMs);
    default:
      return ending satisfies never;
  }
}

/** The row after a step has ended: with the next step of a runbook, else with the outcome. */
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

/** The operation with the next step of its runbook, due at once. */
export const between = (current: Current, nowMs: number): Current => ({
  ...current,
  fruitless: 0,
  promised: true,
  progress: { state: "Waiting", ...nextStepDue(nowMs) },
});

/** The wait of a runbook that goes on at once. */
export const nextStepDue = (nowMs: number) => dueNow("NextStep", nowMs);

/** The instance runs again. Now a person is asked the question about the replacement. */
const asked = ({ runbook, ...current }: Current, question: Question): Current => ({
  ...current,
  ...(runbook && { runbook: { step: "replace", wasRunning: false } }),
  progress: question,
});

/** Where a further operation for an event comes from: a person's word, or a failure of the one before. */
export const furtherSource = "console";
export const repeatSource = "repeat";
const furtherSources = [furtherSource, repeatSource];

/** The row with an outcome. It says what became of an operation, who asked for it, and who agreed. */
export const withOutcome = (
  row: InstanceRow,
  stored: Waiting | Current,
  outcome: Pick<Outcome, "state" | "answer" | "by">,
  nowMs: number,
): InstanceRow => {
  const { operationId, operation, fingerprint, source, actor, reason, approvals = [], eventId, clientToken } = stored;
  const approvedBy = approvals.map(({ by }) => by);
  const asked = { source, actor, reason, ...(approvedBy.length > 0 && { approvedBy }) };
  // The id of an event's first operation is made of the event. That of a further one has to say which it is of.
  const isFurther = eventId !== undefined && clientToken === undefined && furtherSources.includes(source);
  const wasStopped = stored.runbook?.wasRunning === true && { wasStopped: true as const };
  const named = isFurther && { eventId };
  const ended = { ...outcome, operation, fingerprint, asked, endedAtMs: nowMs, ...named, ...wasStopped };
  return { ...row, outcomes: { ...row.outcomes, [operationId]: ended } };
};

/**
 * The events without those that this operation holds: it has not answered them. An operation that was never sent holds
 * none. If an event is bound to its id, that was in an earlier life, whose outcome is forgotten: it stays bound.
 */
const freed = (events: InstanceRow["events"], { operationId, attempt }: Current) =>
  attempt === 0 ? events : Object.fromEntries(Object.entries(events).filter(([, by]) => by !== operationId));

/**
 * Moves the current operation to `waiting`, whole, and gives its event back in the same write. Nothing of it can take
 * effect, so others may act. It may end later, but it is not dropped. A runbook that has begun stays current, since its
 * instance is stopped. An operation that only its caller can send ends instead, since nobody else can take it up.
 */
export function waits(
  row: InstanceRow,
  current: Current,
  wait: Wait,
  nowMs: number,
  { planned, asking, hook }: { readonly planned?: Planned; readonly asking?: Asking; readonly hook?: HookWanted } = {},
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
  const { operationId, operation } = current;
  return {
    ...free,
    ...(hook && { hooks: { ...row.hooks, [operationId]: roundOf(row.hooks[operationId], hook, operation, nowMs) } }),
    events: freed(row.events, current),
    waiting: { ...row.waiting, [operationId]: replanned(waitingOf(stopped, wait, asking, nowMs), planned) },
  };
}

/** A call that named no event waits for none. Its next look finds an event anew. */
function withoutFound(current: Current): Current {
  const { eventId: _, isEventFound, ...rest } = current;
  return isEventFound ? rest : current;
}

function waitingOf(
  { progress: _, promised: __, oneShot: ___, ...kept }: Current,
  wait: Wait,
  asking: Asking | undefined,
  nowMs: number,
): Waiting {
  if (wait.for === "policy") return unasked(kept, wait);
  const asked = { ...kept, ...(asking && { ask: nextAsk(kept.ask, asking, nowMs) }) };
  if (wait.for !== "approval" || wait.untilMs === undefined) return { ...asked, wait };
  const { untilMs } = wait;
  return { ...asked, askedUntilMs: untilMs, ...(kept.clientToken !== undefined && { notAfterMs: untilMs }), wait };
}

/** What waits for policy asks nobody. If a later policy asks, that is a new question, with an end of its own. */
export function unasked<T extends Agreed & Pick<Waiting, "askedUntilMs">>(entry: T, wait: Wait) {
  const { askedUntilMs: _, ...rest } = withoutConsent(entry);
  return { ...rest, wait };
}

type Agreed = Pick<Waiting, "approvals">;

/** The entry without a yes: what was agreed to is not what is planned any more. */
export function withoutConsent<T extends Agreed>({ approvals: _, ...rest }: T): Omit<T, keyof Agreed> {
  return rest;
}

/** The cloud's lists leave out the event, or the instance. The entry says since when, because lists lag. */
export const notListed = "EventNotListed";
export const instanceIsMissing = "InvalidInstanceId.NotFound";
const missingCodes: readonly string[] = [notListed, instanceIsMissing];

/** The entry with another answer to its event. A consent to the old answer does not count for the new one. */
export function replanned(entry: Waiting, planned: Planned | undefined): Waiting {
  if (planned === undefined) return entry;
  const { askedUntilMs: _, runbook: __, ...rest } = withoutConsent(entry);
  return { ...rest, ...planned };
}

/** The operation after an attempt that is proved without effect. A stop without effect has begun nothing. */
export const unsent = (current: Current): Current => ({
  ...current,
  ...(current.runbook && { runbook: withoutStop(current.runbook) }),
});

export const withProgress = (row: InstanceRow, current: Current, progress: Progress): InstanceRow => ({
  ...row,
  current: { ...current, progress },
});

/** The row without one of the operations that wait. */
export function withoutWaiting(row: InstanceRow, operationId: string): InstanceRow {
  const { [operationId]: _, ...waiting } = row.waiting;
  return { ...row, waiting };
}
