import { RpcError } from "../rpc/rpc-error.ts";
import { ResourceError } from "./resources/resource-type.ts";
import type { Stack, StackResource, StackWork } from "./stack.ts";
import type { Step } from "./steps.ts";

/** How a stack's work is to go on, and what comes of it. */
export type Job = {
  readonly verb: StackWork["verb"];
  readonly steps: readonly Step[];
  /** Looks at the stack until it is done: at each a share of what is left is done. */
  readonly looks: number;
  /** So many steps are done, then it fails: a fault. */
  readonly failsAfter: number | undefined;
  readonly done: () => void;
  /** `undo` takes back what was done, the last thing first. */
  readonly failed: (reason: string, undo: readonly (() => void)[]) => void;
};

/** Begins the work of a stack. What is done is done at looks at the stack, so that nobody waits for a time that stands still. */
export function begin(stack: Stack, { verb, steps, looks, failsAfter, done, failed }: Job): void {
  const left = [...steps];
  const undo: (() => void)[] = [];
  let looksLeft = looks;

  const act = (count: number) => {
    const problem = firstProblem(left.splice(0, count), (step) => attempt(step, undo, { verb, failsAfter }, stack));
    if (problem === undefined && (left.length > 0 || looksLeft > 0)) return;
    stack.work = undefined;
    if (problem === undefined) done();
    else failed(problem, undo);
  };

  stack.work = {
    verb,
    advance: () => {
      looksLeft--;
      act(Math.ceil(left.length / (looksLeft + 1)));
    },
    finish: () => {
      looksLeft = 0;
      act(left.length);
    },
  };
}

/** Does steps until one fails; answers with why. */
function firstProblem(steps: readonly Step[], act: (step: Step) => string | undefined): string | undefined {
  for (const step of steps) {
    const problem = act(step);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Does one step; answers with why it failed, as public users of ROS have met it ("Resource CREATE failed: …"). */
function attempt(
  step: Step,
  undo: (() => void)[],
  { verb, failsAfter }: Pick<Job, "verb" | "failsAfter">,
  stack: Stack,
): string | undefined {
  try {
    if (failsAfter !== undefined && undo.length >= failsAfter) {
      throw new ResourceError("InternalError", "A fault planned by the tester.");
    }
    undo.unshift(step.run() ?? (() => undefined));
    return undefined;
  } catch (error) {
    const { code, message } = refusalOf(error);
    const reason = `ResponseException: resources.${step.logicalId}: ${message} Code: ${code}`;
    stack.failures.set(step.logicalId, failed(step, `${verb}_FAILED`, reason, stack));
    return `Resource ${verb} failed: ${reason}`;
  }
}

const failed = ({ logicalId, type }: Step, status: string, statusReason: string, stack: Stack): StackResource => ({
  ...{ physicalId: "", properties: {}, attributes: {}, isRetained: false },
  ...{ createdMs: stack.updatedMs ?? stack.createdMs, updatedMs: undefined },
  ...stack.resources.get(logicalId),
  ...{ logicalId, type, status, statusReason },
});

function refusalOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof ResourceError) return error;
  if (error instanceof RpcError) return error.row;
  throw error;
}
