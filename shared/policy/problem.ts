import type { Policy } from "./policy.ts";

/** What is wrong with a policy, and at which key. */
export type Problem = { readonly path: readonly (string | number)[]; readonly message: string };

/** Judges what several keys say together; pure. */
export type Check = (policy: Policy) => readonly Problem[];

/** The values of what may be one or a list, each with its place. */
export const itemsOf = <T extends string>(value: T | readonly T[] | undefined, path: Problem["path"]) =>
  typeof value === "string"
    ? [{ item: value, path }]
    : (value ?? []).map((item, index) => ({ item, path: [...path, index] }));
