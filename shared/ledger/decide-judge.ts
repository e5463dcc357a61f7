import type { Judge } from "./change.ts";
import { closedFromMs } from "./hook.ts";
import { isOpen } from "./hooks-of-row.ts";
import type { Outcome } from "./outcome.ts";
import type { InstanceRow } from "./row.ts";
import { type Decision, standingOfOutcome } from "./standing.ts";
import { answer, write } from "./write.ts";

/**
 * A person's verdict on an operation that has ended. It sends nothing, and takes nothing back. For example: a redeploy is
 * proved, and the machine's disk is as slow as before. A person says that it did not help. Then it counts among those that
 * have failed, and the next event of the machine is left to people as soon as the policy allows no more attempts.
 */
export function decideJudge(row: InstanceRow, change: Judge, nowMs: number): Decision {
  const { operationId, owner, verdict } = change;
  const outcome = row.outcomes[operationId];
  const isSaid = outcome?.judged?.some((said) => said.verdict === verdict) === true;
  const isTaken =
    !isOpen(row, operationId) && isJudgeable(row, change) && change.lookedAtMs >= judgeableFromMs(row, change);
  if (isSaid || !isTaken)
    return answer(outcome === undefined ? { kind: "notFound" } : standingOfOutcome(outcome, operationId, "token"));
  const judged = outcome === undefined ? row : { ...row, outcomes: withWord(row, operationId, outcome, change, nowMs) };
  if (verdict !== "put-back") return write(row, owner, judged, nowMs);
  const { [operationId]: _, ...hooks } = row.hooks;
  return write(row, owner, { ...judged, hooks }, nowMs);
}

/** True iff there is something to be said: only what has helped can be said not to, and only what may be drained to be back. */
export const isJudgeable = ({ outcomes, hooks }: InstanceRow, { operationId, verdict }: About) =>
  verdict === "put-back" ? hooks[operationId]?.owedSinceMs !== undefined : outcomes[operationId]?.state === "Succeeded";

/**
 * A look counts that began after the operation had ended, epoch milliseconds; and after no question could arrive at its hook any
 * more, if it is about that.
 */
export function judgeableFromMs({ outcomes, hooks }: InstanceRow, { operationId, verdict }: About): number {
  const hook = hooks[operationId];
  const closedMs = verdict === "put-back" && hook !== undefined ? closedFromMs(hook) : 0;
  return Math.max(outcomes[operationId]?.endedAtMs ?? 0, closedMs);
}

type About = Pick<Judge, "operationId" | "verdict">;

function withWord(
  { outcomes }: InstanceRow,
  operationId: string,
  outcome: Outcome,
  { verdict, by, reason }: Judge,
  nowMs: number,
): InstanceRow["outcomes"] {
  const judged = [...(outcome.judged ?? []), { verdict, by: `${by}: ${reason}`, atMs: nowMs }];
  return { ...outcomes, [operationId]: { ...outcome, judged } };
}
