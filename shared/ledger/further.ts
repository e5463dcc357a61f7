import { type Asking, nextAsk, shownOf } from "./ask.ts";
import { pastOf, usedUpUntilMs } from "./past.ts";
import { askedForMs, type Wait } from "./progress.ts";
import type { Repeating } from "./repeating.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { firstStep } from "./runbook.ts";
import { repeatSource } from "./transition.ts";

/**
 * The row after the operation of an event has failed: a further one waits, to be tried after the cooldown. It is stored in
 * the very write that says so, so the event is never without an owner. For example: a redeploy for e-1 fails at 10:00. At
 * 11:00 it is tried once more, if e-1 is still pending then. If as many have failed as may, a person is asked at once. A
 * runbook may have to start its instance first; the further operation waits behind it. `before`: the row without the failure.
 */
export function withFurther(
  before: InstanceRow,
  row: InstanceRow,
  repeating: Repeating | undefined,
  nowMs: number,
): InstanceRow {
  const { current } = before;
  if (current === undefined || repeating === undefined || !hasFailed(current, row)) return row;
  const { operationId } = repeating;
  if (row.outcomes[operationId] !== undefined || row.waiting[operationId] !== undefined) return row;
  const entry = furtherOf(current, repeating, pastOf(before).failedAtMs, nowMs);
  return { ...row, waiting: { ...row.waiting, [operationId]: entry } };
}

/** True iff it is this write that says so. A runbook keeps its verdict until its instance runs. */
function hasFailed({ operationId, runbook }: Current, { outcomes, current }: InstanceRow): boolean {
  const end = outcomes[operationId] ?? current?.runbook?.verdict;
  return end?.state === "Failed" && runbook?.verdict === undefined;
}

/** It has nothing of the first one's attempts, and needs a yes of its own. Its event has been seen already. */
function furtherOf(failed: Current, repeating: Repeating, failedAtMs: readonly number[], nowMs: number): Waiting {
  const { operation, input, fingerprint, actor, eventId, plan, runbook } = failed;
  const { operationId, attempts, cooldownMs, serial, dueMs } = repeating;
  const isUsedUp = usedUpUntilMs([...failedAtMs, nowMs], attempts, nowMs) !== undefined;
  const untilMs = dueMs !== undefined && dueMs > nowMs ? dueMs : nowMs + askedForMs;
  const wait: Wait = isUsedUp
    ? { for: "approval", code: attemptsUsedUp, untilMs }
    : {
        ...{ for: "time", code: "CooldownActive", untilMs: nowMs + cooldownMs, serial },
        ...(dueMs !== undefined && { deadlineMs: dueMs }),
      };
  return {
    ...{ operationId, operation, input, fingerprint, actor, source: repeatSource },
    reason: `it is tried once more, since ${failed.operationId} has failed`,
    ...(eventId !== undefined && { eventId }),
    ...(plan && { plan: { ...plan, counted: plan.counted.filter((what) => what === "Seen") } }),
    ...(runbook && { runbook: firstStep }),
    ...(isUsedUp && { askedUntilMs: untilMs, ask: nextAsk(undefined, askedAgain(failed), nowMs) }),
    ...{ attempt: 0, fruitless: 0, openSinceMs: nowMs, wait },
  };
}

/** People are asked once more about what was shown to them before, or about the plan. */
function askedAgain({ operation, input, eventId, plan, ask }: Current): Asking {
  const { losses = [], disks = [], needs = 1 } = ask ?? {};
  const shown = ask?.shown ?? shownOf({ operation, input, eventId, rule: plan?.rule, losses, disks });
  return { shown, because: attemptsUsedUp, losses, disks, needs };
}

const attemptsUsedUp = "AttemptsUsedUp";
