import { CloudError } from "./cloud-error.ts";
import { isBusy } from "./compare-stack.ts";
import type { FoundStack } from "./found.ts";
import { actsOnEnsRole, actsRoleOf } from "./names.ts";
import type { Ports } from "./ports.ts";
import { Unusable } from "./unusable.ts";

type Needs = Pick<Ports, "stacks" | "roles" | "pause">;

/** ROS is asked so often, milliseconds: first often, for what ends at once. */
const pausesMs = [100, 200, 500, 1_000, 2_000];
const longestMs = 30 * 60_000;

/** Waits until ROS is not at the stack any more: the stack as it is then, undefined if it is gone. Throws `Unusable` if it takes too long. */
export async function settledStack({ stacks, pause }: Needs, name: string): Promise<FoundStack | undefined> {
  let waitedMs = 0;
  for (let asked = 0; ; asked++) {
    const found = await patientRead(stacks, name);
    if (found === undefined || !isBusy(found)) return found;
    const ms = pausesMs[Math.min(asked, pausesMs.length - 1)] ?? 0;
    if (waitedMs > longestMs)
      throw new Unusable(`The stack ${name} is ${found.status} for half an hour. Look at it in the console of ROS.`);
    await pause(ms);
    waitedMs += ms;
  }
}

/** One answer that did not come says nothing: it is asked again after the pause. */
async function patientRead(stacks: Needs["stacks"], name: string) {
  try {
    return await stacks.read(name);
  } catch (error) {
    if (error instanceof CloudError && error.kind === "throttled") return busyStack;
    throw error;
  }
}

const busyStack: FoundStack = {
  ...{ id: "", status: "UNREAD_IN_PROGRESS", reason: "", template: undefined, mark: undefined },
  ...{ parameters: {}, outputs: {} },
};

/** Why a stack was not made, in one line: a right that another stack has is named first. */
export async function whyItFailed(
  { stacks, roles }: Needs,
  { id, status, reason }: FoundStack,
  name: string,
  region: string,
) {
  const failures = await stacks.failures(id, name);
  for (const [resource, role] of [
    ["RightToAct", actsRoleOf(region)],
    ["RightToActOnEns", actsOnEnsRole],
  ] as const) {
    if (!failures.some((each) => each.resource === resource)) continue;
    const held = await roles.read(role);
    if (held !== undefined)
      return `Another stack has the right to act: ${held.description} An account has it once. Take that stack down first, or install this one with --observe.`;
  }
  const [first] = failures;
  const why = first === undefined ? reason : `${first.resource}: ${first.reason}`;
  return `The stack ${name} came to ${status}. ${why} Mend that, then run this again.`;
}
