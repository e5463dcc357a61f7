import type { Ruled } from "../ledger/change.ts";
import type { Loss } from "../loss.ts";
import type { SystemEvent } from "../remediation/answerable.ts";

/** The event that an operation answers, and what the policy says of it. A call is asked by nobody, and may lose nothing unasked. */
export type Answering = {
  readonly event: SystemEvent | undefined;
  /** True iff a person has to say yes first, whatever is lost. */
  readonly asks: boolean;
  /** Of how many people, if so. */
  readonly approvals: number;
  readonly mayLose: readonly Loss[];
  /** The window in which it may begin, if it is planned maintenance and a rule names one. */
  readonly window?: string | undefined;
  /** The rule that says so; undefined for a call. */
  readonly ruled?: Ruled;
};
