import type { Claim } from "../ledger/claim.ts";

/**
 * What stands changed when a step of a claim had no effect: words for an error. `refused`: what the refusal itself
 * changed, if its advice says so.
 */
export function changesOf({ runbook }: Pick<Claim, "runbook">, refused?: string): string {
  const stopped = runbook?.wasRunning === true ? sinceStop[runbook.step] : undefined;
  return [refused, stopped].filter((words) => words !== undefined).join("; ") || "nothing was changed";
}

/** By the step that was tried. Until a stop is taken the instance is as it was, whatever is stored of one to come. */
const sinceStop = {
  stop: undefined,
  replace: "the instance was stopped for it, and is started again",
  start: "the instance was stopped for it, and its start is tried until it runs",
} as const;
