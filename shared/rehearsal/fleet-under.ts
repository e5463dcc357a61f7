import { asList } from "../policy/forms.ts";
import { matched } from "../policy/matched.ts";
import type { Policy } from "../policy/policy.ts";
import type { Rule } from "../policy/rule.ts";
import { productOf, type Subject } from "../policy/subject.ts";
import type { Machine } from "../remediation/machine.ts";

/** How many machines a rule may decide about, and how many its own keys match, whatever stands above it. */
type RuleCount = { readonly rule: string; readonly machines: number; readonly matches: number };

export type FleetUnder = {
  readonly machines: number;
  readonly rules: readonly RuleCount[];
  /** Sentences about what is likely a mistake. */
  readonly warnings: readonly string[];
};

/**
 * How many machines each rule of a policy may decide about; pure. A machine alone does not say which event comes: a rule
 * counts each machine that its keys about machines match, and that no rule above takes whatever the event.
 */
export function fleetUnder({ rules }: Policy, machines: readonly Machine[]): FleetUnder {
  const taken = machines.map((machine) => takers(rules, machine));
  const counts = rules.map((rule, index) => ({
    rule: rule.name,
    machines: taken.filter((places) => places.includes(index)).length,
    matches: machines.filter((machine) => mayTake(rule, machine)).length,
  }));
  const empty = machines.length === 0 ? ["No machine is listed, so no rule could be tried."] : [];
  return { machines: machines.length, rules: counts, warnings: [...empty, ...warningsOf(rules, counts)] };
}

/** The places of the rules that may decide about an event of this machine. */
function takers(rules: readonly Rule[], machine: Machine): readonly number[] {
  const last = rules.findIndex((rule) => mayTake(rule, machine) && isWhateverTheEvent(rule));
  return rules.flatMap((rule, index) => (index <= last && mayTake(rule, machine) ? index : []));
}

function mayTake({ match }: Rule, { product, instanceId, tags, zone }: Machine): boolean {
  if (match === undefined) return true;
  const { event, status: _, planned: __, ...ofMachine } = match;
  if (event !== undefined && !asList(event).some((type) => productOf(type) === product)) return false;
  return matched(ofMachine, { ...anyEvent, product, instanceId, tags, zone }) !== undefined;
}

/** Asked of no key about events. */
const anyEvent: Omit<Subject, "product" | "instanceId"> = {
  eventId: "",
  type: "",
  status: "",
  planned: true,
  hasLocalDisks: false,
};

const isWhateverTheEvent = ({ match }: Rule) =>
  match === undefined || (match.event === undefined && match.status === undefined && match.planned === undefined);

/** The last rule is for what is left, which may be nothing. */
const warningsOf = (rules: readonly Rule[], counts: readonly RuleCount[]) =>
  counts.flatMap(({ rule, machines, matches }, index) => {
    if (machines > 0 || rules[index]?.match === undefined) return [];
    return matches === 0
      ? `No machine matches rule "${rule}".`
      : `Rule "${rule}" never decides: rules above it take all ${matches} machines that it matches.`;
  });
