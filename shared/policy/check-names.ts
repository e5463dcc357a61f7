import { listed } from "./forms.ts";
import { suggestion } from "./nearest.ts";
import type { Policy } from "./policy.ts";
import type { Check, Problem } from "./problem.ts";

/** Names that stand once, and names of what there is. */
export const checkNames: Check = ({
  rules,
  windows = {},
  hooks = {},
  limits = [],
  people = [],
  programs = [],
  notices = [],
}) => [
  ...repeated("rule", placed("rules", "name", rules)),
  ...repeated("limit per", placed("limits", "per", limits)),
  ...repeated("notice to", placed("notices", "to", notices)),
  ...repeated("person or program", [...placed("people", "name", people), ...placed("programs", "name", programs)]),
  ...rules.flatMap((rule, index) => [
    ...missing("window", rule.window, windows, index),
    ...missing("hook", rule.hook, hooks, index),
  ]),
];

type Placed = { readonly name: string; readonly path: Problem["path"] };

const placed = <K extends string>(
  key: keyof Policy,
  name: K,
  items: readonly Readonly<Record<K, string>>[],
): Placed[] => items.map((item, index) => ({ name: item[name], path: [key, index, name] }));

function repeated(what: string, all: readonly Placed[]): readonly Problem[] {
  return all
    .filter(({ name }, index) => all.findIndex((other) => other.name === name) < index)
    .map(({ name, path }) => ({ path, message: `there is a ${what} ${name} above; each stands once` }));
}

function missing(what: "window" | "hook", name: string | undefined, all: object, rule: number): readonly Problem[] {
  if (name === undefined || Object.hasOwn(all, name)) return [];
  const known = Object.keys(all);
  const others = known.length === 0 ? `: ${what}s names none` : suggestion(name, known) || `; must be ${listed(known)}`;
  return [{ path: ["rules", rule, what], message: `there is no ${what} ${name}${others}` }];
}
