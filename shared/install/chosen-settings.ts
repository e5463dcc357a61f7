import type { FoundFunction } from "./found.ts";
import { Unusable } from "./unusable.ts";

/** Where the value of a setting comes from. `usual`: the default of s.yaml. */
export type SettingSource = "given" | "kept" | "made" | "usual";

export type ChosenSettings = {
  /** For `${env('NAME')}` in s.yaml. Throws `Unusable`. */
  readonly env: (name: string) => string | undefined;
  /** What was asked for, in that order. No value: some are secrets. */
  readonly sources: () => ReadonlyMap<string, SettingSource>;
};

type From = {
  /** What whoever installs says: options, and the environment. An empty one says nothing. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** The stack's own functions, as they are now. */
  readonly ours: readonly FoundFunction[];
  /** What a new stack begins with, made when it is needed. */
  readonly made: Readonly<Record<string, () => string>>;
};

/**
 * What is not said stays as it is: a second run needs no secret, and cannot lose one. The values that are kept are those in
 * the settings of the stack's functions, which whoever deploys them may read anyway.
 */
export function chosenSettings({ given, ours, made }: From): ChosenSettings {
  const chosen = new Map<string, { readonly source: SettingSource; readonly value: string | undefined }>();
  const choose = (name: string): { readonly source: SettingSource; readonly value: string | undefined } => {
    if (given[name]) return { source: "given", value: given[name] };
    const kept = keptIn(ours, name);
    if (kept !== undefined) return { source: "kept", value: kept };
    const make = made[name];
    return make === undefined ? { source: "usual", value: undefined } : { source: "made", value: make() };
  };
  return {
    env: (name) => {
      const known = chosen.get(name) ?? choose(name);
      chosen.set(name, known);
      return known.value;
    },
    sources: () => new Map([...chosen].map(([name, { source }]) => [name, source])),
  };
}

/** A run that changed a secret and was interrupted leaves two values: which one holds is not for us to say. */
function keptIn(ours: readonly FoundFunction[], name: string): string | undefined {
  const holders = ours.filter(({ environment }) => environment[name]);
  const [first] = holders;
  const other = holders.find(({ environment }) => environment[name] !== first?.environment[name]);
  if (first !== undefined && other !== undefined)
    throw new Unusable(
      `${name} is not the same in ${first.name} and ${other.name}: a run that changed it was interrupted. Set it in the environment and run this again.`,
    );
  return first?.environment[name];
}
