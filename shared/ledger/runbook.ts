import type { Outcome, Runbook } from "./row.ts";

type Verdict = Pick<Outcome, "state" | "answer" | "by">;

/**
 * A runbook that has to wait. One that found the instance Stopped, so sent no stop, and then finds it in another status
 * begins again: what it saw was late, or somebody has started it since.
 */
export const whileWaiting = (runbook: Runbook, code: string): Runbook =>
  runbook.step === "replace" && !runbook.wasRunning && code === "IncorrectInstanceStatus"
    ? { ...runbook, step: "stop" }
    : runbook;

/**
 * What follows when a step of a runbook is over: the next step, or undefined if that ends the operation. Once the
 * instance was stopped for it, it is started again whatever became of the replacement, and that is tried until it runs.
 *
 *     stop ──Succeeded──► replace ──over──► start (if it was Running) ──Succeeded──► the replacement's verdict
 */
export function nextStep(runbook: Runbook, outcome: Verdict): Runbook | undefined {
  const { step, wasRunning } = runbook;
  const succeeded = outcome.state === "Succeeded";
  switch (step) {
    case "stop":
      if (succeeded) return { ...runbook, step: "replace" };
      // It was not stopped after all: that it is Running needs no start since.
      return wasRunning ? { step: "start", wasRunning, verdict: outcome } : undefined;
    case "replace":
      return wasRunning ? { ...runbook, step: "start", verdict: outcome } : undefined;
    case "start":
      return succeeded ? undefined : runbook;
    default:
      return step satisfies never;
  }
}
