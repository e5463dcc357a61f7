import { begun, meet, type Unclaimed, waitingFor } from "./arrival.ts";
import type { ClaimChange, NewOperation } from "./change.ts";
import { decideUnlisted } from "./decide-unlisted.ts";
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

/** Who may act next, or how the operation stands. */
export function decideClaim(stored: InstanceRow, change: ClaimChange, nowMs: number): Decision {
  const row = listedIn(stored, change);
  const { operationId } = change.operation;
  const own = row.current?.operationId === operationId ? row.current : undefined;
  const standing = standingOfKnown(row, own, change.operation, nowMs) ?? standingOfHeld(row, change.operation);
  if (standing !== undefined) return answer(standing);
  if (own !== undefined) return claim(row, own, change, nowMs);
  if (change.operation.isOnRecord && row.waiting[operationId] === undefined) return answer({ kind: "notFound" });
  const unlisted = standsUnlisted(row, change, nowMs);
  if (unlisted !== undefined) return unlisted;
  const free = withoutLapsed(row, nowMs);
  if (free.current === undefined) return begin(row, free, change, nowMs);
  return meet(stored, row, free.current, change, nowMs);
}

/** Nothing begins on an event that no look has listed. */
function standsUnlisted(row: InstanceRow, change: ClaimChange, nowMs: number): Decision | undefined {
  const { operation: asked, listing } = change;
  const entry = row.waiting[asked.operationId];
  if (entry !== undefined) return isUnlisted(entry) ? answer(waitingFor(entry, row.current)) : undefined;
  return listing === undefined || listing.kind === "listed" ? undefined : decideUnlisted(row, change, listing, nowMs);
}

/** How the very operation stands, if it has ended or is at work. */
function standingOfKnown(row: InstanceRow, own: Current | undefined, asked: NewOperation, nowMs: number) {
  const { operationId } = asked;
  const outcome = row.outcomes[operationId];
  const isMismatch = !isBegun(own?.runbook) && isOther(outcome ?? own ?? row.waiting[operationId], asked);
  if (isMismatch) return { kind: "mismatch" } as const;
  if (outcome !== undefined) return standingOfOutcome(outcome, operationId, "token", elsewhere(row, outcome));
  return own === undefined || isClaimable(own, asked, nowMs) ? undefined : standingOf(own, nowMs);
}

/**
 * An event that is held needs no answer. Held by its own operation, of which nothing else is left, it was answered so long
 * ago that the outcome is forgotten.
 */
function standingOfHeld(row: InstanceRow, asked: NewOperation): Standing | undefined {
  const { current, waiting } = row;
  const holder = holderOf(row, keyFor(asked));
  const isKnown = waiting[asked.operationId] !== undefined || current?.operationId === asked.operationId;
  return isKnown || holder === undefined || holder === current?.operationId ? undefined : standingOfBound(row, holder);
}

/** A caller's token stands for what was first asked for with it. What answers an event may change. */
const isOther = (stored: { readonly fingerprint: string } | undefined, { clientToken, fingerprint }: NewOperation) =>
  stored !== undefined && clientToken !== undefined && stored.fingerprint !== fingerprint;

/** A runbook between two steps, or a claim whose invocation is gone; each by the function of the operation. */
const isClaimable = ({ progress, operation }: Current, asked: NewOperation, nowMs: number) =>
  operation === asked.operation && (progress.state === "Waiting" || isLapsed(progress, nowMs));

const isLapsed = (progress: Progress, nowMs: number) => progress.state === "Claimed" && progress.leaseUntilMs <= nowMs;

/** A claim whose lease is over holds nobody up: its operation waits. A runbook that has begun is displaced by nothing. */
function withoutLapsed(row: InstanceRow, nowMs: number): InstanceRow {
  const { current } = row;
  if (current === undefined || isBegun(current.runbook) || !isLapsed(current.progress, nowMs)) return row;
  return waits(row, current, dueNow("LeaseOver", nowMs), nowMs);
}

/** Nothing is current. What waits goes on as it was stored, whatever the delivery says; anything else begins. */
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

/** What waited is over, since another operation has answered its event. */
export function satisfied(row: InstanceRow, entry: Waiting, by: string | undefined, nowMs: number): InstanceRow {
  const stored = by === undefined ? undefined : row.outcomes[by]?.answer;
  const outcome = {
    state: "SatisfiedElsewhere",
    ...(by !== undefined && { by }),
    ...(stored && { answer: stored }),
  } as const;
  return withOutcome(withoutWaiting(row, entry.operationId), entry, outcome, nowMs);
}

/** Makes it current. What is taken up again may be somebody else's to wait for: from now on it is on record. */
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
    ...(asked.fingerprint === stored.fingerprint && asked.consent), // a yes to something else leaves the stored one
    progress: { state: "Claimed" as const, leaseUntilMs },
  };
  return write(row, owner, withProgress(withoutWaiting(free, operation.operationId), current, current.progress), nowMs);
}
