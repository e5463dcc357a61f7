import { canonical } from "../policy/hash.ts";
import { matched } from "../policy/matched.ts";
import type { Policy } from "../policy/policy.ts";
import type { Rule } from "../policy/rule.ts";
import type { Subject } from "../policy/subject.ts";
import type { Notice } from "../remediation/answerable.ts";
import type { Machine } from "../remediation/machine.ts";
import { isPlanned } from "../remediation/planned.ts";
import { type Foreseen, foresee } from "./foresee.ts";

/** One thing that may be, and what of an unknown machine it takes for granted: matches that hold, and that do not. */
export type Possible = Foreseen & { readonly holds: readonly string[]; readonly fails: readonly string[] };

/**
 * All that a policy may do about an event, as far as its machine is known; pure. With an unknown machine, each rule whose
 * tags or zone may be the machine's is one possibility.
 */
export function mayBe(
  policy: Policy,
  event: Notice,
  machine: Pick<Machine, "tags" | "zone"> | undefined,
  hasLocalDisks: boolean,
): readonly Possible[] {
  const { tags = {}, zone } = machine ?? {};
  const subject = { ...event, planned: isPlanned(event.type), tags, zone, hasLocalDisks };
  if (machine !== undefined) return [{ ...foresee(policy, subject), holds: [], fails: [] }];
  const rules = rulesThatMayDecide(policy.rules, subject);
  return rules.map(({ match, ...rule }, index) => ({
    ...foresee({ ...policy, rules: [rule] }, subject),
    holds: keysOf(match),
    fails: rules.slice(0, index).flatMap((above) => keysOf(above.match)),
  }));
}

/** True iff one machine can be both. */
export const areOfOne = (one: Pick<Possible, "holds" | "fails">, other: Pick<Possible, "holds" | "fails">) =>
  !one.holds.some((key) => other.fails.includes(key)) && !other.holds.some((key) => one.fails.includes(key));

/** What a machine may be, where it is not known whether a disk is on its host. */
export const disksOf = (machine: Pick<Machine, "hasLocalDisks"> | undefined): readonly boolean[] =>
  machine?.hasLocalDisks === undefined ? [false, true] : [machine.hasLocalDisks];

function rulesThatMayDecide(rules: readonly Rule[], subject: Subject): readonly Rule[] {
  const may: Rule[] = [];
  for (const rule of rules) {
    const match = matchUnknown(rule, subject);
    if (match !== "no") may.push(rule);
    if (match === "yes") break;
  }
  return may;
}

/** Whether a rule matches an event on a machine whose tags and zone are not known. */
function matchUnknown({ match }: Rule, subject: Subject): "yes" | "maybe" | "no" {
  if (match === undefined) return "yes";
  const { tags, managedBy, zone, ...known } = match;
  if (matched(known, subject) === undefined) return "no";
  return keysOf(match).length === 0 ? "yes" : "maybe";
}

/** The part of a match that only the machine can tell, as one text. */
const keysOf = ({ tags, managedBy, zone }: NonNullable<Rule["match"]> = {}): readonly string[] =>
  tags === undefined && managedBy === undefined && zone === undefined ? [] : [canonical({ tags, managedBy, zone })];
