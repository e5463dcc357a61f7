import { begun, meet, type Unclaimed, waitingFor } from "./arrival.ts";
import { withApproval } from "./ask.ts";
import type { ClaimChange, NewOperation } from "./change.ts";
import { decideHeld } from "./decide-held.ts";
import { decideUnlisted } from "./decide-unlisted.ts";
import { endedFor, openFor } from "./owned.ts";
import { dueNow, type Progress } from "./progress.ts";
import { withRoom } from "./room.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { isBegun } from "./runbook.ts";
import {
  boundTo,
  type Decision,
  elsewhere,
  holderOf,
  keyFor,
  type Standing,
  standingOf,
  standingOfBound,
  standingOfOutcome,
} from "./standing.ts";
import { waits, withOutcome, withoutWaiting, withProgress } from "./transition.ts";
import { isUnlisted, listedIn } from "./unlisted.ts";
import { answer, write } from "./write.ts";

/**
 * Gives this invocation the right to work on the operation, or says how it stands. Only one gets the right. For
 * example: A and B deliver the same event and both read epoch 4. Both decide to claim. A's write makes epoch 5. B's
 * write is refused, since it names epoch 4. B reads again, and is told that the operation is in progress.
 */
export function decideClaim(stored: InstanceRow, change: ClaimChange, nowMs: number): Decision {
  const row = listedIn(stored, change);
  const { operationId } = change.operation;
  const own = row.current?.operationId === operationId ? row.current : undefined;
  const { operation: asked } = change;
  const standing =
    standingOfKnown(row, own, asked, nowMs) ?? standingOfHeld(row, asked) ?? standingOfFurther(row, asked, nowMs);
  if (standing !== undefined) return answer(standing);
  if (change.hold !== undefined && !isBegun(own?.runbook)) return decideHeld(row, own, change, change.hold, nowMs);
  if (own !== undefined) return claim(row, own, change, nowMs);
  if (change.operation.isDispatch && row.waiting[operationId] === undefined) return answer({ kind: "notFound" });
  const unlisted = standsUnlisted(row, change, nowMs);
  if (unlisted !== undefined) return unlisted;
  const free = withoutLapsed(row, nowMs);
  if (free.current === undefined) return begin(row, free, change, nowMs);
  return meet(stored, row, free.current, change, nowMs);
}

/** An event that no look has listed is never claimed. It waits to be listed, or is given up. */
function standsUnlisted(row: InstanceRow, change: ClaimChange, nowMs: number): Decision | undefined {
  const { operation: asked, listing } = change;
  const entry = row.waiting[asked.operationId];
  if (entry !== undefined) return isUnlisted(entry) ? answer(waitingFor(entry, row.current)) : undefined;
  return listing === undefined || listing.kind === "listed" ? undefined : decideUnlisted(row, change, listing, nowMs);
}

/**
 * The standing of the operation itself: its token stands for something else, it has ended, or it is at work. Undefined
 * if it may be claimed, if it waits, or if the row does not know it.
 */
function standingOfKnown(row: InstanceRow, own: Current | undefined, asked: NewOperation, nowMs: number) {
  const { operationId } = asked;
  const outcome = row.outcomes[operationId];
  const isMismatch = !isBegun(own?.runbook) && isOther(outcome ?? own ?? row.waiting[operationId], asked);
  if (isMismatch) return { kind: "mismatch" } as const;
  if (outcome !== undefined) return standingOfOutcome(outcome, operationId, "token", elsewhere(row, outcome));
  return own === undefined || isClaimable(own, asked, nowMs) ? undefined : standingOf(own, nowMs);
}

/**
 * The standing of an event that an operation holds: it has answered the event, or is about to. So nothing is sent for
 * the event again. For example: the redeploy of e-1 ended 40 days ago, and its outcome is forgotten. A notice of e-1
 * comes again. The row still binds e-1 to that redeploy, so the notice is told that e-1 was answered. Undefined if the
 * asking operation itself is current or waits, or if the holder is current.
 */
function standingOfHeld(row: InstanceRow, asked: NewOperation): Standing | undefined {
  const { current, waiting } = row;
  const holder = holderOf(row, keyFor(asked));
  const isKnown = waiting[asked.operationId] !== undefined || current?.operationId === asked.operationId;
  return isKnown || holder === undefined || holder === current?.operationId ? undefined : standingOfBound(row, holder);
}

/**
 * The standing of an event of which a person has had a further operation planned. Whoever brings the event again is told of
 * that one, also when the first has been forgotten. For example: e-1 was refused, planned again, and denied. A notice of
 * e-1 a month later finds the no.
 */
