import { isTheirs } from "../control/theirs.ts";
import type { Claim } from "../ledger/claim.ts";
import { isBegun } from "../ledger/runbook.ts";
import { askedAbout, type Loss } from "../loss.ts";
import { refusalBy } from "../operations/check.ts";
import type { Facts, Input, Operation, Step } from "../operations/operation.ts";
import type { Answering } from "./answering.ts";
import { type Consent, consentTo, type Deciding, isApproved, untilWhen } from "./consent.ts";
import type { Performed } from "./performed.ts";
import { tooSoon } from "./too-soon.ts";

/** What the attempt is, as its claim and look have found it. */
export type Found<I extends Input, F extends Facts, C> = {
  readonly operation: Operation<I, F, C> & Partial<Pick<Step<I, F, C>, "isDone">>;
  readonly claim: Claim;
  readonly facts: F;
  readonly input: I;
  /** When the look began, epoch milliseconds. */
  readonly judgedAtMs: number;
};

/** The reason why nothing is sent at present: a check fails, consent is missing, or it is done already. */
export function reasonNotTo<I extends Input, F extends Facts, C>(
  found: Found<I, F, C>,
  answering: Answering,
  needs: Deciding,
): Performed | undefined {
  const { operation, claim, facts, input, judgedAtMs } = found;
  const { runbook } = claim;
  if (!isTheirs(operation.product, claim.command, facts, needs.principals, needs.steering))
    return { kind: "notTheirs" };
  const refusal = refusalBy(operation, facts, input, answering.event);
  if (refusal !== undefined) return { kind: "refused", refusal };
  const consent = consentFor(found, answering, needs);
  return (
    withoutConsent(claim, consent, answering, needs) ??
    (isBegun(runbook) ? undefined : tooSoon(claim, consent, answering, needs)) ??
    (operation.isDone?.(facts, runbook, judgedAtMs, needs.bounds) === true ? { kind: "done" } : undefined)
  );
}

/** What people are asked about the attempt, and who has said yes to it. To start an instance again needs no consent. */
export function consentFor<I extends Input, F extends Facts, C>(
  { operation, claim, facts, input }: Found<I, F, C>,
  answering: Answering,
  needs: Deciding,
): Consent {
  const { runbook } = claim;
  const isOwed = isBegun(runbook) && runbook?.step === "start";
  const losing = isOwed ? [] : operation.dataLoss(facts, input);
  const open = askedAbout(losing, answering.mayLose, runbook !== undefined);
  return consentTo(claim, open, disksLost(open, facts), answering, needs);
}

/** The disks that these losses are about, as far as the look has read them. */
const disksLost = (losses: readonly Loss[], { disks = [] }: Facts) =>
  disks
    .filter(({ isSystem, isLocal }) => losses.includes(isSystem ? "systemDisk" : "localDisks") && (isSystem || isLocal))
    .map(({ diskId }) => diskId);

/** What is missing of the yes to what would be lost, or to the plan itself. */
function withoutConsent(
  claim: Claim,
  consent: Consent,
  { event, asks }: Answering,
  needs: Deciding,
): Performed | undefined {
  const { asking } = consent;
  if ((asking.losses.length === 0 && !asks) || isApproved(consent)) return undefined;
  return { kind: "needsConsent", ...consent, ...untilWhen(event, claim, needs) };
}
