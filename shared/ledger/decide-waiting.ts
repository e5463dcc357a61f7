import type { WaitingChange } from "./change.ts";
import { isStale } from "./decide-attempt.ts";
import { decideLook } from "./decide-look.ts";
import { dueNow } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { isBegun } from "./runbook.ts";
import { type Decision, standingOfOutcome } from "./standing.ts";
import { between, waits, withOutcome, withoutWaiting } from "./transition.ts";
import { answer, lost, write } from "./write.ts";

/** An operation that gets to no send is tried for this long: as long as the cloud lists a finished event. */
const maxOpenMs = 30 * 86_400_000;
/** An approved call may be sent for this long, like any call from when it was asked for. */
const approvedForMs = 15 * 60_000;

/** Changes an operation of which nothing can take effect: because of its age, a look, or a person. */
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

/**
 * Ends what is too old: a question that nobody answered, a call whose life is over, or 30 days of tries. If the
 * instance was stopped for it, the instance is started first.
 */
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

/** The instance was stopped for the operation. So it is started before the operation ends with this verdict. */
const startNext = (current: Current, verdict: NonNullable<NonNullable<Current["runbook"]>["verdict"]>, nowMs: number) =>
  between({ ...current, runbook: { ...current.runbook, wasRunning: true, step: "start", verdict } }, nowMs);

/**
 * A person's yes: the next attempt is due at once. For example: A has claimed the operation before the yes, and would
 * only ask again. The yes moves the operation from A's claim to `waiting`, so A's next write is refused.
 */
function approve(row: InstanceRow, { operationId, owner, by, to, seal }: Of<"approve">, nowMs: number): Decision {
  const known = unsentOf(row, operationId, nowMs);
  if ("standing" in known) return answer(known.standing);
  const { free, entry } = known;
  if (free === row && entry.wait.for !== "approval") return answer({ kind: "waiting", operationId, wait: entry.wait });
  if (isExpired(entry, nowMs)) return answer({ kind: "ended", by: "token", state: "Expired", operationId });
  // An event's end stays as it is. It is the end of the question, when the platform acts by itself.
  const isFree = entry.eventId === undefined;
  const notAfterMs =
    entry.notAfterMs && (isFree ? Math.max(entry.notAfterMs, nowMs + approvedForMs) : entry.notAfterMs);
  const next: Waiting = {
    ...entry,
    consentBy: by,
    consentTo: [...to],
    consentSeal: seal,
    consentAtMs: nowMs,
    ...(notAfterMs && { notAfterMs }),
    wait: dueNow("Approved", nowMs),
  };
  return write(row, owner, { ...free, waiting: { ...free.waiting, [operationId]: next } }, nowMs);
}

/** A person's no. An instance that was stopped for the operation is started before the operation ends. */
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

/**
 * The entry of an operation that was not sent. A claim is turned into an entry first. If it is too late for a person's
 * word, how the operation stands.
 */
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
