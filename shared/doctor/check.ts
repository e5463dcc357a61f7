import type { Finding } from "./finding.ts";
import type { Seen } from "./seen.ts";

/** One thing that is looked at. `judge` is pure: what it finds, a line for each part that it is about. */
export type Check = { readonly name: string; readonly judge: (seen: Seen) => readonly Finding[] };

export const check = (name: string, judge: (seen: Seen, name: string) => Finding | readonly Finding[]): Check => ({
  name,
  judge: (seen) => [judge(seen, name)].flat(),
});

/** A check with a line for each function. */
export const ofEach = (name: string, judge: (file: string, seen: Seen, name: string) => Finding): Check => ({
  name,
  judge: (seen) => Object.keys(seen.probes).map((file) => judge(file, seen, `${name} ${file}`)),
});
