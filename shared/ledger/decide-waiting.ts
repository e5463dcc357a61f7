import type { WaitingChange } from "./change.ts";
import { isStale } from "./decide-attempt.ts";
import { decideLook } from "./decide-look.ts";
import { dueNow } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { isBegun } from "./runbook.ts";
import { type Decision, standingOfOutcome } from "./standing.ts";
import { between, waits, withOutcome, withoutWaiting } from "./transition.ts";
import { answer, lost, write } from "./write.ts";

/** How long an operation that never got to a send is tried: as long as the cloud lists a finished event. */
const maxOpenMs = 30 * 86_400_000;
/** How long an approved intent lives, as any other from when it was asked for. */
const approvedForMs = 15 * 60_000;

/** What time, a look, or a person makes of an operation of which nothing can take effect. */
export function decideWaiting(row: InstanceRow, change: WaitingChange, nowMs: number): Decision {
  switch (change.kind) {
    case "expire":
      return expire(row, change, nowMs);
    case "look":
      return decideLook(row, change, nowMs);
    case "approve":
      return approve(row, change, nowMs);
    case "deny":
    case "cancel":
      return cancel(row, change, nowMs);
    default:
      return change satisfies never;
  }
}

type Of<K extends WaitingChange["kind"]> = Extract<WaitingChange, { kind: K }>;

/** A question that nobody answered, an intent that is too old, or what was tried for as long as anything is listed. */
function expire(row: InstanceRow, { operationId, owner }: Of<"expire">, nowMs: number): Decision {
  const entry = row.waiting[operationId];
  if (entry !== undefined && isExpired(entry, nowMs))
    return write(row, owner, withOutcome(withoutWaiting(row, operationId), entry, { state: "Expired" }, nowMs), nowMs);
  const { current } = row;
  const isLate =
    current?.operationId === operationId && current.progress.state === "Waiting" && isStale(current, nowMs);
  if (current === undefined || !isLate || !isBegun(current.runbook)) return lost;
  return write(row, owner, { ...row, current: startNext(current, { state: "Expired" }, nowMs) }, nowMs);
}

const isExpired = (entry: Waiting, nowMs: number) =>
  isStale(entry, nowMs) ||
  entry.openSinceMs + maxOpenMs <= nowMs ||
  (entry.wait.for === "approval" && (entry.wait.untilMs ?? Number.POSITIVE_INFINITY) <= nowMs);

/** The instance was stopped for it: whatever ends the operation, it is started first. */
const startNext = (current: Current, verdict: NonNullable<NonNullable<Current["runbook"]>["verdict"]>, nowMs: number) =>
  between({ ...current, runbook: { ...current.runbook, wasRunning: true, step: "start", verdict } }, nowMs);

/** A person's yes. It is due at once; an invocation that is at work on it without the yes is fenced out. */
function approve(row: InstanceRow, { operationId, owner, by, seal }: Of<"approve">, nowMs: number): Decision {
  const known = unsentOf(row, operationId, nowMs);
  if ("standing" in known) return answer(known.standing);
  const { free, entry } = known;
  if (free === row && entry.wait.for !== "approval") return answer({ kind: "waiting", operationId, wait: entry.wait });
  if (isExpired(entry, nowMs)) return answer({ kind: "ended", by: "token", state: "Expired", operationId });
  // What is for an event ends with the question at the latest, when the platform acts by itself.
  const isFree = entry.eventId === undefined;
  const notAfterMs =
    entry.notAfterMs && (isFree ? Math.max(entry.notAfterMs, nowMs + approvedForMs) : entry.notAfterMs);
  const { consentTo: _, ...asked } = entry; // the yes is to all that was asked
  const next: Waiting = {
    ...asked,
    consentBy: by,
    consentSeal: seal,
    ...(notAfterMs && { notAfterMs }),
    wait: dueNow("Approved", nowMs),
  };
  return write(row, owner, { ...free, waiting: { ...free.waiting, [operationId]: next } }, nowMs);
}

/** A person's no. What was stopped for a new disk is started again first. */
function cancel(row: InstanceRow, { operationId, owner, by }: Of<"deny"> | Of<"cancel">, nowMs: number): Decision {
  const { current } = row;
  const verdict = { state: "Cancelled", by } as const;
  if (current?.operationId === operationId && isBegun(current.runbook) && isUnsent(current)) {
    if (current.runbook?.step === "start") return answer({ kind: "inFlight", current });
    return write(row, owner, { ...row, current: startNext(current, verdict, nowMs) }, nowMs);
  }
  const known = unsentOf(row, operationId, nowMs);
  if ("standing" in known) return answer(known.standing);
  const { free, entry } = known;
  return write(row, owner, withOutcome(withoutWaiting(free, operationId), entry, verdict, nowMs), nowMs);
}

const isUnsent = ({ progress }: Current) => progress.state === "Waiting" || progress.state === "Claimed";

/** The entry of an operation, made of its claim if need be; or why it is too late for a word on it. */
function unsentOf(row: InstanceRow, operationId: string, nowMs: number) {
  const { current, outcomes } = row;
  const outcome = outcomes[operationId];
  if (outcome !== undefined) return { standing: standingOfOutcome(outcome, operationId, "token") };
  if (current?.operationId === operationId && (isBegun(current.runbook) || !isUnsent(current)))
    return { standing: { kind: "inFlight", current } as const };
  const free = current?.operationId === operationId ? waits(row, current, dueNow("LeaseOver", nowMs), nowMs) : row;
  const entry = free.waiting[operationId];
  return entry === undefined ? { standing: { kind: "notFound" } as const } : { free, entry };
}
