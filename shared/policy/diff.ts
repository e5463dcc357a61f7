import { isDeepStrictEqual } from "node:util";
import type { Policy } from "./policy.ts";

/** One difference between two policies. A value that is not there is left out. */
export type Difference = { readonly path: string; readonly before?: unknown; readonly after?: unknown };

/**
 * What is different between two policies, at which place: `rules[databases by hand].mode`; pure. What has a name is
 * compared with what has the same name. Another order of rules is a difference too, since the first that matches decides.
 */
export const differencesOf = (before: Policy, after: Policy): readonly Difference[] => differences("", before, after);

function differences(path: string, before: unknown, after: unknown): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isMap(before) && isMap(after))
    return bothKeys(Object.keys(before), Object.keys(after)).flatMap((key) =>
      differences(path === "" ? key : `${path}.${key}`, own(before, key), own(after, key)),
    );
  const [one, other] = [byName(before), byName(after)];
  if (one === undefined || other === undefined)
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  const [names, others] = [[...one.keys()], [...other.keys()]];
  return [
    ...bothKeys(names, others).flatMap((name) => differences(`${path}[${name}]`, one.get(name), other.get(name))),
    ...(isDeepStrictEqual(names, others) ? [] : [{ path: `${path} (order)`, before: names, after: others }]),
  ];
}

type Entries = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (map: Entries, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);

/** Those of the first, then what the second has besides. */
const bothKeys = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];

/** What each item of a list is called, in the kinds of lists whose items have names. */
const labels = ["name", "per", "to"];

/** The items of a list by their names; undefined if they have none, or share one. */
function byName(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const label = labels.find((each) => value.every((item) => isMap(item) && typeof item[each] === "string"));
  if (label === undefined) return undefined;
  const items = new Map(value.map((item) => [String(item[label]), item]));
  return items.size === value.length ? items : undefined;
}
