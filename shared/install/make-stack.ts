import { settledStack, whyItFailed } from "./await-stack.ts";
import { CloudError } from "./cloud-error.ts";
import type { Ports } from "./ports.ts";
import { Unusable } from "./unusable.ts";
import type { Wanted } from "./wanted.ts";

/** Makes the stack. Throws `CloudError` and `Unusable`. */
export const createStack = (wanted: Wanted, ports: Ports): Promise<void> =>
  madeBy(wanted, ports, () => ports.stacks.create(wanted.stack));

/** Brings the stack that is there to what is wanted. Throws as `createStack` does. */
export const updateStack = (wanted: Wanted, ports: Ports): Promise<void> =>
  madeBy(wanted, ports, async () => {
    const there = await ports.stacks.read(wanted.stack.name);
    if (there !== undefined) await ports.stacks.update(there.id, wanted.stack);
  });

/** Removes what is left of a stack that was never made. */
export async function removeFailedStack({ stack: { name }, region }: Wanted, ports: Ports): Promise<void> {
  const there = await ports.stacks.read(name);
  if (there === undefined) return;
  await ports.stacks.remove(there.id, name);
  const left = await settledStack(ports, name);
  if (left !== undefined) throw new Unusable(await whyItFailed(ports, left, name, region));
}

/** Begins it, and waits for its end. Whoever comes second is told so by ROS. */
async function madeBy({ stack: { name }, region }: Wanted, ports: Ports, begin: () => Promise<void>): Promise<void> {
  await begin().catch((error: unknown) => thrownUnlessBegun(error, name, ports));
  const made = await settledStack(ports, name);
  if (made === undefined) throw new Unusable(`The stack ${name} is not there any more: somebody has removed it.`);
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(made.status)) throw new Unusable(await whyItFailed(ports, made, name, region));
}

/** An answer that did not come says nothing: ROS may be at it. */
async function thrownUnlessBegun(error: unknown, name: string, { stacks }: Ports): Promise<void> {
  if (!(error instanceof CloudError)) throw error;
  if (error.kind === "exists" || error.kind === "busy")
    throw new Unusable(
      `Another run is at the stack ${name} at this moment, and this one has done nothing to it. Let it end, then run this again.`,
    );
  if (error.kind !== "unknown" || (await stacks.read(name)) === undefined) throw error;
}
