import type { Bounds } from "../bounds.ts";
import type { Approval, Asking } from "./ask.ts";
import type { Hook, HookWanted } from "./hook.ts";
import type { laterVerdicts, Outcome, StoredAnswer } from "./outcome.ts";
import type { Wait } from "./progress.ts";
import type { Repeating } from "./repeating.ts";
import type { Current, Waiting } from "./row.ts";
import type { Runbook } from "./runbook.ts";

/**
 * A change that somebody wants to make to an instance row. Times are epoch milliseconds. All kinds stand in this one file:
 * whoever reads what `decide` decides sees the whole of it.
 */
export type Change =
  | OperationChange
  /** The decisions of these versions have been counted. */
  | { readonly kind: "collect"; readonly owner: string; readonly versions: readonly string[] };

/** A change of an operation. */
export type OperationChange =
  | {
      readonly kind: "claim";
      readonly operation: NewOperation;
      readonly owner: string;
      readonly leaseUntilMs: number;
      /** The result of the look before this claim; left out if there was none. */
      readonly listing?: Listing | undefined;
      /** Set if something holds it back, whatever its machine is: then it waits, and is not claimed. */
      readonly hold?: Wait | undefined;
    }
  | {
      readonly kind: "intend";
      readonly owner: string;
      readonly leaseUntilMs: number;
      readonly signedAtMs: number;
      readonly nonce: string;
      readonly baseline: readonly string[];
      readonly eventId: string | undefined;
      readonly eventKey: string | undefined;
      /** When the look began that this attempt rests on. */
      readonly judgedAtMs: number;
      /** The hook that is told after it, if none was asked before. */
      readonly hook?: HookWanted | undefined;
      readonly ruled?: Ruled | undefined;
    }
  | { readonly kind: "settle"; readonly owner: string; readonly result: Settlement }
  | {
      readonly kind: "giveBack";
      readonly owner: string;
      readonly ending: Ending;
      readonly ruled?: Ruled | undefined;
    }
  | Sweep
  | WaitingChange
  | HookChange
  | Judge
  | PlanAgain;

/** A person's verdict on what has ended; `lookedAtMs`: when they began to look. */
export type Judge = {
  readonly kind: "judge";
  readonly owner: string;
  readonly operationId: string;
  readonly verdict: (typeof laterVerdicts)[number];
  readonly by: string;
  readonly reason: string;
  readonly lookedAtMs: number;
};

/**
 * A person has an event planned once more whose operation has ended. `ids`: of its operations, the first one's first.
 * `after`: the one that has ended, as the person has seen it.
 */
export type PlanAgain = {
  readonly kind: "planAgain";
  readonly owner: string;
  readonly ids: readonly string[];
  readonly after: string;
  readonly eventId: string;
} & Pick<Current, "operation" | "input" | "fingerprint" | "source" | "actor" | "reason">;

/** The cloud lists the event; or only its instance (`unlisted`); or neither (`unknown`); or it could not be read. */
export type Listing =
  | { readonly kind: "listed" | "unlisted" | "noInstance" }
  | { readonly kind: "unread"; readonly code: string };

/** An invocation asks for the right to work on an operation, until `leaseUntilMs`. */
export type ClaimChange = Extract<Change, { kind: "claim" }>;

/**
 * A change of the current operation by `reconcile` or a person. `epoch` is the version that was read before the cloud
 * was. What the cloud showed afterwards speaks of that version only.
 */
export type Sweep = { readonly owner: string; readonly epoch: number } & (
  | { readonly kind: "reclaim" }
  | { readonly kind: "conclude"; readonly finding: Finding; readonly bounds: Bounds }
  | {
      readonly kind: "prove";
      readonly proved: "Succeeded" | "Failed" | "Unproven";
      readonly evidence: Seen;
      readonly bounds: Bounds;
      /** What follows if it has failed. */
      readonly repeating?: Repeating | undefined;
    }
  | {
      readonly kind: "resolve";
      readonly verdict: "happened" | "did-not-happen";
      readonly by: string;
      readonly reason: string;
      readonly lookedAtMs: number;
      readonly answer: StoredAnswer;
      readonly bounds: Bounds;
      readonly repeating?: Repeating | undefined;
    }
);

/** A change of an operation that waits: nothing of it can take effect. It may be made whatever else is current. */
export type WaitingChange = { readonly owner: string; readonly operationId: string } & (
  | { readonly kind: "expire" }
  /** `seen`: the entry that was read before the look. */
  | { readonly kind: "look"; readonly seen: Waiting; readonly found: Found }
  /** `ask`: the id of the question that was shown. `people`: who is behind the yeses of the row, by the policy of this moment. */
  | {
      readonly kind: "approve";
      readonly ask: string;
      readonly approval: Approval;
      readonly people: Readonly<Record<string, string>>;
    }
  | { readonly kind: "deny"; readonly ask: string; readonly by: string }
  | { readonly kind: "cancel"; readonly by: string }
  | { readonly kind: "postpone"; readonly by: string; readonly untilMs: number }
);

