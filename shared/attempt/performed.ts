import type { Sent } from "../cloud/sent.ts";
import type { Planned } from "../ledger/change.ts";
import type { Standing } from "../ledger/standing.ts";
import type { Loss } from "../loss.ts";
import type { Refusal } from "../operations/check.ts";

/** What performing a claim came to; the idempotency middleware writes it to the row. */
export type Performed =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "mismatch" }
  | { readonly kind: "tokenExpired" }
  /** Its event asks for nothing any more, is a simulated one, or is not listed (yet, or any more). */
  | { readonly kind: "eventOver" | "eventSimulated" | "eventUnknown" }
  /** As its event stands now nothing answers it, or something else does. */
  | { readonly kind: "unanswered" }
  | { readonly kind: "replanned"; readonly planned: Planned }
  /** The step of a runbook that the claim is for needs no call. */
  | { readonly kind: "done" }
  | {
      readonly kind: "needsConsent";
      readonly losses: readonly Loss[];
      /** When the platform acts by itself, epoch milliseconds, if the event says so. */
      readonly eventDueMs: number | undefined;
    }
  | { readonly kind: "tooLate" }
  | { readonly kind: "sent"; readonly sent: Sent }
  | { readonly kind: "lost"; readonly standing: Standing };

/** It came to no send. */
export type Unsent = Exclude<Performed, { kind: "sent" | "lost" }>;
