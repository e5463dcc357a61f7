import { settledStack } from "./await-stack.ts";
import { carryOut } from "./carry-out.ts";
import { isBusy } from "./compare-stack.ts";
import type { Found } from "./found.ts";
import { Halted, haltedAfter } from "./halted.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Ports } from "./ports.ts";
import { type Asked, type Prepared, prepare } from "./prepare.ts";
import { readBack } from "./read-back.ts";
import { readFound } from "./read-found.ts";
import { runJobs, type Tell } from "./run-jobs.ts";
import { stepWords, takesOf } from "./step-words.ts";

/** What would be done: `preview` shows it, `up` carries it out. */
export type Planned = Prepared & { readonly found: Found; readonly plan: Plan };

/** Reads what is there and says what would be done. It changes nothing. Throws `Unusable` and `CloudError`. */
export async function planned(asked: Asked, ports: Ports): Promise<Planned> {
  const found = await readFound(ports, asked.stack, asked.region);
  const prepared = await prepare(asked, found, ports);
  return { ...prepared, found, plan: planOf(prepared.wanted, found) };
}

/** The same, once ROS is not at the stack any more: a run that was interrupted may have begun it. */
export async function plannedOnceSettled(asked: Asked, ports: Ports, tellBusy: () => () => void): Promise<Planned> {
  const first = await ports.stacks.read(asked.stack);
  if (first !== undefined && isBusy(first)) {
    const done = tellBusy();
    await settledStack(ports, asked.stack).finally(done);
  }
  return planned(asked, ports);
}

/** Carries the plan out, and reads everything back. Returns what is there then. Throws `Halted`, also if it is not as wanted. */
export async function up({ plan, wanted }: Planned, ports: Ports, tell: Tell): Promise<Found> {
  const jobs = plan.steps.map((step) => ({
    ...{ words: stepWords(step), takes: takesOf(step) },
    run: () => carryOut(step, wanted, ports),
  }));
  await runJobs(jobs, ports, tell);
  const { found, wrong } = await readBack(wanted, ports).catch(haltedAfter("what is there could not be read back"));
  if (wrong.length > 0)
    throw new Halted(
      `All steps were done, and what is there is not what is wanted.\n${wrong.join("\n")}\nRun this again.`,
    );
  return found;
}
