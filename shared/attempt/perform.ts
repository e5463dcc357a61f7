import type { Bounds } from "../bounds.ts";
import type { Sent } from "../cloud/sent.ts";
import { hasRole } from "../control/asker.ts";
import { ControlUnreadable } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { isTheirs } from "../control/theirs.ts";
import { type Claim, type Intent, isIntent } from "../ledger/claim.ts";
import { isBegun } from "../ledger/runbook.ts";
import type { Standing } from "../ledger/standing.ts";
import { askedAbout, type Loss } from "../loss.ts";
import { refusalBy } from "../operations/check.ts";
import { type Facts, type Input, type Operation, type Step, stepOf } from "../operations/operation.ts";
import type { Principal } from "../principal.ts";
import { type Answering, eventFor } from "./event-for.ts";
import type { LookBefore } from "./look-before.ts";
import type { Performed } from "./performed.ts";

export type PerformNeeds<C, F> = {
  readonly cloud: C;
  /** Reads the policy in force. */
  readonly steering: () => Promise<Steering>;
  /** Whoever signs calls. A consent counts no more once its author has lost the right to give it. */
  readonly principals: readonly Principal[];
  readonly bounds: Bounds;
  readonly nowMs: () => number;
  /** When FC ends this invocation, epoch milliseconds. */
  readonly deadlineMs: number;
  /** The look before the claim. It serves if it counts as one after the claim (`isAsRead`). */
  readonly lookBefore: Pick<LookBefore<F>, "looked">;
};

/** The time that a send and its settling need: 10 s for the send, the rest for the store. */
const sendBudgetMs = 20_000;
/** The time that must be left once the intent is stored, however long a busy store took. */
const leastBudgetMs = 12_000;
/** A pinned date is sent within a minute or not at all. After a minute something stood still between intend and send. */
const maxPinAgeMs = 60_000;

/**
 * Takes a claimed operation to the one send of this attempt. Throws if the cloud or the store cannot be read; nothing
 * was sent then. Look comes after the claim, so that nobody else acts in between. (One before it may count, see
 * `isAsRead`.) Intend comes before the send, so that a crash leaves a record.
 *
 *     claim ──► look, plan, consent ──► intend (`Sending` is stored) ──► send ──► settle
 *       └ a crash: tried again             └ a crash: in doubt, and nothing is sent before evidence decides
 */
export async function perform<I extends Input, F extends Facts, C>(
  whole: Operation<I, F, C>,
  claim: Claim,
  needs: PerformNeeds<C, F>,
): Promise<Performed> {
  const { cloud, nowMs, deadlineMs } = needs;
  const { command } = claim;
  const operation = stepOf(whole, claim.runbook);
  const input = operation.parameters.schema.parse({ ...command.input, ...command.secrets });
  const look = async () => ({ judgedAtMs: nowMs(), facts: await operation.look(cloud, input) });
  const [{ facts, judgedAtMs }, token, steering] = await Promise.all([
    lookedBefore(claim, needs) ?? look(),
    claim.confirmToken(),
    steeringOf(claim, needs),
  ]);
  if (token === "taken") return { kind: "mismatch" };
  if (token === "expired") return { kind: "tokenExpired" };

  const answering = eventFor(operation, claim, facts, isBegun(claim.runbook) ? undefined : steering);
  if ("kind" in answering) return answering;
  const reason = reasonNotTo(operation, claim, facts, input, answering, judgedAtMs, { ...needs, steering });
  const { ruled } = answering;
  if (reason !== undefined) return { ...reason, ruled };
  if (deadlineMs - nowMs() < sendBudgetMs) return { kind: "tooLate" };

  const intent = await claim.intend({
    eventId: answering.event?.eventId,
    baseline: operation.effect.baseline(facts),
    judgedAtMs: Math.min(judgedAtMs, steering?.readAtMs ?? Number.POSITIVE_INFINITY),
    ruled,
  });
  if (!isIntent(intent)) return withoutIntent(intent);
  const sent = isLate(intent, needs) ? tooLate : await operation.call(cloud, input, intent, claim.cloudToken);
  return { kind: "sent", sent };
}

