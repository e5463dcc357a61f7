import type { NewOperation } from "./change.ts";
import type { Outcome, StoredAnswer } from "./outcome.ts";
import type { Wait } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { eventKeyOf } from "./token.ts";

/** The operation that answered an event instead of the one that was asked for. Its name may be forgotten. */
type AnsweredBy = { readonly operationId: string; readonly operation: string | undefined };

/** How an operation stands, for somebody who may not work on it. */
export type Standing =
  | { readonly kind: "mismatch" }
  | { readonly kind: "tokenExpired" }
  | {
      readonly kind: "replay";
      readonly by: "token" | "event";
      readonly state: string;
      readonly answer: StoredAnswer;
      readonly operationId: string;
      readonly answeredBy?: AnsweredBy | undefined;
    }
  | {
      readonly kind: "ended";
      readonly by: "token" | "event";
      readonly state: string;
      readonly operationId: string;
      readonly answeredBy?: AnsweredBy | undefined;
      /** Who ended it, and why. */
      readonly who?: string | undefined;
    }
  | { readonly kind: "inProgress"; readonly current: Current; readonly leaseLeftMs: number }
  | { readonly kind: "inDoubt"; readonly current: Current; readonly cause: string | undefined }
  /** `behind`: the operation that is current meanwhile. */
  | {
      readonly kind: "waiting";
      readonly operationId: string;
      readonly wait: Wait;
      readonly behind?: string | undefined;
    }
  | { readonly kind: "conflict"; readonly current: Current }
  /** The look is too old, or the lease has too little time left, to send. Nothing was written. */
  | { readonly kind: "tooLate" }
  /** A person's word is about another question than the last one. */
  | { readonly kind: "asksOther"; readonly entry: Waiting }
  /** A person's word came after the send: it can change nothing any more. */
  | { readonly kind: "inFlight"; readonly current: Current }
  /** The row keeps no more arrivals. */
  | { readonly kind: "full" }
  | { readonly kind: "notFound" }
  | { readonly kind: "lost" };

/** The result of deciding a change: the row's next version, or how the row stands instead. */
export type Decision =
  /** `standing`: set if the caller may not go on once this is written. */
  | { readonly kind: "write"; readonly next: InstanceRow; readonly standing?: Standing }
  | { readonly kind: "answer"; readonly standing: Standing };

/** The standing of an operation that has ended, for a repetition of its call or another call for its event. */
export function standingOfOutcome(
  { state, answer: stored, by: who }: Outcome,
  operationId: string,
  by: "token" | "event",
  answeredBy?: AnsweredBy,
): Standing {
  return stored === undefined
    ? { kind: "ended", by, state, operationId, answeredBy, ...(who !== undefined && { who }) }
    : { kind: "replay", by, state, answer: stored, operationId, answeredBy };
}

/** The operation that gave an outcome its answer, if another one answered the event first. */
export const elsewhere = (row: InstanceRow, { state, by }: Outcome): AnsweredBy | undefined =>
  state === "SatisfiedElsewhere" && by !== undefined ? answererOf(row, by) : undefined;

const answererOf = (row: InstanceRow, operationId: string): AnsweredBy => ({
  operationId,
  operation: row.outcomes[operationId]?.operation,
});

/** The standing of the current operation, for another delivery of its own token or event. */
export function standingOf(current: Current, nowMs: number): Standing {
  const { progress, operationId } = current;
  switch (progress.state) {
    case "Accepted":
    case "Unproven":
      return { kind: "replay", by: "token", state: progress.state, answer: progress.answer, operationId };
    case "NeedsHuman":
      return { kind: "inDoubt", current, cause: progress.reason };
    case "Sending":
      return progress.leaseUntilMs <= nowMs
        ? { kind: "inDoubt", current, cause: progress.cause }
        : { kind: "inProgress", current, leaseLeftMs: progress.leaseUntilMs - nowMs };
    case "Claimed":
      return { kind: "inProgress", current, leaseLeftMs: progress.leaseUntilMs - nowMs };
    case "Waiting": {
      const { state: _, ...wait } = progress;
      return { kind: "waiting", operationId, wait };
    }
    default:
      return progress satisfies never;
  }
}

/**
 * The standing beside another, current operation. If that one was accepted for the same event, its answer counts. A
 * call that names no event takes the answer of an operation of its own kind.
 */
export function standingOfOther(
  row: InstanceRow,
  current: Current,
  asked: NewOperation,
  eventKey: string | undefined,
): Standing {
  const key = Object.entries(row.events).find(([, by]) => by === current.operationId)?.[0];
  const sameEvent =
    eventKey === undefined ? current.operation === asked.operation && key !== undefined : eventKey === key;
  const { progress, operationId, operation } = current;
  return sameEvent && (progress.state === "Accepted" || progress.state === "Unproven")
    ? {
        kind: "replay",
        by: "event",
        state: progress.state,
        answer: progress.answer,
        operationId,
        answeredBy: { operationId, operation },
      }
    : { kind: "conflict", current };
}

/** The key of an operation's event in the row. */
export const keyFor = ({ eventId }: { readonly eventId?: string | undefined }) =>
  eventId === undefined ? undefined : eventKeyOf(eventId);

/** The operation that holds this event: it has answered it, or is about to. */
export const holderOf = ({ events }: Pick<InstanceRow, "events">, eventKey: string | undefined): string | undefined =>
  eventKey === undefined ? undefined : events[eventKey];

/** The operation that holds this event, if it is another one than the given one. */
export function boundTo(row: InstanceRow, eventKey: string | undefined, operationId: string): string | undefined {
  const by = holderOf(row, eventKey);
  return by === operationId ? undefined : by;
}

/** The standing of the operation that holds the same event. */
export function standingOfBound(row: InstanceRow, by: string): Standing {
  const outcome = row.outcomes[by];
  return outcome === undefined
    ? { kind: "ended", by: "event", state: "Unknown", operationId: by, answeredBy: answererOf(row, by) }
    : standingOfOutcome(outcome, by, "event", answererOf(row, by));
}
