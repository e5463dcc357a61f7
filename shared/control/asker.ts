import { type Role, ram, type Somebody } from "../policy/who-is.ts";
import { identityOf, type Principal, principalOf } from "../principal.ts";
import type { Steering } from "./steering.ts";

/** Roles that decide. Whoever signs by a shared secret has none of them: a reader of the settings could pass for them. */
const deciding: readonly Role[] = ["approver", "operator", "owner"];

/** Who signs as this principal, by the policy in force; undefined if the policy names nobody. */
export function askerOf({ name, decides }: Principal, { whoIs }: Pick<Steering, "whoIs">): Somebody | undefined {
  const somebody = whoIs(identityOf(name));
  if (somebody === undefined || decides) return somebody;
  return { ...somebody, roles: somebody.roles.filter((role) => !deciding.includes(role)) };
}

/** True iff a principal of this name has the role now. */
export function hasRole(
  role: Role,
  name: string,
  principals: readonly Principal[],
  steering: Pick<Steering, "whoIs">,
): boolean {
  const principal = principalOf(name, principals);
  return principal !== undefined && askerOf(principal, steering)?.roles.includes(role) === true;
}

/** The person behind a name that a door knows, if they may approve by the policy in force; undefined if they may not. */
export function approverOf(
  name: string,
  principals: readonly Principal[],
  steering: Pick<Steering, "whoIs">,
): string | undefined {
  if (name === ram.name) return ram.name;
  const principal = principalOf(name, principals);
  const asker = principal && askerOf(principal, steering);
  return asker?.roles.includes("approver") ? asker.name : undefined;
}

/** Why somebody lacks a role, in words that say what to do. */
export const lacks = (role: Role, { name, decides }: Principal, asker: Somebody | undefined): string => {
  if (asker === undefined) return `the policy in force names nobody who is ${identityOf(name)}`;
  if (!decides && deciding.includes(role))
    return `${asker.name} signs with a shared secret, which proves no decision: ${role} needs a public key (whpk_…)`;
  const { roles, bounds } = asker;
  return bounds === undefined || !roles.includes(role)
    ? `${asker.name} has ${roles.join(", ")}, and not the role ${role}`
    : `${asker.name} may ask for ${bounds.may.join(", ")}`;
};
