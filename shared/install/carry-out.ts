import { haveTablesMade } from "./have-tables-made.ts";
import { makeChange } from "./make-change.ts";
import { createStack, removeFailedStack, updateStack } from "./make-stack.ts";
import type { Step } from "./plan.ts";
import type { Ports } from "./ports.ts";
import type { Wanted } from "./wanted.ts";

/** Carries out one step. Done twice, it is done once. Throws `CloudError`, or `Unusable` for what only a person can mend. */
export async function carryOut(step: Step, wanted: Wanted, ports: Ports): Promise<void> {
  switch (step.do) {
    case "remove the failed stack":
      return removeFailedStack(wanted, ports);
    case "create the stack":
      return createStack(wanted, ports);
    case "update the stack":
      return updateStack(wanted, ports);
    case "make the tables":
      return haveTablesMade(ports);
    case "write the right to act":
      return writeRight(step, ports);
    case "let what was begun end":
      return ports.pause(step.seconds * 1_000);
    case "change":
      return makeChange(step.change, wanted, ports);
    default:
      return step satisfies never;
  }
}

type Right = Extract<Step, { do: "write the right to act" }>;

async function writeRight({ products, holder }: Right, { askConsole }: Ports): Promise<void> {
  await askConsole("acts", { Products: products, ...(holder !== undefined && { Holder: holder }) });
}
