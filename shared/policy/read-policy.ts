import type * as z from "zod";
import type { Policy } from "./policy.ts";
import { policySchema } from "./policy-schema.ts";
import type { Problem } from "./problem.ts";

/** A policy, or all that is wrong with it. */
export type Reading = { readonly policy: Policy } | { readonly problems: readonly Problem[] };

/** Reads a parsed value as a policy. A broken one is never half a policy. */
export function readPolicy(value: unknown): Reading {
  const hidden = hiddenKeys(value, []);
  if (hidden.length > 0) return { problems: hidden };
  const result = policySchema.safeParse(value);
  return result.success ? { policy: result.data } : { problems: result.error.issues.flatMap(problemsOf) };
}

/** zod passes over this key in silence, and a match without it would be a wider one. */
function hiddenKeys(value: unknown, path: Problem["path"]): readonly Problem[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return key === "__proto__" ? [{ path: place, message: "is no key of a policy" }] : hiddenKeys(inner, place);
  });
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue): readonly Problem[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const within = ({ path: inner, message }: Problem): Problem => ({ path: [...path, ...inner], message });
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => within({ path: [key], message: messages[index] ?? issue.message }));
  }
  if (issue.code === "invalid_key") return [within({ path: [], message: issue.issues[0]?.message ?? issue.message })];
  if (issue.code === "invalid_union") return meant(issue.errors).flatMap(problemsOf).map(within);
  return [{ path, message: issue.message }];
}

/** Of the forms that a value may have, the one that was meant: what is wrong with it lies deepest. */
function meant(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depthOf = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  const deepest = Math.max(0, ...branches.map(depthOf));
  return branches.find((issues) => depthOf(issues) === deepest) ?? [];
}
