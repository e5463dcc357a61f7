import * as z from "zod";
import type { Holds } from "../core/guesses.ts";
import { type Action, createDefineAction } from "../rpc/define-action.ts";
import { integerText } from "../rpc/integer-text.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { ramErrors } from "./ram-errors.ts";
import type { Role, Roles } from "./roles.ts";

export type RamState = { readonly roles: Roles; readonly holds: Holds };

const defineAction = createDefineAction<RamState>({
  ignoresUnknown: () => false,
  missing: (name) => ramErrors.missing(name),
  malformed: ([name]) => ramErrors.invalid(String(name)),
});

const getRole = defineAction({
  name: "GetRole",
  changesWorld: false,
  params: z.strictObject({ RoleName: z.string() }),
  errors: [ramErrors.noRole("")],
  run: ({ roles }, { RoleName }) => ({ Role: wholeRole(roleFor(roles, RoleName)) }),
});

/** A page has 100 roles at most, by name. */
const listRoles = defineAction({
  name: "ListRoles",
  changesWorld: false,
  params: z.strictObject({ Marker: z.string().default(""), MaxItems: integerText.optional() }),
  errors: [],
  run: ({ roles }, { Marker, MaxItems = 100 }) => {
    const wanted = roles
      .all()
      .filter(({ roleName }) => roleName >= Marker)
      .toSorted((a, b) => (a.roleName < b.roleName ? -1 : 1));
    const next = wanted[MaxItems];
    const listed = wanted.slice(0, MaxItems).map(shownRole);
    return { Roles: { Role: listed }, IsTruncated: next !== undefined, ...(next && { Marker: next.roleName }) };
  },
});

const listPoliciesForRole = defineAction({
  name: "ListPoliciesForRole",
  changesWorld: false,
  params: z.strictObject({ RoleName: z.string() }),
  errors: [ramErrors.noRole("")],
  run: ({ roles }, { RoleName }) => {
    const { policies } = roleFor(roles, RoleName);
    const listed = policies.map(({ policyName, description, createdMs }) => ({
      PolicyName: policyName,
      PolicyType: "Custom",
      Description: description,
      DefaultVersion: "v1",
      AttachDate: isoSeconds(createdMs),
    }));
    return { Policies: { Policy: listed } };
  },
});

const policyParams = z.strictObject({ PolicyName: z.string(), PolicyType: z.enum(["Custom", "System"]) });

const getPolicy = defineAction({
  name: "GetPolicy",
  changesWorld: false,
  params: policyParams,
  errors: [ramErrors.noPolicy("")],
  run: ({ roles }, said) => {
    const { policyName, description, createdMs, document } = policyFor(roles, said);
    return {
      Policy: {
        PolicyName: policyName,
        PolicyType: "Custom",
        Description: description,
        DefaultVersion: "v1",
        AttachmentCount: 1,
        CreateDate: isoSeconds(createdMs),
        UpdateDate: isoSeconds(createdMs),
      },
      DefaultPolicyVersion: shownVersion(document, createdMs),
    };
  },
});

/** A policy has one version here: what changes it makes a new first one. */
const getPolicyVersion = defineAction({
  name: "GetPolicyVersion",
  changesWorld: false,
  params: policyParams.extend({ VersionId: z.string() }),
  errors: [ramErrors.noPolicy(""), ramErrors.noVersion("")],
  run: ({ roles }, { VersionId, ...said }) => {
    const { document, createdMs } = policyFor(roles, said);
    if (VersionId !== "v1") throw new RpcError(ramErrors.noVersion(VersionId));
    return { PolicyVersion: shownVersion(document, createdMs) };
  },
});

/** The RAM actions that the local cloud knows: those of a reader. */
export const ramActions: ReadonlyMap<string, Action<RamState>> = new Map(
  [getRole, listRoles, listPoliciesForRole, getPolicy, getPolicyVersion].map((action) => [action.name, action]),
);

function roleFor(roles: Roles, roleName: string): Role {
  const role = roles.find(roleName);
  if (role === undefined) throw new RpcError(ramErrors.noRole(roleName));
  return role;
}

function policyFor(roles: Roles, { PolicyName, PolicyType }: z.output<typeof policyParams>) {
  const policies = roles.all().flatMap((role) => role.policies);
  const found = policies.find(({ policyName }) => policyName === PolicyName);
  if (found === undefined || PolicyType === "System") throw new RpcError(ramErrors.noPolicy(PolicyName));
  return found;
}

const shownRole = ({ roleName, roleId, arn, description, maxSessionSeconds, createdMs, updatedMs }: Role) => ({
  RoleName: roleName,
  RoleId: roleId,
  Arn: arn,
  Description: description,
  MaxSessionDuration: maxSessionSeconds,
  CreateDate: isoSeconds(createdMs),
  UpdateDate: isoSeconds(updatedMs),
});

const wholeRole = (role: Role) => ({ ...shownRole(role), AssumeRolePolicyDocument: JSON.stringify(role.trust) });

const shownVersion = (document: object, createdMs: number) => ({
  PolicyDocument: JSON.stringify(document),
  VersionId: "v1",
  IsDefaultVersion: true,
  CreateDate: isoSeconds(createdMs),
});

const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
