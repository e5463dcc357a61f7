import type { Policy } from "./policy.ts";

/** Keys of the form that nothing goes by yet, in the policy and in a rule. */
const keys = {
  policy: ["windows", "freezes", "guardBand", "limits", "repeat", "breaker", "hooks", "notices"],
  rule: ["window", "hook"],
} as const;

/**
 * What would hold back or ask for more people than this release does, such as `window of "nights"`; pure. A policy that
 * only observes may have it: nothing is done under it.
 */
export const notInForce = (policy: Policy): readonly string[] =>
  policy.mode === "observe"
    ? []
    : [
        ...keys.policy.filter((key) => policy[key] !== undefined),
        ...(policy.asking?.remindEvery === undefined ? [] : ["remindEvery of asking"]),
        ...policy.rules.flatMap((rule) =>
          [
            ...keys.rule.filter((key) => rule[key] !== undefined),
            ...((rule.approvals ?? 1) > 1 ? ["approvals"] : []),
          ].map((key) => `${key} of "${rule.name}"`),
        ),
      ];
