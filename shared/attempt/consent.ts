import type { Bounds } from "../bounds.ts";
import { hasRole } from "../control/asker.ts";
import type { Steering } from "../control/steering.ts";
import type { Claim } from "../ledger/claim.ts";
import type { Loss } from "../loss.ts";
import type { Principal } from "../principal.ts";
import type { Answering } from "./event-for.ts";

export type Deciding = {
  /** Whoever signs calls. A consent counts no more once its author has lost the right to give it. */
  readonly principals: readonly Principal[];
  readonly bounds: Bounds;
  /** The policy in force; undefined where none is needed. */
  readonly steering: Steering | undefined;
  readonly nowMs: () => number;
};

/** A yes, as far as there is one. */
export type Said = Pick<Claim, "consentBy" | "consentTo" | "consentAtMs">;

const nothing: Said = { consentBy: undefined, consentTo: undefined, consentAtMs: undefined };

/** The yes that a claim has. It is bound to the rule whose question it answers. A call is under no rule. */
export function saidUnder(ruled: Answering["ruled"], claim: Claim): Said {
  const isOthers = ruled !== undefined && claim.rule !== undefined && claim.rule !== ruled.rule;
  return isOthers ? nothing : claim;
}

/** True iff the principal of this name may consent now. */
export const mayConsent = (name: string, { principals, steering }: Deciding) =>
  steering !== undefined && hasRole("approver", name, principals, steering);

/** True iff somebody has said yes to the operation, and still has the right to. */
export const isApproved = ({ consentBy }: Said, deciding: Deciding) =>
  consentBy !== undefined && mayConsent(consentBy, deciding);

/** True iff somebody has agreed to this very loss, and still has the right to. */
export const isAccepted = (loss: Loss, { consentBy, consentTo = [] }: Said, deciding: Deciding) =>
  consentBy !== undefined && consentTo.includes(loss) && mayConsent(consentBy, deciding);
