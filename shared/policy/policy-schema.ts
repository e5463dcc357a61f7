import { checks } from "./checks.ts";
import { policyKeys } from "./policy.ts";

/** The schema of a policy. What needs several keys to be judged is judged once each key has its form. */
export const policySchema = policyKeys.superRefine((policy, context) => {
  for (const { path, message } of checks.flatMap((check) => check(policy)))
    context.addIssue({ code: "custom", path: [...path], message });
});
