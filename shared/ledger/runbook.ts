import type { Outcome, Runbook } from "./row.ts";

type Verdict = Pick<Outcome, "state" | "answer" | "by">;

/**
 * What follows when a step of a runbook is over: the next step, or undefined if that ends the operation. Once the
 * instance was stopped for it, it is started again whatever became of the replacement, and that is tried until it runs.
 *
 *     stop ──Succeeded──► replace ──over──► start (if it was Running) ──Succeeded──► the replacement's verdict
 */
export function nextStep({ step, wasRunning, verdict }: Runbook, outcome: Verdict): Runbook | undefined {
  const succeeded = outcome.state === "Succeeded";
  switch (step) {
    case "stop":
      if (succeeded) return { step: "replace", wasRunning };
      return wasRunning ? { step: "start", wasRunning, verdict: outcome } : undefined;
    case "replace":
      return wasRunning ? { step: "start", wasRunning, verdict: outcome } : undefined;
    case "start":
      return succeeded ? undefined : { step, wasRunning, ...(verdict && { verdict }) };
    default:
      return step satisfies never;
  }
}
