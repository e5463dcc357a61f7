import type { Policy } from "./policy.ts";

/** Keys of the form that nothing goes by yet. None of them binds a person's own call. */
const keys = ["hooks"] as const;
const keysInRules = ["hook"] as const;

/**
 * What would hold back or ask for more people than this release does, such as `hook of "nights"`; pure. A policy that
 * only observes may have it: nothing is done about events under it.
 */
export const notInForce = (policy: Policy): readonly string[] => (policy.mode === "observe" ? [] : ofEvents(policy));

const ofEvents = (policy: Policy): readonly string[] => [
  ...keys.filter((key) => policy[key] !== undefined),
  ...policy.rules.flatMap((rule) =>
    keysInRules.filter((key) => rule[key] !== undefined).map((key) => `${key} of "${rule.name}"`),
  ),
];

/** What an owner may do about it. */
export const withoutThem = "Take them out, or apply the policy in mode observe";
