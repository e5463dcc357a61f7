import type { Policy } from "./policy.ts";
import type { Check, Problem } from "./problem.ts";
import { ram } from "./who-is.ts";

/** One identity is one person, and nobody waits for more people than there are. */
export const checkPeople: Check = (policy) => [
  ...sharedIdentities(policy),
  ...borrowedNames(policy),
  ...tooFew(policy),
];

/** Records tell people by the policy's name, or by what signed: a name that is another's would read as the wrong human. */
function borrowedNames({ people = [], programs = [] }: Policy): readonly Problem[] {
  const all = [
    ...people.map((person, index) => ({ ...person, path: ["people", index, "name"] })),
    ...programs.map((program, index) => ({ ...program, path: ["programs", index, "name"] })),
  ];
  return all.flatMap(({ name, is, path }) => {
    if (name === ram.name)
      return [{ path, message: `${name} is whoever comes by a direct invoke; choose another name` }];
    const other = all.find((one) => one.is.includes(`webhook:${name}`) && !is.includes(`webhook:${name}`));
    return other === undefined
      ? []
      : [{ path, message: `is how ${other.name} signs (webhook:${name}); choose another name` }];
  });
}

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
