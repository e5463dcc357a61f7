import { invalidArgument } from "./fc-error.ts";

/** One page of names, as ListFunctions and ListTriggers give them: at most 100, 20 if nobody says how many. Throws FcError. */
export function pageOf<Item>(items: readonly Item[], nameOf: (item: Item) => string, query: URLSearchParams) {
  const limit = Number(query.get("limit") ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalidArgument("limit: must be from 1 to 100.");
  const [prefix, from] = [query.get("prefix") ?? "", query.get("nextToken") ?? ""];
  const wanted = items
    .filter((item) => nameOf(item).startsWith(prefix) && nameOf(item) >= from)
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const next = wanted[limit];
  return { page: wanted.slice(0, limit), ...(next !== undefined && { nextToken: nameOf(next) }) };
}
