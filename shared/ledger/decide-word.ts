import { isDeepStrictEqual } from "node:util";
import { type Approval, idOfAsk, withApproval, yesesTo } from "./ask.ts";
import type { WaitingChange } from "./change.ts";
import { isExpired } from "./expired.ts";
import { dueNow, type Wait } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { isBegun } from "./runbook.ts";
import { type Decision, type Standing, standingOfOutcome } from "./standing.ts";
import { between, waits, withOutcome, withoutWaiting } from "./transition.ts";
import { answer, write } from "./write.ts";

/** An approved call may be sent for this long, like any call from when it was asked for. */
const approvedForMs = 15 * 60_000;

type Word = Exclude<WaitingChange, { kind: "expire" | "look" }>;
type Of<K extends Word["kind"]> = Extract<Word, { kind: K }>;

/** A person's word about an operation of which nothing can take effect: yes, no, never mind, or later. */
export function decideWord(row: InstanceRow, change: Word, nowMs: number): Decision {
  switch (change.kind) {
    case "approve":
      return approve(row, change, nowMs);
    case "postpone":
      return postpone(row, change, nowMs);
    default:
      return cancel(row, change, nowMs);
  }
}

/**
 * A person's yes to the question that was shown. Once as many people as it needs have said so, the next attempt is due at
 * once. For example: A has claimed the operation before the yes, and would only ask again. The yes moves the operation from
 * A's claim to `waiting`, so A's next write is refused.
 */
function approve(row: InstanceRow, change: Of<"approve">, nowMs: number): Decision {
  const { operationId, owner, approval } = change;
  const known = openOf(row, operationId, nowMs);
  if ("standing" in known) return answer(known.standing);
  const { free, entry } = known;
  const standing = standingOfYes(entry, change, free !== row);
  if (standing !== undefined) return answer(standing);
  const approvals = withApproval(entry.approvals, approval);
  const next: Waiting = {
    ...entry,
    approvals,
    ...lastingFor(entry, nowMs),
    ...(isEnough(entry, approvals, change) && { wait: dueNow("Approved", nowMs) }),
  };
  return write(row, owner, { ...free, waiting: { ...free.waiting, [operationId]: next } }, nowMs);
}

/** How it stands, if the yes changes nothing: it is about another question, or nobody is asked any more, or it was said. */
function standingOfYes(
  entry: Waiting,
  { operationId, ask, approval: { by, shown } }: Of<"approve">,
  isClaimed: boolean,
): Standing | undefined {
  const { ask: asked, approvals = [], wait } = entry;
  if (asked === undefined || !isAsked(entry, ask) || asked.shown !== shown) return { kind: "asksOther", entry };
  const isSaid = approvals.some((said) => said.by === by && said.shown === shown && said.atMs >= asked.sinceMs);
  return isSaid || (wait.for !== "approval" && !isClaimed) ? { kind: "waiting", operationId, wait } : undefined;
}

/** True iff the last question about it has this id. */
const isAsked = ({ ask }: Waiting, id: string) => ask !== undefined && idOfAsk(ask) === id;

/**
 * True iff as many people have said yes as it needs, by the policy of whoever brings the word; an attempt counts again.
 */
function isEnough({ ask }: Waiting, approvals: readonly Approval[], { people }: Of<"approve">): boolean {
  if (ask === undefined) return false;
  return new Set(yesesTo(ask, approvals).map(({ by }) => people[by] ?? by)).size >= ask.needs;
}

/** A call lives on for a while after a yes. An event's end stays: it is that of the question, when the platform acts by itself. */
const lastingFor = ({ eventId, notAfterMs }: Waiting, nowMs: number) =>
  notAfterMs === undefined || eventId !== undefined
    ? undefined
    : { notAfterMs: Math.max(notAfterMs, nowMs + approvedForMs) };

/**
 * A person wants it to begin later. A question goes on, and so does what waits for the policy; anything else waits until
 * then. Whether its event leaves it the time is judged as for any wait.
 */
function postpone(row: InstanceRow, { operationId, owner, by, untilMs }: Of<"postpone">, nowMs: number): Decision {
  const known = openOf(row, operationId, nowMs);
  if ("standing" in known) return answer(known.standing);
  const { free, entry } = known;
  const goesOn = ["approval", "policy"].includes(entry.wait.for) && free === row;
  const wait = goesOn ? entry.wait : laterThan(entry.wait, untilMs);
  const next = { ...entry, postponed: { untilMs, by }, wait };
  if (free === row && isDeepStrictEqual(next, entry)) return answer({ kind: "waiting", operationId, wait });
  return write(row, owner, { ...free, waiting: { ...free.waiting, [operationId]: next } }, nowMs);
}

const laterThan = ({ serial, deadlineMs }: Wait, untilMs: number): Wait => ({
  ...{ for: "time", code: "Postponed", untilMs },
  ...(serial !== undefined && { serial }),
  ...(deadlineMs !== undefined && { deadlineMs }),
});

/** A person's no. An instance that was stopped for the operation is started before the operation ends. */
function cancel(row: InstanceRow, change: Of<"deny"> | Of<"cancel">, nowMs: number): Decision {
  const { operationId, owner, by } = change;
  const { current } = row;
  const verdict = { state: "Cancelled", by } as const;
  if (current?.operationId === operationId && isBegun(current.runbook) && isUnsent(current)) {
    if (current.runbook?.step === "start") return answer({ kind: "inFlight", current });
    return write(row, owner, { ...row, current: startNext(current, verdict, nowMs) }, nowMs);
  }
  const known = unsentOf(row, operationId, nowMs);
  if ("standing" in known) return answer(known.standing);
  const { free, entry } = known;
  if (change.kind === "deny" && !isAsked(entry, change.ask)) return answer({ kind: "asksOther", entry });
  return write(row, owner, withOutcome(withoutWaiting(free, operationId), entry, verdict, nowMs), nowMs);
}

/** The instance was stopped for the operation. So it is started before the operation ends with this verdict. */
export const startNext = (
  current: Current,
  verdict: NonNullable<NonNullable<Current["runbook"]>["verdict"]>,
  nowMs: number,
) => between({ ...current, runbook: { ...current.runbook, wasRunning: true, step: "start", verdict } }, nowMs);

const isUnsent = ({ progress }: Current) => progress.state === "Waiting" || progress.state === "Claimed";

/** The same as `unsentOf`, but for what is over and only waits to be written so. */
function openOf(row: InstanceRow, operationId: string, nowMs: number): ReturnType<typeof unsentOf> {
  const known = unsentOf(row, operationId, nowMs);
  return "entry" in known && isExpired(known.entry, nowMs)
    ? { standing: { kind: "ended", by: "token", state: "Expired", operationId } as const }
    : known;
}

/**
 * The entry of an operation that was not sent. A claim is turned into an entry first. If it is too late for a person's
 * word, how the operation stands.
 */
function unsentOf(
  row: InstanceRow,
  operationId: string,
  nowMs: number,
): { readonly standing: Standing } | { readonly free: InstanceRow; readonly entry: Waiting } {
  const { current, outcomes } = row;
  const outcome = outcomes[operationId];
  if (outcome !== undefined) return { standing: standingOfOutcome(outcome, operationId, "token") };
  if (current?.operationId === operationId && (isBegun(current.runbook) || !isUnsent(current)))
    return { standing: { kind: "inFlight", current } };
  const free = current?.operationId === operationId ? waits(row, current, dueNow("LeaseOver", nowMs), nowMs) : row;
  const entry = free.waiting[operationId];
  return entry === undefined ? { standing: { kind: "notFound" } } : { free, entry };
}
