import { randomBytes } from "node:crypto";
import type { Statement } from "../core/principals.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { ramErrors } from "./ram-errors.ts";

type Document = Readonly<Record<string, unknown>>;

/** A policy of the account's own, attached to the role that it was made with. */
type Policy = {
  readonly policyName: string;
  readonly description: string;
  readonly document: Document & { readonly Statement: readonly Statement[] };
  readonly createdMs: number;
};

/** What is said of a role when it is made or changed. */
export type RoleWish = {
  readonly roleName: string;
  /** Who may assume it. */
  readonly trust: Document;
  readonly description: string;
  readonly maxSessionSeconds: number;
  readonly policies: readonly Omit<Policy, "createdMs">[];
};

export type Role = Omit<RoleWish, "policies"> & {
  readonly roleId: string;
  readonly arn: string;
  readonly policies: readonly Policy[];
  readonly createdMs: number;
  readonly updatedMs: number;
};

/** The roles of the account, in all regions. */
export type Roles = {
  readonly all: () => readonly Role[];
  readonly find: (roleName: string) => Role | undefined;
  /** What the role of this ARN may do now; nothing once it is gone. */
  readonly statementsOf: (arn: string) => readonly Statement[];
  /** Throws RpcError if the role, or one of its policies, exists. */
  readonly create: (wish: RoleWish) => Role;
  /** Throws RpcError if another role has a policy of the name. */
  readonly update: (wish: RoleWish) => Role;
  readonly remove: (roleName: string) => void;
};

type Needs = { readonly accountId: string; readonly nowMs: () => number };

/** Roles and their policies: both names are unique in an account (ram 2015-05-01, CreateRole and CreatePolicy). */
export function createRoles({ accountId, nowMs }: Needs): Roles {
  const roles = new Map<string, Role>();
  const checkPolicies = ({ roleName, policies }: RoleWish) => {
    const others = [...roles.values()].filter((role) => role.roleName !== roleName).flatMap((role) => role.policies);
    const taken = policies.find(({ policyName }) => others.some((other) => other.policyName === policyName));
    if (taken !== undefined) throw new RpcError(ramErrors.policyExists(taken.policyName));
  };
  const put = (wish: RoleWish, { roleId, createdMs }: Pick<Role, "roleId" | "createdMs">): Role => {
    const arn = `acs:ram::${accountId}:role/${wish.roleName.toLowerCase()}`;
    const policies = wish.policies.map((policy) => ({ ...policy, createdMs: nowMs() }));
    const role = { ...wish, arn, roleId, policies, createdMs, updatedMs: nowMs() };
    roles.set(wish.roleName, role);
    return role;
  };
  const find = (roleName: string) => roles.get(roleName);
  return {
    all: () => [...roles.values()],
    find,
    statementsOf: (arn) => {
      const role = [...roles.values()].find((candidate) => candidate.arn === arn.toLowerCase());
      return role?.policies.flatMap(({ document }) => document.Statement) ?? [];
    },
    create: (wish) => {
      if (roles.has(wish.roleName)) throw new RpcError(ramErrors.roleExists);
      checkPolicies(wish);
      return put(wish, { roleId: `${3e17 + randomBytes(6).readUIntBE(0, 6)}`, createdMs: nowMs() });
    },
    update: (wish) => {
      const role = find(wish.roleName);
      if (role === undefined) throw new RpcError(ramErrors.noRole(wish.roleName));
      checkPolicies(wish);
      return put(wish, role);
    },
    remove: (roleName) => void roles.delete(roleName),
  };
}

/** Whether a service may assume the role. */
export const trusts = ({ trust }: Pick<Role, "trust">, service: string): boolean =>
  JSON.stringify(trust).includes(`"${service}"`);
