import { CloudError } from "./cloud-error.ts";
import { type Change, compare } from "./compare.ts";
import type { Ports } from "./ports.ts";
import type { WantedFunction } from "./wanted.ts";

/** The stack that is changed, and what it is to have: nothing, if it is taken down. */
type Target = { readonly stack: { readonly name: string }; readonly functions: readonly WantedFunction[] };

/**
 * Changes one part of a function. An answer that did not come, or that says that it is there already, is no failure if the
 * part is as wanted: it may be this very call that made it. Throws `CloudError`.
 */
export async function makeChange(
  change: Change,
  { stack, functions }: Target,
  ports: Pick<Ports, "functions">,
): Promise<void> {
  const wanted = functions.filter(({ name }) => name === change.name);
  try {
    await (change.how === "remove" ? removed(change, ports) : brought(change, wanted[0], ports));
  } catch (error) {
    if (!(error instanceof CloudError) || !["unknown", "exists"].includes(error.kind)) throw error;
    if (!(await isMade(change, stack.name, wanted, ports))) throw error;
  }
}

async function isMade(
  change: Change,
  stack: string,
  wanted: readonly WantedFunction[],
  { functions }: Pick<Ports, "functions">,
) {
  const found = await functions.read(change.name);
  const { changes, foreign } = compare(stack, wanted, found === undefined ? [] : [found]);
  return foreign.length === 0 && !changes.some((left) => isSamePart(left, change));
}

const isSamePart = (one: Change, other: Change) => one.of === other.of && triggerIn(one) === triggerIn(other);
const triggerIn = (change: Change) => (change.of === "trigger" ? change.trigger : undefined);

const removed = (change: Change, { functions }: Pick<Ports, "functions">) =>
  change.of === "trigger" ? functions.removeTrigger(change.name, change.trigger) : functions.remove(change.name);

async function brought(
  change: Change,
  wanted: WantedFunction | undefined,
  { functions }: Pick<Ports, "functions">,
): Promise<void> {
  if (wanted === undefined) return;
  switch (change.of) {
    case "function":
      if (change.how === "create") return functions.create(wanted);
      return functions.update(wanted, change.differs.includes("code"));
    case "concurrency":
      return functions.putConcurrency(wanted);
    case "queue":
      return functions.putQueue(wanted);
    default:
      return bringTrigger(change.trigger, change.how, wanted, functions);
  }
}

async function bringTrigger(
  name: string,
  how: Change["how"],
  wanted: WantedFunction,
  { createTrigger, updateTrigger }: Ports["functions"],
): Promise<void> {
  const trigger = wanted.triggers.get(name);
  if (trigger === undefined) return;
  await (how === "create" ? createTrigger : updateTrigger)(wanted.name, name, trigger);
}
