import type { Command, Dispatched } from "../command.ts";
import type { Shape } from "../decode.ts";
import type { Claim } from "../ledger/claim.ts";
import type { Somebody } from "../policy/who-is.ts";
import type { Signed } from "./verify-webhook.ts";

/** One invocation on its way through the chain. Each middleware adds its own part. */
export type Invocation = {
  readonly shape: Shape;
  readonly requestId: string;
  /** When FC ends this invocation, epoch milliseconds, measured from entry. */
  readonly deadlineMs: number;
  /** Set by authenticate, for HTTP; by heard, for what was said by chat. */
  signed?: Signed;
  /** Set by validate, or by heard: the command, or the operation on record that is to be tried again. */
  command?: Command;
  dispatched?: Dispatched;
  /** Set by authorise: who signed it, by the policy in force. */
  asker?: Somebody;
  /** Set by idempotency, for the one invocation that may act. */
  claim?: Claim;
};