/** What holds an operation. `pause`: which one. */
type Held = { readonly code: string; readonly untilMs: number | undefined; readonly pause?: string | undefined };

/** What came of asking a hook. `seen`: how it stood before. `askedAtMs`: when the question began that it has answered with ready. */
export type HookChange = {
  readonly kind: "hook";
  readonly owner: string;
  readonly operationId: string;
  readonly seen: Hook;
} & (
  | { readonly said: "asking" }
  | { readonly said: "notAsked" }
  | { readonly said: "returning" }
  /** Something holds it by now: it waits for that, and its machine is put back. */
  | ({ readonly said: "held" } & Held)
  | { readonly said: "done"; readonly askedAtMs: number }
  | { readonly said: "ready"; readonly askedAtMs: number }
  | { readonly said: "failed"; readonly code: "HookRefused" | "HookSilent" }
);

/** The result of looking for the event of an operation that waits. */
export type Found =
  | { readonly kind: "over" }
  /** `serial`: of the policy in force, by which nothing could be decided. */
  | { readonly kind: "notListed"; readonly serial: number }
  | {
      readonly kind: "listed";
      /** Undefined: nothing is to be done about the event at present. */
      readonly plan: Planned | undefined;
      /** What the policy lets automation do about the plan. Undefined: the plan is left as it is. */
      readonly mode: "observe" | "ask" | "act" | undefined;
      /** The serial of the policy that was asked. */
      readonly serial: number;
      /** Undefined: no rule was asked, or the plan is left as it is. */
      readonly ruled?: Ruled | undefined;
      /** When the platform acts by itself, if the event names a time. */
      readonly dueMs: number | undefined;
      /** The last moment at which anything is begun for it, if that is earlier: a question ends then. */
      readonly lastMs?: number | undefined;
    };

/** The operation that is to answer an event, as it is stored. */
export type Planned = Pick<Current, "operation" | "input" | "reason"> & { readonly runbook?: Runbook };

/** The rule that decided about an event, and the serial of its policy. `why`: a sentence that people can check, for the record. */
export type Ruled = Pick<NonNullable<Current["plan"]>, "policy" | "rule"> & { readonly why?: string };

/** The evidence of one read of the cloud, and when the read began (epoch milliseconds). */
type Seen = { readonly evidenceIds: readonly string[]; readonly readStartedMs: number };

/** The evidence about an attempt in doubt. `readEndedMs`: when the read had its answer. */
export type Finding =
  | ({ readonly kind: "present"; readonly requestId: string; readonly answer: StoredAnswer } & Seen & Ended)
  | ({ readonly kind: "absent"; readonly readStartedMs: number } & Ended)
  | { readonly kind: "unreadable"; readonly reason: string; readonly nextStep: string };

type Ended = { readonly readEndedMs: number };

/** The operation that a claim is for. `operationId` and `eventKey` are hashes, see token.ts. */
export type NewOperation = Pick<
  Current,
  | "operationId"
  | "operation"
  | "input"
  | "fingerprint"
  | "source"
  | "actor"
  | "reason"
  | "clientToken"
  | "eventId"
  | "overridesFreeze"
> & {
  /** From then on nothing new is sent for it, epoch milliseconds. Undefined for an event, which has a life of its own. */
  readonly notAfterMs: number | undefined;
  /** The yes that this very call gives, by a caller with the right to give it. */
  readonly approval: Approval | undefined;
  /** True iff it is a dispatch: an operation on record is tried again, and never begins anew. */
  readonly isDispatch: boolean;
  /** False if the caller waits for the answer. Only then it need not be kept for a later try. */
  readonly mayRunLater: boolean;
  readonly oneShot: boolean;
  /** Set for an operation of several calls. */
  readonly runbook: Runbook | undefined;
};

/** How a claim ends before a send, or after a send without effect. */
export type Ending =
  /** `code`: why, for the record. */
  | { readonly kind: "release"; readonly code?: string }
  /** `asking`: what people are asked. `hook`: what the owner's function is asked. */
  | {
      readonly kind: "wait";
      readonly wait: Wait;
      readonly planned?: Planned;
      readonly asking?: Asking;
      readonly hook?: HookWanted;
    }
  | {
      readonly kind: "end";
      readonly outcome: Pick<Outcome, "state" | "answer" | "by">;
      /** True iff the instance does not exist any more, so that nothing of a runbook is left to do. */
      readonly isGone?: boolean;
    };

/** The result of a send. `none`: proved without effect. `unknown`: the request may have reached the cloud. */
export type Settlement =
  | {
      readonly kind: "accepted";
      readonly requestId: string;
      /** The cloud's id for the effect, where it gives one. */
      readonly evidenceId: string | undefined;
      readonly answer: StoredAnswer;
    }
  | { readonly kind: "none"; readonly ending: Ending }
  | { readonly kind: "unknown"; readonly cause: string };
