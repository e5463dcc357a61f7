import type { Loss } from "../loss.ts";
import { operations } from "../operations/index.ts";
import { type Answer, documented } from "./documented.ts";
import { matched } from "./matched.ts";
import { modes } from "./modes.ts";
import type { Policy } from "./policy.ts";
import type { Rule } from "./rule.ts";
import type { Subject } from "./subject.ts";

/** What a policy says about an event on a machine. */
export type Decision = {
  /** The rule that decided, by its name. */
  readonly rule: string;
  /** The operation that answers the event; undefined if none is to. */
  readonly do: string | undefined;
  /** The parameters that the rule gives; the others are the event's. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The rule's mode, cut to the policy's. */
  readonly mode: Policy["mode"];
  /** How many people must say yes, in mode ask. */
  readonly approvals: number;
  /** What may be lost without a person. */
  readonly mayLose: readonly Loss[];
  /** The window in which it may begin, if it is planned maintenance. */
  readonly window: string | undefined;
  /** A sentence that a person can check. */
  readonly why: string;
};

/**
 * What a policy says about an event in its present status on this machine; pure. The first rule that matches decides
 * alone. Throws if none does: the last rule of a policy matches everything.
 */
export function decide(policy: Policy, subject: Subject): Decision {
  const { rule, words } = firstMatch(policy.rules, subject);
  const { do: name, why } = answerOf(rule, policy, subject);
  const by = words === undefined ? "as none above it matches" : `by ${words.join(", ")}`;
  return {
    rule: rule.name,
    do: name,
    input: name === undefined ? {} : (rule.input ?? {}),
    mode: lower(rule.mode ?? "act", policy.mode),
    approvals: rule.approvals ?? 1,
    mayLose: rule.mayLose ?? [],
    window: rule.window,
    why: `rule "${rule.name}", ${by.slice(0, mostWords)}: ${why}`,
  };
}

/** Characters for what matched: a reason on record may have 512. A policy may name 20 tags. */
const mostWords = 256;

function firstMatch(rules: readonly Rule[], subject: Subject) {
  for (const rule of rules) {
    if (rule.match === undefined) return { rule, words: undefined };
    const words = matched(rule.match, subject);
    if (words !== undefined) return { rule, words };
  }
  throw new Error("The policy's last rule has a match: it was not checked.");
}

/** An operation that a rule names acts only where something answers the event in its present status on this machine. */
function answerOf(rule: Rule, { disputes }: Policy, subject: Subject): Answer {
  if (rule.do === "nothing") return { do: undefined, why: "nothing is to be done" };
  const answer = documented(disputes, subject, subject.hasLocalDisks);
  if (rule.do === "documented" || answer.do === undefined) return answer;
  const operation = operations.find(({ name }) => name === rule.do);
  const { product, type, status } = subject;
  if (operation === undefined || operation.product !== product)
    return { do: undefined, why: `${rule.do} is not of ${product}` };
  return { do: operation.name, why: `it names ${operation.name} for ${type} in ${status}` };
}

const lower = (a: Policy["mode"], b: Policy["mode"]) => (modes.indexOf(a) < modes.indexOf(b) ? a : b);
