import { isOurs } from "./compare.ts";
import type { Found } from "./found.ts";
import { planOf } from "./plan.ts";
import type { Ports } from "./ports.ts";
import { readFound } from "./read-found.ts";
import { stepWords } from "./step-words.ts";
import { releaseSetting, type Wanted } from "./wanted.ts";
import { wrongRoles } from "./wrong-roles.ts";

/** What is there after all steps, and in what it is not as wanted, a line each. No answer to a step is believed. */
export async function readBack(wanted: Wanted, ports: Ports): Promise<{ found: Found; wrong: readonly string[] }> {
  const found = await readFound(ports, wanted.stack.name, wanted.region);
  const { refusals, steps } = planOf(wanted, found);
  const left = steps.map((step) => `It is still to be done: ${stepWords(step)}.`);
  const roles = wanted.functions.map(({ properties: { role }, policy }) => ({ role, policy }));
  return { found, wrong: [...refusals, ...mixture(wanted, found), ...left, ...(await wrongRoles(roles, ports))] };
}

/** Functions of two releases are no installation that anybody has tested. */
function mixture({ release, stack: { name } }: Wanted, { functions }: Found): readonly string[] {
  const others = functions.filter((one) => isOurs(one, name) && one.environment[releaseSetting] !== release);
  return others.map(
    (one) => `${one.name} is of the release ${one.environment[releaseSetting] ?? "?"}, not of ${release}: a mixture.`,
  );
}
