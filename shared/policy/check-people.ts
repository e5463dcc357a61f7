import type { Policy } from "./policy.ts";
import type { Check, Problem } from "./problem.ts";

/** One identity is one person, and nobody waits for more people than there are. */
export const checkPeople: Check = (policy) => [...sharedIdentities(policy), ...tooFew(policy)];

function sharedIdentities({ people = [], programs = [] }: Policy): readonly Problem[] {
  const all = [
    ...people.flatMap(({ name, is }, index) => is.map((id, at) => ({ id, name, path: ["people", index, "is", at] }))),
    ...programs.flatMap(({ name, is }, index) =>
      is.map((id, at) => ({ id, name, path: ["programs", index, "is", at] })),
    ),
  ];
  return all.flatMap(({ id, path }, index) => {
    const first = all.findIndex((other) => other.id === id);
    return first === index
      ? []
      : [{ path, message: `${id} is ${all[first]?.name} already; an identity is of one person` }];
  });
}

/** Without people, a yes comes by the owner's own account, which is one unnamed person. */
function tooFew({ rules, asking, people = [] }: Policy): readonly Problem[] {
  const approvers = people.filter(({ roles }) => roles.includes("approver")).map(({ name }) => name);
  const wanted = [
    ...rules.map(({ approvals = 1 }, index) => ({ approvals, path: ["rules", index, "approvals"] })),
    ...Object.entries(asking?.approvals ?? {}).map(([loss, approvals = 1]) => ({
      approvals,
      path: ["asking", "approvals", loss],
    })),
  ];
  return wanted
    .filter(({ approvals }) => approvals > Math.max(1, approvers.length))
    .map(({ approvals, path }) => ({
      path,
      message: `wants ${approvals} approvers, and people has ${approvers.length === 0 ? "none" : approvers.join(", ")}`,
    }));
}
