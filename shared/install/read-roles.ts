import type { Unread } from "../doctor/outside.ts";
import { functionNameOf } from "../function-name.ts";
import { deployedFunctions } from "./deployed-functions.ts";
import type { Ports } from "./ports.ts";
import { readInstallation } from "./serverless-yaml.ts";
import { isTrue } from "./wanted-stack.ts";
import { type WantedRole, wrongRoles } from "./wrong-roles.ts";

type Needs = Pick<Ports, "functions" | "stacks" | "roles">;

/** Which stack, and the text of s.yaml; undefined: the program does not stand in a checkout. */
export type RolesAsked = { readonly stack: string; readonly region: string; readonly yaml: string | undefined };

/** In what the roles of a stack are not as s.yaml has them, a line each. Throws `CloudError`, and `Unusable` for that s.yaml. */
export async function readRoles(needs: Needs, asked: RolesAsked): Promise<readonly string[] | Unread> {
  const { stack, yaml } = asked;
  if (yaml === undefined)
    return { failed: "There is no s.yaml above this program to compare them with.", mend: "Ask from a checkout." };
  const [ros, console] = await Promise.all([
    needs.stacks.read(stack),
    needs.functions.read(functionNameOf(stack, "console")),
  ]);
  const account = /^acs:ram::(\d+):/.exec(String(console?.properties["role"]))?.[1];
  if (ros === undefined || account === undefined)
    return {
      failed: "ROS has no stack of this name, so its parameters are not known.",
      mend: `Compare the roles ${stack}-<region>-<function> with vars.roles of s.yaml.`,
    };
  return wrongRoles(wantedRoles(yaml, account, ros.parameters, asked), needs);
}

/** Of the settings only those count that roles rest on, which the stack's parameters are. */
function wantedRoles(
  yaml: string,
  accountId: string,
  parameters: Readonly<Record<string, string>>,
  { stack: STACK, region: ALIBABA_CLOUD_REGION }: RolesAsked,
): readonly WantedRole[] {
  const { Ledger: ledger = STACK, HooksService: HOOKS_SERVICE = "-", Ens } = parameters;
  const settings = { STACK, ALIBABA_CLOUD_REGION, HOOKS_SERVICE, ENS: isTrue(Ens) ? "1" : "0" };
  const env = (name: string) => ({ ...settings })[name] ?? "-";
  const installation = readInstallation(yaml, { env, accountId, instead: { ledger } });
  return deployedFunctions(installation).flatMap(([key, { role }]) => {
    const policy = installation.roles.get(key);
    return policy === undefined ? [] : [{ role, policy }];
  });
}
