import type { Hook } from "../ledger/hook.ts";
import type { Outcome } from "../ledger/outcome.ts";
import type { InstanceRow } from "../ledger/row.ts";

/** One hook of one operation, in the row as the run has read it. */
export type Asked = {
  readonly instanceId: string;
  readonly row: InstanceRow;
  readonly operationId: string;
  readonly hook: Hook;
};

/**
 * What a hook is told. Operation and attempt name the question: whoever has answered it may answer the same again.
 */
export function bodyOf({ instanceId, row, operationId, hook }: Asked, phase: "before" | "after"): object {
  const entry = row.waiting[operationId];
  const outcome = row.outcomes[operationId];
  const { eventId, reason = outcome?.asked?.reason, input, attempt = 0, wait, plan } = entry ?? {};
  return {
    ...{ phase, hook: hook.name, operationId, operation: hook.operation, instanceId },
    ...(phase === "before" && { attempt: attempt + 1, input }),
    ...(eventId !== undefined && { eventId }),
    ...(reason !== undefined && { reason }),
    ...(plan !== undefined && { rule: plan.rule }),
    ...(wait?.deadlineMs !== undefined && { dueAt: new Date(wait.deadlineMs).toISOString() }),
    ...(phase === "after" && { outcome: entry === undefined ? wordOf(outcome) : "notSent" }),
  };
}

/** How it ended, for who puts the machine back. What is forgotten is not known to have helped. */
function wordOf(outcome: Outcome | undefined): "proved" | "unproven" | "notSent" {
  if (outcome?.state === "Succeeded") return "proved";
  return outcome === undefined || outcome.state === "Failed" ? "unproven" : "notSent";
}
