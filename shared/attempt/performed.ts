import type { Sent } from "../cloud/sent.ts";
import type { Hold } from "../guards/hold.ts";
import type { Planned, Ruled } from "../ledger/change.ts";
import type { HookWanted } from "../ledger/hook.ts";
import type { Standing } from "../ledger/standing.ts";
import type { Refusal } from "../operations/check.ts";
import type { Consent } from "./consent.ts";

/** The result of performing a claim. The idempotency middleware has it written to the row. */
export type Performed = Result & {
  /** The rule that the attempt went by. */
  readonly ruled?: Ruled | undefined;
};

type Result =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "mismatch" }
  | { readonly kind: "tokenExpired" }
  /** Its event asks for nothing any more, is a simulated one, or is not listed (yet, or any more). */
  | { readonly kind: "eventOver" | "eventSimulated" | "eventUnknown" }
  /** The event that a call names asks for something, but for nothing that this operation answers. */
  | { readonly kind: "eventNotAnswered" }
  /** Whoever signed the call may not ask for this on this machine, or not any more. */
  | { readonly kind: "notTheirs" }
  /** Nothing is to be done about its event at present, or the policy only observes what would be, or another one acts. */
  | { readonly kind: "unanswered"; readonly serial: number }
  | { readonly kind: "observed"; readonly serial: number; readonly planned: Planned }
  | { readonly kind: "replanned"; readonly planned: Planned }
  /** The claim's step of a runbook needs no call. */
  | { readonly kind: "done" }
  | ({
      readonly kind: "needsConsent";
      /** Until when anything is begun for the event, epoch milliseconds, if it names a time. */
      readonly eventDueMs: number | undefined;
      /** How long people are asked where no event says, milliseconds. */
      readonly askForMs: number;
      /** What a person is asked about, if it is neither a loss nor the plan: what has happened on the machine before. */
      readonly hold?: Hold;
    } & Consent)
  /** Something that the owner or a person has set keeps it back. */
  | ({ readonly kind: "heldBack"; readonly hold: Hold } & Place)
  /** The owner's function is asked before, or once more. */
  | {
      readonly kind: "hooked";
      readonly hook: HookWanted;
      readonly deadlineMs: number | undefined;
      readonly serial: number;
    }
  | { readonly kind: "tooLate" }
  | { readonly kind: "sent"; readonly sent: Sent }
  | { readonly kind: "lost"; readonly standing: Standing };

/** Where an operation counts, as far as a look has found it; and when the platform acts by itself, epoch milliseconds. */
type Place = {
  readonly scopes?: readonly string[];
  readonly deadlineMs: number | undefined;
  /** The policy that was asked. */
  readonly serial: number;
};

/** The results without a send. */
export type Unsent = Exclude<Performed, { kind: "sent" | "lost" }>;
