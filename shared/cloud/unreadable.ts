import { pendingStatuses } from "../remediation/answerable.ts";

/** An answer that says nothing about what was asked; its code is told as that of a read that failed. */
export const unreadable = (code: string) => Object.assign(new Error(code), { code });

/** What an answer lists. `total`: how many there are, if it says so. */
type Listed<T> = { readonly items: readonly T[] | undefined; readonly total: number | undefined };

/**
 * The items of a list, each about what was asked. A list that is not there is an empty one only if the answer counts none.
 * Throws for anything else: what is not about it proves nothing, neither that there is something nor that there is not.
 */
export function itemsAbout<T>(asked: string, { items, total }: Listed<T>, idOf: (item: T) => unknown): readonly T[] {
  if (items === undefined && total !== 0) throw unreadable("AnswerWithoutList");
  const listed = items ?? [];
  if (!listed.every((item) => idOf(item) === asked)) throw unreadable("AnswerAboutAnother");
  return listed;
}

/** The items of a list of pending events. One that is over was not asked for: then the list says nothing. */
export const pendingItems = <T>(list: Listed<T>, statusOf: (item: T) => string | undefined): readonly T[] =>
  itemsAbout("pending", list, (item) => (pendingStatuses.includes(statusOf(item) ?? "") ? "pending" : "over"));

/** The items of a list that is one page, each about what was asked: nothing may be left out of it. */
export function allAbout<T>(asked: string, { items, total }: Listed<T>, idOf: (item: T) => unknown): readonly T[] {
  const listed = itemsAbout(asked, { items, total }, idOf);
  if ((total ?? 0) > listed.length) throw unreadable("ListCutShort");
  return listed;
}

/** A text that must be there. Throws for none. */
export function needed(value: string | undefined, name: string): string {
  if (value === undefined || value === "") throw unreadable(`AnswerWithout${name}`);
  return value;
}
