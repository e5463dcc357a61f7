import type { Sent } from "../cloud/sent.ts";
import { ControlUnreadable } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { type Claim, type Intent, isIntent } from "../ledger/claim.ts";
import { isBegun } from "../ledger/runbook.ts";
import type { Standing } from "../ledger/standing.ts";
import { type Facts, type Input, type Operation, stepOf } from "../operations/operation.ts";
import { type JudgeNeeds, judge } from "./judge.ts";
import type { LookBefore } from "./look-before.ts";
import type { Performed } from "./performed.ts";

export type PerformNeeds<C, F> = JudgeNeeds & {
  readonly cloud: C;
  /** Reads the policy in force. */
  readonly steering: () => Promise<Steering>;
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
 *     claim ──► look, plan, consent, place ──► intend (`Sending` is stored) ──► send ──► settle
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

  const judged = await judge({ operation, claim, facts, input, judgedAtMs }, steering, needs);
  if ("kind" in judged) return judged;
  if (deadlineMs - nowMs() < sendBudgetMs) return { kind: "tooLate" };

  const { event, ruled, readAtMs, hook } = judged;
  const intent = await claim.intend({
    eventId: event?.eventId,
    baseline: operation.effect.baseline(facts),
    judgedAtMs: Math.min(judgedAtMs, readAtMs),
    ruled,
    hook,
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
