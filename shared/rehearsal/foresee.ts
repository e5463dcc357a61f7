import { verdictOn } from "../control/verdict.ts";
import type { Planned } from "../ledger/change.ts";
import { askedAbout, type Loss } from "../loss.ts";
import { operations } from "../operations/index.ts";
import { type Decision, decide } from "../policy/decide.ts";
import type { Policy } from "../policy/policy.ts";
import type { Subject } from "../policy/subject.ts";
import { type HookUnder, hookUnder } from "./hook-under.ts";

/** What becomes of an event under a policy. `leftAlone`: nothing is to be done, or nothing answers it. */
export type Fate = "acted" | "asked" | "observed" | "leftAlone";

/** What a policy would do about an event on a machine. */
export type Foreseen = Pick<Decision, "rule" | "mode" | "mayLose" | "why"> & {
  readonly fate: Fate;
  /** The operation and its whole input; undefined if there is none. */
  readonly planned: Planned | undefined;
  /** What the operation would lose on this machine. */
  readonly loses: readonly Loss[];
  /** The owner's hook around it; left out where nothing is begun. */
  readonly hook?: HookUnder;
};

/**
 * What a policy would do about an event on this machine; pure. It goes by the same rules as an attempt does, with nothing
 * but what is in the subject: a machine that is locked or not paid for is not known here.
 */
export function foresee(policy: Policy, subject: Subject): Foreseen {
  const { rule, mode, mayLose, why } = decide(policy, subject);
  const { planned } = verdictOn(subject, { decide: (asked) => decide(policy, asked), serial: 0 });
  const loses = planned === undefined ? [] : lossesOf(planned, subject);
  const fate = fateOf({ mode, mayLose }, planned, loses);
  const hook = fate === "acted" || fate === "asked" ? hookUnder(policy, rule) : undefined;
  return { rule, mode, mayLose, why, planned, loses, fate, ...(hook && { hook }) };
}

function fateOf(
  { mode, mayLose }: Pick<Decision, "mode" | "mayLose">,
  planned: Planned | undefined,
  loses: readonly Loss[],
): Fate {
  if (planned === undefined) return "leftAlone";
  if (mode === "observe") return "observed";
  const asks = mode === "ask" || askedAbout(loses, mayLose, planned.runbook !== undefined).length > 0;
  return asks ? "asked" : "acted";
}

function lossesOf({ operation: name, input }: Planned, { hasLocalDisks }: Subject): readonly Loss[] {
  const operation = operations.find((candidate) => candidate.name === name);
  return operation?.dataLoss({ instance: undefined, events: [], hasLocalDisks }, input) ?? [];
}
