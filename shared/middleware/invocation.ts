import type { Command } from "../command.ts";
import type { Principal } from "../config.ts";
import type { Shape } from "../decode.ts";
import type { Claim } from "../ledger/ledger.ts";

/** One invocation on its way through the chain; each middleware adds what it is named after. */
export type Invocation = {
  readonly shape: Shape;
  readonly requestId: string;
  /** When FC ends this invocation, epoch milliseconds, measured from entry. */
  readonly deadlineMs: number;
  /** Set by authenticate, for HTTP. */
  principal?: Principal;
  /** Set by validate. */
  command?: Command;
  /** Set by idempotency, for the one invocation that may act. */
  claim?: Claim;
};
