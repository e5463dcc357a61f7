import type { Policy } from "./policy.ts";
import type { Match } from "./rule.ts";
import type { roles } from "./who.ts";

/** What somebody may do. Every role may read; approver, operator and owner may also call; nothing else is implied. */
export type Role = (typeof roles)[number];

/** A person or a program of a policy, as a door has found them. */
export type Somebody = {
  readonly name: string;
  readonly roles: readonly Role[];
  /** What a program may ask for, and on which machines; undefined for a person, who may ask for all. */
  readonly bounds?: { readonly may: readonly string[]; readonly match?: MachineMatch | undefined };
};

type MachineMatch = Pick<Match, "tags" | "zone" | "instances" | "managedBy">;

/** Who comes by FC's own access control: one unnamed person with every role. Who called is recorded as said. */
export const ram: Somebody = { name: "ram", roles: ["viewer", "caller", "approver", "operator", "owner"] };

/** The person or program that a door knows by this identity, such as `webhook:lin`; undefined if the policy names nobody. */
export function whoIs({ people = [], programs = [] }: Policy, identity: string): Somebody | undefined {
  const person = people.find(({ is }) => is.includes(identity));
  if (person !== undefined) return { name: person.name, roles: person.roles };
  const program = programs.find(({ is }) => is.includes(identity));
  return program && { name: program.name, roles: program.roles, bounds: { may: program.may, match: program.match } };
}

/** True iff they may ask for an operation, as far as its name tells. */
export const mayCall = ({ roles, bounds }: Somebody, operation: string): boolean =>
  bounds === undefined
    ? roles.some((role) => role !== "viewer")
    : roles.includes("caller") && bounds.may.includes(operation);
