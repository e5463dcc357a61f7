import { isDeepStrictEqual } from "node:util";
import type { Ports } from "./ports.ts";
import type { Policy } from "./serverless-yaml.ts";

/** A function's role, by its ARN, and what it is to allow. */
export type WantedRole = { readonly role: string; readonly policy: Policy };

/**
 * In what roles are not as they are wanted, a line each. ROS compares with its own template only, so a policy that somebody has
 * changed is not the stack's to mend. Throws `CloudError`.
 */
export async function wrongRoles(
  wanted: readonly WantedRole[],
  { roles }: Pick<Ports, "roles">,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { role: arn, policy } of wanted) {
    const name = arn.slice(arn.indexOf("/") + 1);
    const [role, document] = await Promise.all([roles.read(name), roles.policy(name)]);
    if (role === undefined) wrong.push(`There is no role ${name}.`);
    else if (!role.trusts.includes("fc.aliyuncs.com"))
      wrong.push(`Functions may not take the role ${name}: let it trust the service fc.aliyuncs.com again.`);
    if (!isDeepStrictEqual(document, policy))
      wrong.push(`The policy ${name} is not what the stack has made: give it its first version again, in RAM.`);
  }
  return wrong;
}
