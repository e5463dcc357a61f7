import type { Command, Dispatched } from "../command.ts";
import type { Shape } from "../decode.ts";
import type { Claim } from "../ledger/claim.ts";
import type { Signed } from "./verify-webhook.ts";

/** One invocation on its way through the chain; each middleware adds what it is named after. */
export type Invocation = {
  readonly shape: Shape;
  readonly requestId: string;
  /** When FC ends this invocation, epoch milliseconds, measured from entry. */
  readonly deadlineMs: number;
  /** Set by authenticate, for HTTP. */
  signed?: Signed;
  /** Set by validate: what is asked for, or which operation on record is to be tried again. */
  command?: Command;
  dispatched?: Dispatched;
  /** Set by idempotency, for the one invocation that may act. */
  claim?: Claim;
};
