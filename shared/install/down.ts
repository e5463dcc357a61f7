import { functionNameOf } from "../function-name.ts";
import { settledStack, whyItFailed } from "./await-stack.ts";
import { isOurs } from "./compare.ts";
import { type DownStep, downSteps, downWords } from "./down-plan.ts";
import type { Found } from "./found.ts";
import { Halted, haltedAfter } from "./halted.ts";
import { makeChange } from "./make-change.ts";
import { type OpenOperation, openOperations } from "./open-work.ts";
import type { Ports } from "./ports.ts";
import type { Asked } from "./prepare.ts";
import { readFound } from "./read-found.ts";
import { runJobs, type Tell } from "./run-jobs.ts";
import { Unusable } from "./unusable.ts";

export type DownWishes = {
  /** End what waits as `Cancelled`; else it stays on record, and waits for the next stack. */
  readonly cancelsWaiting: boolean;
  /** Wait until what is in flight has ended, however long; else it is a refusal. */
  readonly waits: boolean;
};

export type Downward = {
  readonly found: Found;
  readonly open: readonly OpenOperation[];
  readonly steps: readonly DownStep[];
  readonly refusals: readonly string[];
  /** Name of its Tablestore instance. */
  readonly ledger: string;
};

type Where = Pick<Asked, "stack" | "region">;

/** Reads what is there, and says how it would be taken down. It changes nothing. Throws `CloudError`. */
export async function plannedDown({ stack, region }: Where, wishes: DownWishes, ports: Ports): Promise<Downward> {
  await settledStack(ports, stack);
  const found = await readFound(ports, stack, region);
  const hasConsole = found.functions.some((one) => one.name === functionNameOf(stack, "console") && isOurs(one, stack));
  const open = hasConsole ? await openOperations(ports).catch(reasonOf) : [];
  const ledger = found.stack?.parameters["Ledger"] ?? stack;
  const refusals = refusalsOf(found, open, stack, wishes);
  const known = typeof open === "string" ? [] : open;
  return { found, open: known, refusals, steps: downSteps(stack, found, known, wishes), ledger };
}

function reasonOf(error: unknown): string {
  if (error instanceof Unusable) return error.message;
  throw error;
}

function refusalsOf({ stack: ros }: Found, open: readonly OpenOperation[] | string, stack: string, wishes: DownWishes) {
  if (ros !== undefined && ros.mark !== stack)
    return [`The ROS stack ${stack} is somebody else's: it has no tag redeploy-once=${stack}.`];
  if (typeof open === "string")
    return [
      `Nobody can tell what is in flight: ${open} Mend that, or let redeploy-once up do it, then run this again.`,
    ];
  const current = open.filter(({ isCurrent }) => isCurrent);
  if (current.length === 0 || wishes.waits) return [];
  return [`In flight, so nothing is taken down: ${current.map(shortly).join("; ")}. Let it end, or say --wait.`];
}

const shortly = ({ operation, instanceId, state }: OpenOperation) => `${operation} of ${instanceId} (${state})`;

/** Takes the stack down. Throws `Halted` where a step cannot be done; the same command goes on from there. */
export async function down(
  where: Where,
  { steps }: Downward,
  wishes: DownWishes,
  ports: Ports,
  tell: Tell,
): Promise<void> {
  const jobs = steps.map((step) => ({ words: downWords(step), run: () => carriedOut(step, where, wishes, ports) }));
  await runJobs(jobs, ports, tell);
  const left = await readFound(ports, where.stack, where.region).catch(haltedAfter("what is left could not be read"));
  const names = left.functions.filter((one) => isOurs(one, where.stack)).map(({ name }) => name);
  const parts = [...names, ...(left.stack === undefined ? [] : [`the ROS stack ${where.stack}`])];
  if (parts.length > 0)
    throw new Halted(`All steps were done, and still there are: ${parts.join(", ")}. Run this again.`);
}

async function carriedOut(step: DownStep, where: Where, wishes: DownWishes, ports: Ports): Promise<void> {
  switch (step.do) {
    case "pause":
      await ports.askConsole("pause", { Why: "the stack is taken down" });
      return;
    case "wait":
      return settled(step.seconds, wishes, ports);
    case "cancel": {
      const { instanceId: InstanceId, operationId: OperationId } = step.operation;
      await ports.askConsole("cancel", { InstanceId, OperationId, Reason: "the stack is taken down" });
      return;
    }
    case "change":
      return makeChange(step.change, { stack: { name: where.stack }, functions: [] }, ports);
    case "remove the stack":
      return removeStack(where, ports);
    default:
      return step satisfies never;
  }
}

/** Reconcile runs each minute, and finishes what it can. */
const lookAgainSeconds = 30;

async function settled(seconds: number, { waits }: DownWishes, ports: Ports): Promise<void> {
  await ports.pause(seconds * 1_000);
  for (;;) {
    const current = (await openOperations(ports)).filter(({ isCurrent }) => isCurrent);
    if (current.length === 0) return;
    if (!waits)
      throw new Unusable(
        `In flight: ${current.map(shortly).join("; ")}. It was begun before everything was paused. Run this again when it has ended, or with --wait.`,
      );
    await ports.pause(lookAgainSeconds * 1_000);
  }
}

async function removeStack({ stack, region }: Where, ports: Ports): Promise<void> {
  const there = await ports.stacks.read(stack);
  if (there === undefined) return;
  await ports.stacks.remove(there.id, stack);
  const left = await settledStack(ports, stack);
  if (left !== undefined) throw new Unusable(await whyItFailed(ports, left, stack, region));
}
