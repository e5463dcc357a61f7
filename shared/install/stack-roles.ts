import { ofEns } from "./deployed-functions.ts";
import { actsOnEnsRole, actsRoleOf } from "./names.ts";
import { pascal, type Resource } from "./ros.ts";
import type { Installation } from "./serverless-yaml.ts";

/** Whom roles trust: functions, and nobody else. */
const trust = {
  Version: "1",
  Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: ["fc.aliyuncs.com"] } }],
};

/** A role for each function, with its policy of `vars.roles`. */
export const functionRoles = ({ stack, functions, roles }: Installation): Readonly<Record<string, Resource>> =>
  Object.fromEntries(
    [...functions].map(([name, { role }]): [string, Resource] => {
      const [, roleName = ""] = role.split(":role/");
      const document = roles.get(name);
      if (document === undefined) throw new Error(`s.yaml has no vars.roles.${name}: write what ${name} may do`);
      return [
        `Role${pascal(name)}`,
        {
          Type: "ALIYUN::RAM::Role",
          ...(ofEns.includes(name) && { Condition: "LooksAtEns" }),
          Properties: {
            RoleName: roleName,
            Description: `What the function ${name} of the stack ${stack} may do`,
            AssumeRolePolicyDocument: trust,
            Policies: [{ PolicyName: roleName, PolicyDocument: document }],
          },
        },
      ];
    }),
  );

/**
 * The right to act. An account can have a role of one name once. So a second stack that wants to act fails at this
 * resource, before it has a function, and the description says which stack acts. No resource is named as a parameter is: a
 * reference would be either.
 */
export const rightsToAct = ({ stack, region }: Installation): Readonly<Record<string, Resource>> => ({
  RightToAct: held("HoldsActs", actsRoleOf(region), `The stack ${stack} acts in ${region}. The role gives no right.`),
  RightToActOnEns: held(
    "HoldsActsOnEns",
    actsOnEnsRole,
    `The stack ${stack} in ${region} acts on ENS. The role gives no right.`,
  ),
});

const held = (Condition: string, RoleName: string, Description: string): Resource => ({
  Type: "ALIYUN::RAM::Role",
  Condition,
  Properties: { RoleName, Description, AssumeRolePolicyDocument: trust },
});
