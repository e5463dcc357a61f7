import type { Bounds } from "../bounds.ts";
import type { Outcome, StoredAnswer } from "./outcome.ts";
import type { Wait } from "./progress.ts";
import type { Current, Waiting } from "./row.ts";
import type { Runbook } from "./runbook.ts";

/** What a caller wants to be true of an instance row. Times are epoch milliseconds. */
export type Change =
  | {
      readonly kind: "claim";
      readonly operation: NewOperation;
      readonly owner: string;
      readonly leaseUntilMs: number;
      /** What a look before this claim showed of the event; left out where none was made. */
      readonly listing?: Listing | undefined;
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
      /** When the look began on which this rests. */
      readonly judgedAtMs: number;
    }
  | { readonly kind: "settle"; readonly owner: string; readonly result: Settlement }
  | { readonly kind: "giveBack"; readonly owner: string; readonly ending: Ending }
  | Sweep
  | WaitingChange;

/** The cloud lists an event; not the event, but its instance; neither of them; or it could not be read. */
export type Listing =
  | { readonly kind: "listed" | "unlisted" | "unknown" }
  | { readonly kind: "unread"; readonly code: string };

/** Who asks to act next, and for how long. */
export type ClaimChange = Extract<Change, { kind: "claim" }>;

/**
 * What reconciliation or a person wants of the current operation. `epoch` is the version that was looked at: whatever was
 * seen in the cloud afterwards speaks of that version only.
 */
export type Sweep = { readonly owner: string; readonly epoch: number } & (
  | { readonly kind: "reclaim" }
  | { readonly kind: "conclude"; readonly finding: Finding; readonly bounds: Bounds }
  | {
      readonly kind: "prove";
      readonly proved: "Succeeded" | "Failed" | "Unproven";
      readonly evidence: Seen;
      readonly bounds: Bounds;
    }
  | {
      readonly kind: "resolve";
      readonly verdict: "happened" | "did-not-happen";
      readonly by: string;
      readonly lookedAtMs: number;
      readonly answer: StoredAnswer;
      readonly bounds: Bounds;
    }
);

/** What is wanted of an operation before anything of it is sent, whatever else is current. */
export type WaitingChange = { readonly owner: string; readonly operationId: string } & (
  | { readonly kind: "expire" }
  /** `seen`: the entry that was read before the look. */
  | { readonly kind: "look"; readonly seen: Waiting; readonly found: Found }
  /** `seal`: over what was shown, see seal.ts. */
  | { readonly kind: "approve"; readonly by: string; readonly seal: string }
  | { readonly kind: "deny"; readonly by: string }
  | { readonly kind: "cancel"; readonly by: string }
);

/** What a read of the cloud shows of an event that is waited for. */
export type Found =
  | { readonly kind: "over" }
  | { readonly kind: "notListed" }
  | {
      readonly kind: "listed";
      /** Undefined: nothing answers it as things are. */
      readonly plan: Planned | undefined;
      /** When the platform acts by itself, if the event says so. */
      readonly dueMs: number | undefined;
    };

/** What is to be done about an event, as it is stored. */
export type Planned = Pick<Current, "operation" | "input" | "reason"> & { readonly runbook?: Runbook };

/** What a read of the cloud showed, and when it was begun (epoch milliseconds). */
type Seen = { readonly evidenceIds: readonly string[]; readonly readStartedMs: number };

/** What the cloud shows of an attempt in doubt; `readEndedMs`: when the read had its answer. */
export type Finding =
  | ({ readonly kind: "present"; readonly requestId: string; readonly answer: StoredAnswer } & Seen & Ended)
  | ({ readonly kind: "absent"; readonly readStartedMs: number } & Ended)
  | { readonly kind: "unreadable"; readonly reason: string; readonly nextStep: string };

type Ended = { readonly readEndedMs: number };

/** The operation a claim is for; `operationId` and `eventKey` are hashes, see token.ts. */
export type NewOperation = Pick<
  Current,
  "operationId" | "operation" | "input" | "fingerprint" | "source" | "actor" | "reason" | "clientToken" | "eventId"
> & {
  /** From then on nothing new is sent for it, epoch milliseconds; undefined for an event, which has a life of its own. */
  readonly notAfterMs: number | undefined;
  /** What the caller, who may, agrees to with this very call. */
  readonly consent: Required<Pick<Current, "consentBy" | "consentTo" | "consentSeal">> | undefined;
  /** True iff somebody has it tried again that is stored: it never begins. */
  readonly isOnRecord: boolean;
  /** False for a caller who waits for the answer: only then nothing need be kept. */
  readonly mayRunLater: boolean;
  readonly oneShot: boolean;
  /** Set for an operation of several calls. */
  readonly runbook: Runbook | undefined;
};

/** How a claim ends before anything was sent, or without effect. */
export type Ending =
  | { readonly kind: "release" }
  | { readonly kind: "wait"; readonly wait: Wait; readonly planned?: Planned }
  | {
      readonly kind: "end";
      readonly outcome: Pick<Outcome, "state" | "answer" | "by">;
      /** True iff the instance is no more, so that nothing of a runbook is left to do. */
      readonly isGone?: boolean;
    };

/** What is known after the send. `none`: proved without effect; `unknown`: it may have reached the cloud. */
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
