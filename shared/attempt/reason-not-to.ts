import type { Steering } from "../control/steering.ts";
import { isTheirs } from "../control/theirs.ts";
import { lastMomentFor } from "../guards/last-moment.ts";
import type { Claim } from "../ledger/claim.ts";
import { isBegun } from "../ledger/runbook.ts";
import { askedAbout, type Loss } from "../loss.ts";
import { refusalBy } from "../operations/check.ts";
import type { Facts, Input, Operation, Step } from "../operations/operation.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { type Deciding, isAccepted, isApproved, saidUnder } from "./consent.ts";
import type { Answering } from "./event-for.ts";
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
  { operation, claim, facts, input, judgedAtMs }: Found<I, F, C>,
  answering: Answering,
  needs: Deciding,
): Performed | undefined {
  const { runbook } = claim;
  if (!isTheirs(operation.product, claim.command, facts, needs.principals, needs.steering))
    return { kind: "notTheirs" };
  const refusal = refusalBy(operation, facts, input, answering.event);
  if (refusal !== undefined) return { kind: "refused", refusal };
  const isOwed = isBegun(runbook) && runbook?.step === "start"; // to start it again needs no consent
  const losing = isOwed ? [] : operation.dataLoss(facts, input);
  const open = askedAbout(losing, answering.mayLose, runbook !== undefined);
  return (
    withoutConsent(claim, open, answering, needs) ??
    (isBegun(runbook) ? undefined : tooSoon(claim, open, answering, needs)) ??
    (operation.isDone?.(facts, runbook, judgedAtMs, needs.bounds) === true ? { kind: "done" } : undefined)
  );
}

/** What is missing of the yes to these losses, or to the plan itself. */
function withoutConsent(
  claim: Claim,
  open: readonly Loss[],
  { event, asks, ruled }: Answering,
  needs: Deciding,
): Performed | undefined {
  const said = saidUnder(ruled, claim);
  const losses = open.filter((loss) => !isAccepted(loss, said, needs));
  if (losses.length > 0 || (asks && !isApproved(said, needs)))
    return { kind: "needsConsent", losses, eventDueMs: event && askedUntil(event, claim, needs) };
  const { steering } = needs;
  if (steering === undefined || approvalsFor(open, steering) < 2) return undefined;
  return { kind: "needsAnother", losses: open, askForMs: steering.askForMs };
}

/** Automation asks until nothing is begun for the event any more. A call goes on in the guard band. */
const askedUntil = (event: SystemEvent, { command }: Claim, { steering }: Deciding) =>
  lastMomentFor(event, { guardBandMs: command.clientToken === undefined ? (steering?.guardBandMs ?? 0) : 0 });

/** How many people must say yes to what would be lost. A signed call is the yes of one. */
const approvalsFor = (losses: readonly Loss[], steering: Steering) =>
  Math.max(1, ...losses.map((loss) => steering.approvalsFor(loss)));
