import {
  type Current,
  emptyRow,
  type InstanceRow,
  type Outcome,
  type Progress,
  type StoredAnswer,
  type Waiting,
} from "./row.ts";

/** What a caller wants to be true of an instance row. Times are epoch milliseconds. */
export type Request =
  | { readonly kind: "claim"; readonly operation: NewOperation; readonly owner: string; readonly leaseUntilMs: number }
  | {
      readonly kind: "intend";
      readonly owner: string;
      readonly leaseUntilMs: number;
      readonly signedAtMs: number;
      readonly nonce: string;
      readonly baseline: readonly string[];
      readonly eventId: string | undefined;
      readonly eventKey: string | undefined;
    }
  | { readonly kind: "settle"; readonly owner: string; readonly result: Settlement }
  | { readonly kind: "giveBack"; readonly owner: string; readonly ending: Ending };

/** The operation a claim is for; `operationId` and `eventKey` are hashes, see token.ts. */
export type NewOperation = Pick<
  Current,
  "operationId" | "operation" | "input" | "fingerprint" | "source" | "actor" | "reason" | "clientToken" | "eventId"
> & {
  readonly eventKey: string | undefined;
  /** True iff the caller itself may accept the loss of data. */
  readonly mayConsent: boolean;
};

/** How a claim ends before anything was sent. */
export type Ending =
  | { readonly how: "release" }
  | { readonly how: "wait"; readonly waiting: Omit<Waiting, "state"> }
  | { readonly how: "end"; readonly outcome: Pick<Outcome, "state" | "answer" | "by"> };

/** What is known after the send. `none`: proved without effect; `unknown`: it may have reached the cloud. */
export type Settlement =
  | {
      readonly known: "accepted";
      readonly requestId: string;
      readonly evidenceId: string;
      readonly answer: StoredAnswer;
    }
  | { readonly known: "none"; readonly ending: Ending }
  | { readonly known: "unknown"; readonly cause: string };

/** What the row says to someone who may not act. */
export type Standing =
  | { readonly is: "mismatch" }
  | {
      readonly is: "replay";
      readonly by: "token" | "event";
      readonly state: string;
      readonly answer: StoredAnswer;
      readonly operationId: string;
    }
  | { readonly is: "ended"; readonly by: "token" | "event"; readonly state: string; readonly operationId: string }
  | { readonly is: "inProgress"; readonly current: Current; readonly leaseLeftMs: number }
  | { readonly is: "inDoubt"; readonly current: Current; readonly cause: string | undefined }
  | { readonly is: "conflict"; readonly current: Current }
  | { readonly is: "lost" };

export type Decision =
  /** `standing`: what the caller is told once this is written, if it may not go on. */
  | { readonly do: "write"; readonly next: InstanceRow; readonly standing?: Standing }
  | { readonly do: "answer"; readonly standing: Standing };

/**
 * The whole state machine of an instance row, pure: the row as read, what is wanted, and the time decide. The caller
 * writes `next` on the condition that the row still has the epoch that was read (DESIGN: the epoch is the fence).
 */
export function decide(row: InstanceRow | undefined, request: Request, nowMs: number): Decision {
  const before = row ?? emptyRow;
  switch (request.kind) {
    case "claim":
      return decideClaim(before, request, nowMs);
    case "intend":
      return decideIntend(before, request, nowMs);
    case "settle":
      return decideSettle(before, request, nowMs);
    case "giveBack":
      return held(before, request.owner, "Claimed") === undefined
        ? lost
        : write(before, request.owner, end(before, request.ending, nowMs));
    default:
      return request satisfies never;
  }
}

type Claim = Extract<Request, { kind: "claim" }>;

function decideClaim(row: InstanceRow, request: Claim, nowMs: number): Decision {
  const { operation } = request;
  const outcome = row.outcomes[operation.operationId];
  if (outcome !== undefined) return answer(standingOfOutcome(outcome, operation, "token"));
  const { current } = row;
  if (current === undefined) return answeredElsewhere(row, operation) ?? claim(row, request, nowMs);
  if (current.operationId !== operation.operationId)
    return consents(current, operation) ? claim(row, request, nowMs) : answer(standingOfOther(row, current, operation));
  if (current.fingerprint !== operation.fingerprint) return answer({ is: "mismatch" });
  return claimable(current.progress, nowMs) ? claim(row, request, nowMs) : answer(standingOf(current, nowMs));
}

/** A call that may consent, for exactly what waits for consent, carries that operation on instead of meeting it. */
const consents = ({ progress, fingerprint }: Current, operation: NewOperation) =>
  progress.state === "Waiting" &&
  progress.for === "approval" &&
  operation.mayConsent &&
  operation.fingerprint === fingerprint;

const claimable = (progress: Progress, nowMs: number) =>
  progress.state === "Waiting" || (progress.state === "Claimed" && progress.leaseUntilMs <= nowMs);

