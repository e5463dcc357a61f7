import { isDeepStrictEqual } from "node:util";
import { isOurs } from "./compare.ts";
import type { Found } from "./found.ts";
import { planOf } from "./plan.ts";
import type { Ports } from "./ports.ts";
import { readFound } from "./read-found.ts";
import { stepWords } from "./step-words.ts";
import { releaseSetting, type Wanted } from "./wanted.ts";

/** What is there after all steps, and in what it is not as wanted, a line each. No answer to a step is believed. */
export async function readBack(wanted: Wanted, ports: Ports): Promise<{ found: Found; wrong: readonly string[] }> {
  const found = await readFound(ports, wanted.stack.name, wanted.region);
  const { refusals, steps } = planOf(wanted, found);
  const left = steps.map((step) => `It is still to be done: ${stepWords(step)}.`);
  return {
    found,
    wrong: [...refusals, ...mixture(wanted, found), ...left, ...(await rolesThatAreWrong(wanted, ports))],
  };
}

/** Functions of two releases are no installation that anybody has tested. */
function mixture({ release, stack: { name } }: Wanted, { functions }: Found): readonly string[] {
  const others = functions.filter((one) => isOurs(one, name) && one.environment[releaseSetting] !== release);
  return others.map(
    (one) => `${one.name} is of the release ${one.environment[releaseSetting] ?? "?"}, not of ${release}: a mixture.`,
  );
}

/** A role whose policy somebody has changed is not the stack's to mend: ROS compares with its own template only. */
async function rolesThatAreWrong({ functions }: Wanted, { roles }: Pick<Ports, "roles">): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { properties, policy } of functions) {
    const name = properties.role.slice(properties.role.indexOf("/") + 1);
    const [role, document] = await Promise.all([roles.read(name), roles.policy(name)]);
    if (role === undefined) wrong.push(`There is no role ${name}.`);
    else if (!role.trusts.includes("fc.aliyuncs.com"))
      wrong.push(`Functions may not take the role ${name}: let it trust the service fc.aliyuncs.com again.`);
    if (!isDeepStrictEqual(document, policy))
      wrong.push(`The policy ${name} is not what the stack has made: give it its first version again, in RAM.`);
  }
  return wrong;
}
