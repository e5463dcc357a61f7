import type { Policy } from "../policy/policy.ts";

/** The owner's hook around what a rule begins. */
export type HookUnder = {
  /** Its name in the policy. */
  readonly name: string;
  /** False: it is told after alone. */
  readonly asksBefore: boolean;
};

/** The hook that a policy has for what this rule begins; pure. */
export function hookUnder({ rules, hooks = {} }: Policy, rule: string): HookUnder | undefined {
  const name = rules.find((one) => one.name === rule)?.hook;
  const hook = name === undefined ? undefined : hooks[name];
  return name === undefined || hook === undefined ? undefined : { name, asksBefore: hook.before !== undefined };
}

/** What a person reads of it: nothing is sent before it is ready. */
export const hookWords = ({ name, asksBefore }: HookUnder) =>
  asksBefore ? `asks hook ${name} before` : `tells hook ${name} after`;