function claim(row: InstanceRow, { operation, owner, leaseUntilMs }: Claim, nowMs: number): Decision {
  const { eventKey: _, mayConsent: __, ...fresh } = operation;
  const current: Current = row.current ?? { ...fresh, attempt: 0, openSinceMs: nowMs, progress: claimed(leaseUntilMs) };
  return write(row, owner, { ...row, current: { ...current, progress: claimed(leaseUntilMs) } });
}

const claimed = (leaseUntilMs: number): Progress => ({ state: "Claimed", leaseUntilMs });

/** An event that another operation answered, or is bound to without a proof that it had no effect, is not free. */
function answeredElsewhere(row: InstanceRow, { eventKey, operationId, ...operation }: NewOperation) {
  const by = boundTo(row, eventKey, operationId);
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

const releasing: readonly string[] = ["Failed", "Rejected", "Cancelled", "Expired"] satisfies Outcome["state"][];

/** The other operation that holds this event, unless its outcome gave the event back. */
function boundTo(row: InstanceRow, eventKey: string | undefined, operationId: string): string | undefined {
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
      return { is: "replay", by: "token", state: "Accepted", answer: progress.answer, operationId };
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
  return sameEvent && progress.state === "Accepted"
    ? { is: "replay", by: "event", state: "Accepted", answer: progress.answer, operationId }
    : { is: "conflict", current };
}

type Intend = Extract<Request, { kind: "intend" }>;

function decideIntend(row: InstanceRow, request: Intend, nowMs: number): Decision {
  const current = held(row, request.owner, "Claimed");
  if (current === undefined) return lost;
  const { eventKey, eventId, owner, signedAtMs, nonce, leaseUntilMs } = request;
  const by = boundTo(row, eventKey, current.operationId);
  if (by !== undefined) {
    const stored = row.outcomes[by]?.answer;
    const outcome = { state: "SatisfiedElsewhere", by, ...(stored && { answer: stored }) } as const;
    const state = row.outcomes[by]?.state ?? "Unknown";
    const standing: Standing =
      stored === undefined
        ? { is: "ended", by: "event", state, operationId: by }
        : { is: "replay", by: "event", state, answer: stored, operationId: by };
    return { ...write(row, owner, end(row, { how: "end", outcome }, nowMs)), standing };
  }
  const baseline = [...new Set([...request.baseline, ...row.recorded])];
  const progress: Progress = { state: "Sending", leaseUntilMs, signedAtMs, nonce, baseline };
  return write(row, owner, {
    ...row,
    current: { ...current, ...(eventId !== undefined && { eventId }), attempt: current.attempt + 1, progress },
    events: eventKey === undefined ? row.events : { ...row.events, [eventKey]: current.operationId },
  });
}

type Settle = Extract<Request, { kind: "settle" }>;

function decideSettle(row: InstanceRow, { owner, result }: Settle, nowMs: number): Decision {
  const current = held(row, owner, "Sending");
  if (current === undefined || current.progress.state !== "Sending") return lost;
  const { progress } = current;
  switch (result.known) {
    case "accepted": {
      const { signedAtMs, baseline } = progress;
      const { requestId, evidenceId, answer: stored } = result;
      const accepted: Progress = {
        state: "Accepted",
        signedAtMs,
        acceptedAtMs: nowMs,
        baseline,
        requestId,
        evidenceId,
        answer: stored,
      };
      return write(row, owner, {
        ...row,
        current: { ...current, progress: accepted },
        recorded: [...row.recorded, evidenceId],
      });
    }
    case "unknown":
      return write(row, owner, {
        ...row,
        current: { ...current, progress: { ...progress, leaseUntilMs: 0, cause: result.cause } },
      });
    case "none":
      return write(row, owner, end(row, result.ending, nowMs));
    default:
      return result satisfies never;
  }
}

/** The current operation, if this owner wrote the row last and it is in the state that the step starts from. */
const held = (row: InstanceRow, owner: string, state: Progress["state"]) =>
  row.owner === owner && row.current?.progress.state === state ? row.current : undefined;

function end(row: InstanceRow, ending: Ending, nowMs: number): InstanceRow {
  const { current, ...rest } = row;
  if (current === undefined) return row;
  const { operationId, operation, fingerprint } = current;
  switch (ending.how) {
    case "wait":
      return { ...row, current: { ...current, progress: { state: "Waiting", ...ending.waiting } } };
    case "release":
      return { ...rest, events: withoutOperation(row.events, operationId) };
    case "end":
      return {
        ...rest,
        outcomes: { ...row.outcomes, [operationId]: { ...ending.outcome, operation, fingerprint, endedAtMs: nowMs } },
      };
    default:
      return ending satisfies never;
  }
}

/** A release leaves no outcome behind, so it must take its event binding along, or the event would be lost for ever. */
const withoutOperation = (events: InstanceRow["events"], operationId: string) =>
  Object.fromEntries(Object.entries(events).filter(([, by]) => by !== operationId));

const write = (before: InstanceRow, owner: string, next: InstanceRow) => ({
  do: "write" as const,
  next: { ...next, owner, epoch: before.epoch + 1 },
});
const answer = (standing: Standing): Decision => ({ do: "answer", standing });
const lost: Decision = answer({ is: "lost" });
