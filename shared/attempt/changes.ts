import type { Claim } from "../ledger/claim.ts";

/**
 * The changes that stand although a step of a claim had no effect, in words for an error. `refused`: the changes that
 * the refusal itself made, if its advice names them.
 */
export function changesOf({ runbook }: Pick<Claim, "runbook">, refused?: string): string {
  const stopped = runbook?.wasRunning === true ? sinceStop[runbook.step] : undefined;
  return [refused, stopped].filter((words) => words !== undefined).join("; ") || "nothing was changed";
}

/** By the step that was tried. Until a stop is taken the instance is unchanged, even if the row says that one is to come. */
const sinceStop = {
  stop: undefined,
  replace: "the instance was stopped for it, and is started again",
  start: "the instance was stopped for it, and its start is tried until it runs",
} as const;
