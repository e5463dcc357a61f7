import type * as z from "zod";
import type { Problem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** What an issue of zod says, a problem for each key; of the forms that a value may have, the one that was meant. */
export function problemsOf(issue: Issue): readonly Problem[] {
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
