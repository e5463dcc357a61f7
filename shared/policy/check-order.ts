import { asList } from "./forms.ts";
import type { Check, Problem } from "./problem.ts";
import type { Match, Rule } from "./rule.ts";

/** Each event has a rule, and each rule may have an event: only the last one takes whatever is left. */
export const checkOrder: Check = ({ rules }) => [
  ...rules.flatMap((rule, index) => placeOf(rule, index, rules.length)),
  ...rules.flatMap((rule, index) => hidden(rule, rules.slice(0, index), index)),
];

function placeOf({ match }: Rule, index: number, count: number): readonly Problem[] {
  const isLast = index === count - 1;
  if (isLast && match !== undefined)
    return [
      { path: ["rules", index, "match"], message: "must not stand in the last rule, which takes all that is left" },
    ];
  if (isLast || match !== undefined) return [];
  return [
    { path: ["rules", index], message: "needs match: only the last rule has none, and no rule below would decide" },
  ];
}

/** A rule that a rule above leaves nothing to. */
function hidden({ match }: Rule, above: readonly Rule[], index: number): readonly Problem[] {
  const by = above.find((other) => match !== undefined && other.match !== undefined && covers(other.match, match));
  if (by === undefined) return [];
  return [
    { path: ["rules", index, "match"], message: `never decides: "${by.name}" above matches all that it matches` },
  ];
}

/** True iff whatever matches `narrow` matches `wide`, as far as their keys tell. */
const covers = ({ tags, ...wide }: Match, narrow: Match): boolean =>
  Object.entries(wide).every(([key, values]) => isWithin(narrow[key as keyof typeof wide], values)) && // the keys are Match's
  Object.entries(tags ?? {}).every(([key, values]) => isWithin(ownOf(narrow.tags, key), values));

type Values = string | boolean | readonly string[] | undefined;

function isWithin(narrow: Values, wide: Values): boolean {
  const all = asList<string | boolean>(wide);
  const some = asList<string | boolean>(narrow);
  return some.length > 0 && (all.includes("*") || some.every((value) => all.includes(value)));
}

const ownOf = (tags: Match["tags"] = {}, key: string) => (Object.hasOwn(tags, key) ? tags[key] : undefined);
