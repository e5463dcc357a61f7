import type { Policy } from "./policy.ts";
import { policySchema } from "./policy-schema.ts";
import type { Check, Problem } from "./problem.ts";
import { problemsOf } from "./problems-of.ts";

/** A policy, or all that is wrong with it. */
export type Reading = { readonly policy: Policy } | { readonly problems: readonly Problem[] };

/** Reads a parsed value as a policy. A broken one is never half a policy. `besides`: checks that need more than the policy. */
export function readPolicy(value: unknown, besides: readonly Check[] = []): Reading {
  const hidden = hiddenKeys(value, []);
  if (hidden.length > 0) return { problems: hidden };
  const result = policySchema.safeParse(value);
  if (!result.success) return { problems: result.error.issues.flatMap(problemsOf) };
  const problems = besides.flatMap((check) => check(result.data));
  return problems.length > 0 ? { problems } : { policy: result.data };
}

/** zod passes over this key in silence, and a match without it would be a wider one. */
function hiddenKeys(value: unknown, path: Problem["path"]): readonly Problem[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return key === "__proto__" ? [{ path: place, message: "is no key of a policy" }] : hiddenKeys(inner, place);
  });
}