function standingOfFurther(row: InstanceRow, asked: NewOperation, nowMs: number): Standing | undefined {
  const { operationId, eventId, clientToken, isDispatch } = asked;
  if (eventId === undefined || clientToken !== undefined || isDispatch) return undefined;
  if (row.waiting[operationId] !== undefined || row.current?.operationId === operationId) return undefined;
  const open = openFor(row, eventId);
  if (open !== undefined) return "progress" in open ? standingOf(open, nowMs) : waitingFor(open, row.current);
  const [id, outcome] = endedFor(row, eventId, operationId) ?? [];
  return id === undefined || outcome === undefined ? undefined : standingOfOutcome(outcome, id, "event");
}

/** True iff a caller uses a token again for something else. An event's operation may change, so it is not compared. */
const isOther = (stored: { readonly fingerprint: string } | undefined, { clientToken, fingerprint }: NewOperation) =>
  stored !== undefined && clientToken !== undefined && stored.fingerprint !== fingerprint;

/** True iff this function may take it up: a runbook between two steps, or a claim whose lease is over. */
const isClaimable = ({ progress, operation }: Current, asked: NewOperation, nowMs: number) =>
  operation === asked.operation && (progress.state === "Waiting" || isLapsed(progress, nowMs));

const isLapsed = (progress: Progress, nowMs: number) => progress.state === "Claimed" && progress.leaseUntilMs <= nowMs;

/**
 * The row with a claim whose lease is over moved to `waiting`, so that it holds nobody up. Such a claim has sent
 * nothing: a send is stored as `Sending` first. A runbook that has begun stays, since its instance may be stopped.
 */
function withoutLapsed(row: InstanceRow, nowMs: number): InstanceRow {
  const { current } = row;
  if (current === undefined || isBegun(current.runbook) || !isLapsed(current.progress, nowMs)) return row;
  return waits(row, current, dueNow("LeaseOver", nowMs), nowMs);
}

/** Begins an operation while nothing is current. If it waits in the row, it goes on as stored, whatever the delivery says. */
function begin(row: InstanceRow, free: InstanceRow, change: ClaimChange, nowMs: number): Decision {
  const { operation: asked, owner } = change;
  const { operationId } = asked;
  const entry = free.waiting[operationId];
  if (entry === undefined) {
    const room = asked.mayRunLater ? withRoom(free, nowMs) : free;
    return room === undefined ? answer({ kind: "full" }) : claim(row, begun(asked, nowMs), change, nowMs, room);
  }
  const by = boundTo(free, keyFor(entry), operationId);
  if (by !== undefined)
    return { ...write(row, owner, satisfied(free, entry, by, nowMs), nowMs), standing: standingOfBound(free, by) };
  if (entry.operation !== asked.operation) return answer(waitingFor(entry, undefined));
  return claim(row, { ...entry, promised: true }, change, nowMs, free);
}

/** The row after another operation has answered the event of an operation that waited. */
export function satisfied(row: InstanceRow, entry: Waiting, by: string | undefined, nowMs: number): InstanceRow {
  const stored = by === undefined ? undefined : row.outcomes[by]?.answer;
  const outcome = {
    state: "SatisfiedElsewhere",
    ...(by !== undefined && { by }),
    ...(stored && { answer: stored }),
  } as const;
  return withOutcome(withoutWaiting(row, entry.operationId), entry, outcome, nowMs);
}

/** What the very call says beside what it asks for. Its token is its caller's own. */
const saidBy = ({ approval, overridesFreeze, reason }: NewOperation, { approvals }: Unclaimed) => ({
  ...(approval && { approvals: withApproval(approvals, approval) }),
  ...(overridesFreeze && { overridesFreeze, reason }),
});

/** Makes the operation current. If an earlier invocation had it, somebody may count on it: from now on it is on record. */
function claim(
  row: InstanceRow,
  stored: Unclaimed & { readonly progress?: Progress; readonly wait?: Waiting["wait"] },
  { operation: asked, owner, leaseUntilMs }: ClaimChange,
  nowMs: number,
  free: InstanceRow = row,
): Decision {
  const { wait: _, progress, ...operation } = stored;
  const current = {
    ...operation,
    promised: operation.promised || progress !== undefined,
    ...(asked.fingerprint === stored.fingerprint && saidBy(asked, operation)), // a word about other parameters counts for nothing
    progress: { state: "Claimed" as const, leaseUntilMs },
  };
  return write(row, owner, withProgress(withoutWaiting(free, operation.operationId), current, current.progress), nowMs);
}