const isLate = (
  { signedAtMs }: Intent,
  { nowMs, deadlineMs }: Pick<PerformNeeds<unknown, unknown>, "nowMs" | "deadlineMs">,
) => nowMs() - signedAtMs > maxPinAgeMs || deadlineMs - nowMs() < leastBudgetMs;

const lookedBefore = <F>({ isAsRead }: Claim, { lookBefore }: Pick<PerformNeeds<unknown, F>, "lookBefore">) =>
  isAsRead ? lookBefore.looked() : undefined;

/**
 * The policy in force. The start of an instance that was stopped needs none: it is owed, whatever can be read. If nobody
 * can read the policy once the instance is stopped, there is none either: so nobody consents, and it is started again.
 */
async function steeringOf({ runbook }: Claim, { steering }: Pick<PerformNeeds<unknown, unknown>, "steering">) {
  if (!isBegun(runbook)) return await steering();
  if (runbook?.step === "start") return undefined;
  try {
    return await steering();
  } catch (error) {
    if (error instanceof ControlUnreadable) return undefined;
    throw error;
  }
}

const tooLate: Sent = { kind: "none", why: "stale", code: "PinnedDateTooOld", retryAfterMs: 0 };

const withoutIntent = (standing: Standing): Performed =>
  standing.kind === "tooLate" ? { kind: "tooLate" } : { kind: "lost", standing };

/** The reason why nothing is sent at present: a check fails, consent is missing, or it is done already. */
function reasonNotTo<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C> & Partial<Pick<Step<I, F, C>, "isDone">>,
  claim: Claim,
  facts: F,
  input: I,
  answering: Answering,
  lookedAtMs: number,
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
    (operation.isDone?.(facts, runbook, lookedAtMs, needs.bounds) === true ? { kind: "done" } : undefined)
  );
}

/** What is missing of the yes to these losses, or to the plan itself. */
function withoutConsent(
  claim: Claim,
  open: readonly Loss[],
  { event, asks, ruled }: Answering,
  needs: Deciding,
): Performed | undefined {
  // A yes is bound to the rule whose question it answers. A call is under no rule.
  const isOthers = ruled !== undefined && claim.rule !== undefined && claim.rule !== ruled.rule;
  const said = isOthers ? noConsent : claim;
  const losses = open.filter((loss) => !isAccepted(loss, said, needs));
  if (losses.length > 0 || (asks && !isApproved(said, needs)))
    return { kind: "needsConsent", losses, eventDueMs: event?.notBeforeMs };
  const { steering } = needs;
  if (steering === undefined || approvalsFor(open, steering) < 2) return undefined;
  return { kind: "needsAnother", losses: open, askForMs: steering.askForMs };
}

/** How many people must say yes to what would be lost. A signed call is the yes of one. */
const approvalsFor = (losses: readonly Loss[], steering: Steering) =>
  Math.max(1, ...losses.map((loss) => steering.approvalsFor(loss)));

type Deciding = Pick<PerformNeeds<unknown, unknown>, "principals" | "bounds"> & {
  /** The policy in force; undefined where none is needed. */
  readonly steering: Steering | undefined;
};

/** True iff the principal of this name may consent now. */
const mayConsent = (name: string, { principals, steering }: Deciding) =>
  steering !== undefined && hasRole("approver", name, principals, steering);

const noConsent = { consentBy: undefined, consentTo: undefined };

/** True iff somebody has said yes to the operation, and still has the right to. */
const isApproved = ({ consentBy }: Pick<Claim, "consentBy">, deciding: Deciding) =>
  consentBy !== undefined && mayConsent(consentBy, deciding);

/** True iff somebody has agreed to this very loss, and still has the right to. */
const isAccepted = (
  loss: Loss,
  { consentBy, consentTo = [] }: Pick<Claim, "consentBy" | "consentTo">,
  deciding: Deciding,
) => consentBy !== undefined && consentTo.includes(loss) && mayConsent(consentBy, deciding);
