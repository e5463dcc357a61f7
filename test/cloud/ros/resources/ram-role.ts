import * as z from "zod";
import type { Statement } from "../../core/principals.ts";
import type { RoleWish } from "../../ram/roles.ts";
import { RpcError } from "../../rpc/rpc-error.ts";
import { defineResource, type Made, ResourceError, tagList, truth, wholeNumber } from "./resource-type.ts";

const principal = z.strictObject({
  Service: z.array(z.string()).optional(),
  RAM: z.array(z.string()).optional(),
  Federated: z.array(z.string()).optional(),
});

const trust = z.strictObject({
  Version: z.string(),
  Statement: z.array(
    z.strictObject({ Action: z.string(), Effect: z.string(), Principal: principal, Condition: z.unknown().optional() }),
  ),
});

/** Action and Resource are lists: a text alone is refused by ROS's own class (ros-cdk-ram). */
const document = z.strictObject({
  Version: z.string(),
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(["Allow", "Deny"]),
      Action: z.array(z.string()).min(1),
      Resource: z.array(z.string()).min(1),
      Condition: z
        .strictObject({ StringEquals: z.record(z.string(), z.union([z.string(), z.array(z.string())])) })
        .optional(),
    }),
  ),
});

const properties = z.strictObject({
  RoleName: z.string().regex(/^[\w.-]{1,64}$/),
  AssumeRolePolicyDocument: trust,
  Description: z.string().max(1_024).default(""),
  MaxSessionDuration: wholeNumber.pipe(z.int().min(3_600).max(43_200)).default(3_600),
  DeletionForce: truth.optional(),
  IgnoreExisting: z.literal(false, { error: "is not done here: a role that exists is somebody's." }).optional(),
  Policies: z
    .array(
      z.strictObject({
        PolicyName: z.string().regex(/^[A-Za-z0-9-]{1,128}$/),
        PolicyDocument: document,
        Description: z.string().default(""),
      }),
    )
    .default([]),
  Tags: tagList.optional(),
});

type Properties = z.output<typeof properties>;

const wishOf = (said: Properties): RoleWish => ({
  roleName: said.RoleName,
  trust: said.AssumeRolePolicyDocument,
  description: said.Description,
  maxSessionSeconds: said.MaxSessionDuration,
  policies: said.Policies.map(({ PolicyName, PolicyDocument, Description }) => ({
    policyName: PolicyName,
    description: Description,
    document: { ...PolicyDocument, Statement: PolicyDocument.Statement satisfies readonly Statement[] },
  })),
});

/** ALIYUN::RAM::Role: its policies are policies of the account, attached to it. */
export const ramRole = defineResource({
  name: "ALIYUN::RAM::Role",
  properties,
  fixed: ["RoleName"],
  attributes: ["RoleId", "RoleName", "Arn"],
  rights: ({ RoleName, Policies }, { accountId }) => ({
    resource: `acs:ram:*:${accountId}:role/${RoleName}`,
    create: ["ram:CreateRole", ...(Policies.length === 0 ? [] : ["ram:CreatePolicy", "ram:AttachPolicyToRole"])],
    update: ["ram:UpdateRole", "ram:CreatePolicyVersion"],
    remove: ["ram:DeleteRole", ...(Policies.length === 0 ? [] : ["ram:DetachPolicyFromRole", "ram:DeletePolicy"])],
  }),
  create: (said, { roles }) => asMade(() => roles.create(wishOf(said))),
  update: (said, { roles }) => asMade(() => roles.update(wishOf(said))).attributes,
  remove: ({ RoleName }, { roles }) => roles.remove(RoleName),
});

function asMade(act: () => { readonly roleName: string; readonly roleId: string; readonly arn: string }): Made {
  try {
    const { roleName, roleId, arn } = act();
    return { physicalId: roleName, attributes: { RoleId: roleId, RoleName: roleName, Arn: arn } };
  } catch (error) {
    if (error instanceof RpcError) throw new ResourceError(error.row.code, error.row.message);
    throw error;
  }
}
