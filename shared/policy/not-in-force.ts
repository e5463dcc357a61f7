import type { Policy } from "./policy.ts";

/**
 * Keys of the form that nothing goes by yet. Those `forCalls` would hold back a person's own call as well, which acts in
 * every mode.
 */
const keys = {
  forCalls: ["freezes"],
  forEvents: ["windows", "guardBand", "hooks", "notices"],
  inRules: ["window", "hook"],
} as const;

/**
 * What would hold back or ask for more people than this release does, such as `window of "nights"`; pure. A policy that
 * only observes may have what is about events alone: nothing is done about them under it.
 */
export const notInForce = (policy: Policy): readonly string[] => [
  ...keys.forCalls.filter((key) => policy[key] !== undefined),
  ...(policy.mode === "observe" ? [] : ofEvents(policy)),
];

const ofEvents = (policy: Policy): readonly string[] => [
  ...keys.forEvents.filter((key) => policy[key] !== undefined),
  ...(policy.asking?.remindEvery === undefined ? [] : ["remindEvery of asking"]),
  ...policy.rules.flatMap((rule) =>
    [...keys.inRules.filter((key) => rule[key] !== undefined), ...((rule.approvals ?? 1) > 1 ? ["approvals"] : [])].map(
      (key) => `${key} of "${rule.name}"`,
    ),
  ),
];

/** What an owner may do about it. */
export const withoutThem = (policy: Policy): string =>
  keys.forCalls.some((key) => policy[key] !== undefined)
    ? "Take them out"
    : "Take them out, or apply the policy in mode observe";
