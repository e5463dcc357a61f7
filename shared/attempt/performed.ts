import type { Sent } from "../cloud/sent.ts";
import type { Planned } from "../ledger/request.ts";
import type { Standing } from "../ledger/standing.ts";
import type { Loss } from "../loss.ts";
import type { Refusal } from "../operations/check.ts";

/** What performing a claim came to; the idempotency middleware writes it to the row. */
export type Performed =
  | { readonly stage: "claimed"; readonly is: "refused"; readonly refusal: Refusal }
  | { readonly stage: "claimed"; readonly is: "mismatch" }
  | { readonly stage: "claimed"; readonly is: "tokenExpired" }
  /** Its event asks for nothing any more, is a simulated one, or is not listed (yet, or any more). */
  | { readonly stage: "claimed"; readonly is: "eventOver" | "eventSimulated" | "eventUnknown" }
  /** As its event stands now nothing answers it, or something else does. */
  | { readonly stage: "claimed"; readonly is: "unanswered" }
  | { readonly stage: "claimed"; readonly is: "replanned"; readonly planned: Planned }
  /** The step of a runbook that the claim is for needs no call. */
  | { readonly stage: "claimed"; readonly is: "done" }
  | {
      readonly stage: "claimed";
      readonly is: "needsConsent";
      readonly losses: readonly Loss[];
      /** When the platform acts by itself, epoch milliseconds, if the event says so. */
      readonly eventDueMs: number | undefined;
    }
  | { readonly stage: "claimed"; readonly is: "tooLate" }
  | { readonly stage: "sending"; readonly is: "sent"; readonly sent: Sent }
  | { readonly stage: "lost"; readonly is: "lost"; readonly standing: Standing };
