/** Where the local cloud differs from the vendor's description, and why: of an action, names of parameters or rows. */
export type Differences = readonly {
  readonly why: string;
  readonly of: Readonly<Record<string, readonly string[]>>;
}[];

/** What is listed of one action, in order. */
export const listedOf = (differences: Differences, name: string): readonly string[] =>
  differences.flatMap(({ of }) => of[name] ?? []).toSorted();
