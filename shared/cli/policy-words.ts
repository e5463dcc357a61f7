import type { Decision } from "../policy/decide.ts";
import { hashOf } from "../policy/hash.ts";
import { needsFacts } from "../policy/needs-facts.ts";
import type { Policy } from "../policy/policy.ts";
import { type HookUnder, hookUnder, hookWords } from "../rehearsal/hook-under.ts";
import type { Located } from "./policy-text.ts";

/** A problem as compilers write it, so that editors find the place. */
export const problemLine = (file: string, { line, column, key, message }: Located) =>
  `${file}:${line}:${column}: ${key === "" ? "" : `${key}: `}${message}`;

/** A policy in a few facts. */
export const summaryOf = (policy: Policy) => ({
  rules: policy.rules.length,
  mode: policy.mode,
  hash: hashOf(policy),
  needs: Object.entries(needsFacts(policy)).flatMap(([fact, isNeeded]) => (isNeeded ? [fact] : [])),
});

/** The same, in words. */
export function policyWords(policy: Policy): string {
  const { rules, mode, hash, needs } = summaryOf(policy);
  const facts = `The rules ask for ${needs.join(" and ") || "no facts"} of a machine.`;
  return `OK, ${rules} ${rules === 1 ? "rule" : "rules"}, mode ${mode}. ${facts}\nhash ${hash}`;
}

/** The hook around what a policy decides; undefined where nothing is begun. */
export const hookAround = (policy: Policy, { rule, do: name, mode }: Decision) =>
  name === undefined || mode === "observe" ? undefined : hookUnder(policy, rule);

/** What was decided, a line for each thing. */
export const decisionWords = (
  { rule, do: name, input, mode, mayLose, window, why }: Decision,
  hook: HookUnder | undefined,
) =>
  Object.entries({
    rule,
    do: name ?? "nothing",
    ...(Object.keys(input).length > 0 && { input: JSON.stringify(input) }),
    mode,
    ...(mayLose.length > 0 && { "may lose": mayLose.join(", ") }),
    ...(window !== undefined && { window }),
    ...(hook && { hook: hookWords(hook) }),
    why,
  })
    .map(([what, words]) => `${what.padEnd(9)}${words}`)
    .join("\n");
