import type { Outcome } from "./outcome.ts";
import type { Decision, NewOperation, Request, Standing } from "./request.ts";
import type { Current, InstanceRow, Progress } from "./row.ts";
import { answer, releasing, withProgress, write } from "./transition.ts";

type Claim = Extract<Request, { kind: "claim" }>;

/** Who may act next, or how the operation stands. An event that waited in the row is taken out once it is answered. */
export function decideClaim(row: InstanceRow, request: Claim, nowMs: number): Decision {
  const decision = decideStanding(row, request, nowMs);
  const eventKey = ownEventKey(request.operation);
  if (decision.do === "write" || row.current !== undefined || eventKey === undefined || !(eventKey in row.next))
    return decision;
  return { ...write(row, request.owner, withoutParked(row, eventKey), nowMs), standing: decision.standing };
}

/** The event whose own operation this is. A call that names an event has a token of its own: its answer is not the event's. */
const ownEventKey = ({ clientToken, eventKey }: NewOperation) => (clientToken === undefined ? eventKey : undefined);

function decideStanding(row: InstanceRow, request: Claim, nowMs: number): Decision {
  const { operation } = request;
  const outcome = row.outcomes[operation.operationId];
  if (outcome !== undefined) return answer(standingOfOutcome(outcome, operation, "token"));
  const { current } = row;
  if (current === undefined) return answeredElsewhere(row, operation) ?? claim(row, request, nowMs);
  if (!isSame(current, operation))
    return consents(current, operation) ? claim(row, request, nowMs) : answer(standingOfOther(row, current, operation));
  if (current.fingerprint !== operation.fingerprint) return answer({ is: "mismatch" });
  return claimable(current.progress, nowMs) ? claim(row, request, nowMs) : answer(standingOf(current, nowMs));
}

/** A call that may consent, for exactly what waits for consent, carries that operation on instead of meeting it. */
const consents = (current: Current, operation: NewOperation) => operation.tokenBound && mayJoin(current, operation);

/** True iff this call would carry another operation on by its consent, once its token is bound. */
export const mayJoin = (current: Current, operation: NewOperation) =>
  current.progress.state === "Waiting" &&
  current.progress.for === "approval" &&
  operation.mayConsent &&
  operation.fingerprint === current.fingerprint &&
  !isSame(current, operation);

const claimable = (progress: Progress, nowMs: number) =>
  progress.state === "Waiting" || (progress.state === "Claimed" && progress.leaseUntilMs <= nowMs);

function claim(row: InstanceRow, { operation, owner, leaseUntilMs }: Claim, nowMs: number): Decision {
  const { eventKey: _key, mayConsent, mayWait, tokenBound: _, oneShot, runbook, ...asked } = operation;
  const fresh = { ...asked, ...(oneShot && { oneShot }), ...(runbook && { runbook }) };
  const progress = claimed(leaseUntilMs);
  const begun = { ...fresh, attempt: 0, fruitless: 0, openSinceMs: nowMs, promised: mayWait, progress };
  // What is taken up again may have been somebody else's to wait for: from now on it is on record.
  const current: Current = row.current === undefined ? begun : { ...row.current, promised: true };
  const consented = mayConsent ? { ...joinedBy(current, operation), consentBy: operation.actor } : current;
  return write(row, owner, withProgress(withoutParked(row, ownEventKey(operation)), consented, progress), nowMs);
}

/** The very operation, or one that it was carried on for. */
const isSame = ({ operationId, alsoFor = [] }: Current, asked: NewOperation) =>
  operationId === asked.operationId || alsoFor.includes(asked.operationId);

/** A call that carries on what waited for consent is used up by it: repeated, it must not consent to anything else. */
const joinedBy = (current: Current, asked: NewOperation): Current =>
  isSame(current, asked) ? current : { ...current, alsoFor: [...(current.alsoFor ?? []), asked.operationId] };

function withoutParked(row: InstanceRow, eventKey: string | undefined): InstanceRow {
  const { [eventKey ?? ""]: _, ...next } = row.next;
  return { ...row, next };
}

const claimed = (leaseUntilMs: number): Progress => ({ state: "Claimed", leaseUntilMs });

/**
 * An event that an operation answered, or is bound to without a proof that it had no effect, is not free. Bound to the
 * very operation, with nothing current: it was answered so long ago that the outcome is forgotten.
 */
function answeredElsewhere(row: InstanceRow, { eventKey, operationId, ...operation }: NewOperation) {
  const isForgotten = eventKey !== undefined && row.events[eventKey] === operationId;
  const by = isForgotten ? operationId : boundTo(row, eventKey, operationId);
  if (by === undefined) return undefined;
  const outcome = row.outcomes[by];
  return answer(
    outcome === undefined
      ? { is: "ended", by: "event", state: "Unknown", operationId: by }
      : standingOfOutcome(
          outcome,
          { ...operation, operationId: by, eventKey, fingerprint: outcome.fingerprint },
          "event",
        ),
  );
}

/** The other operation that holds this event, unless its outcome gave the event back. */
export function boundTo(row: InstanceRow, eventKey: string | undefined, operationId: string): string | undefined {
  const by = eventKey === undefined ? undefined : row.events[eventKey];
  if (by === undefined || by === operationId) return undefined;
  return releasing.includes(row.outcomes[by]?.state ?? "") ? undefined : by;
}

function standingOfOutcome(outcome: Outcome, operation: NewOperation, by: "token" | "event"): Standing {
  if (outcome.fingerprint !== operation.fingerprint) return { is: "mismatch" };
  const { state, answer: stored } = outcome;
  const { operationId } = operation;
  return stored === undefined
    ? { is: "ended", by, state, operationId }
    : { is: "replay", by, state, answer: stored, operationId };
}

/** The same operation, delivered or called again, while it is current. */
function standingOf(current: Current, nowMs: number): Standing {
  const { progress, operationId } = current;
  switch (progress.state) {
    case "Accepted":
    case "Unproven":
      return { is: "replay", by: "token", state: progress.state, answer: progress.answer, operationId };
    case "NeedsHuman":
      return { is: "inDoubt", current, cause: progress.reason };
    case "Sending":
      return progress.leaseUntilMs <= nowMs
        ? { is: "inDoubt", current, cause: progress.cause }
        : { is: "inProgress", current, leaseLeftMs: progress.leaseUntilMs - nowMs };
    case "Claimed":
      return { is: "inProgress", current, leaseLeftMs: progress.leaseUntilMs - nowMs };
    case "Waiting":
      return { is: "conflict", current };
    default:
      return progress satisfies never;
  }
}

/** Another token. If it asks for what the current operation already did for the same event, it gets that answer. */
function standingOfOther(row: InstanceRow, current: Current, operation: NewOperation): Standing {
  const key = Object.entries(row.events).find(([, by]) => by === current.operationId)?.[0];
  const sameEvent =
    operation.eventKey === undefined
      ? current.operation === operation.operation && key !== undefined
      : operation.eventKey === key;
  const { progress, operationId } = current;
  return sameEvent && (progress.state === "Accepted" || progress.state === "Unproven")
    ? { is: "replay", by: "event", state: progress.state, answer: progress.answer, operationId }
    : { is: "conflict", current };
}
