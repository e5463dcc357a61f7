import { differences } from "./differences.ts";
import type { FoundFunction, FoundTrigger } from "./found.ts";
import { mark } from "./names.ts";
import type { WantedFunction, WantedTrigger } from "./wanted.ts";

/** A part of a function that is made or changed by a call of its own. */
type Part =
  | { readonly of: "function" | "concurrency" | "queue" }
  | { readonly of: "trigger"; readonly trigger: string };

/** What is to be done about one part. `differs` names what is not as wanted, by its keys: no value, since some are secrets. */
export type Change = Part & {
  readonly name: string;
  readonly how: "create" | "update" | "remove";
  readonly differs: readonly string[];
};

/** How a stack's functions stand to what is wanted. */
export type Comparison = {
  /** In the order of what is wanted; what is to go comes last. */
  readonly changes: readonly Change[];
  /** Functions of our names that are somebody else's. */
  readonly foreign: readonly string[];
};

/** Whether a function has this stack's mark. */
export const isOurs = ({ tags }: Pick<FoundFunction, "tags">, stack: string) => tags[mark] === stack;

/** What is to be done for what is found to be what is wanted. Pure. A function without our mark is never among the changes. */
export function compare(stack: string, wanted: readonly WantedFunction[], found: readonly FoundFunction[]): Comparison {
  const byName = new Map(found.map((one) => [one.name, one]));
  const names = wanted.map(({ name }) => name);
  const foreign = names.filter((name) => byName.has(name) && !isOurs(byName.get(name) ?? { tags: {} }, stack));
  const ours = wanted.filter(({ name }) => !foreign.includes(name));
  const leftOver = found.filter((one) => isOurs(one, stack) && !names.includes(one.name));
  return {
    changes: [...ours.flatMap((one) => changesOf(one, byName.get(one.name))), ...leftOver.flatMap(removalOf)],
    foreign,
  };
}

/** Every part of a function that is to go: triggers first, so that nothing reaches it any more. */
export const removalOf = ({ name, triggers }: Pick<FoundFunction, "name" | "triggers">): readonly Change[] => [
  ...[...triggers.keys()].map((trigger) => change(name, { of: "trigger", trigger }, "remove")),
  change(name, { of: "function" }, "remove"),
];

function changesOf(wanted: WantedFunction, found: FoundFunction | undefined): readonly Change[] {
  const { name } = wanted;
  return [
    ...brought(name, { of: "function" }, found, (there) => functionDiffers(wanted, there)),
    ...brought(name, { of: "concurrency" }, found?.reservedConcurrency, (there) =>
      there === wanted.reservedConcurrency ? [] : ["reservedConcurrency"],
    ),
    ...brought(name, { of: "queue" }, found?.asyncInvokeConfig, (there) =>
      differences(wanted.asyncInvokeConfig, there),
    ),
    ...triggerChanges(wanted, found?.triggers ?? new Map()),
  ];
}

const change = (name: string, part: Part, how: Change["how"], differs: readonly string[] = []): Change => ({
  ...part,
  ...{ name, how, differs },
});

/** Created if there is nothing, updated if something differs. */
function brought<T>(
  name: string,
  part: Part,
  found: T | undefined,
  differs: (there: T) => readonly string[],
): readonly Change[] {
  if (found === undefined) return [change(name, part, "create")];
  const keys = differs(found);
  return keys.length === 0 ? [] : [change(name, part, "update", keys)];
}

function functionDiffers({ properties, code }: WantedFunction, found: FoundFunction): readonly string[] {
  const { environmentVariables, ...others } = properties;
  return [
    ...differences(others, found.properties),
    ...settingsThatDiffer(environmentVariables, found.environment),
    ...(found.codeChecksum === code.checksum ? [] : ["code"]),
  ];
}

/** One too many differs as well: a setting that was once given must not go on working. */
const settingsThatDiffer = (wanted: FoundFunction["environment"], found: FoundFunction["environment"]) =>
  [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter((key) => wanted[key] !== found[key]);

/** Those that s.yaml does not name go first: they are doors that nobody wants any more. */
function triggerChanges(
  { name, triggers: wanted }: WantedFunction,
  found: ReadonlyMap<string, FoundTrigger>,
): readonly Change[] {
  const part = (trigger: string): Part => ({ of: "trigger", trigger });
  const removed = [...found].filter(([trigger, { type }]) => wanted.get(trigger)?.type !== type);
  const kept = new Map([...found].filter(([trigger, { type }]) => wanted.get(trigger)?.type === type));
  return [
    ...removed.map(([trigger]) => change(name, part(trigger), "remove")),
    ...[...wanted].flatMap(([trigger, one]) =>
      brought(name, part(trigger), kept.get(trigger), (there) => triggerDiffers(one, there)),
    ),
  ];
}

const triggerDiffers = ({ config, qualifier }: WantedTrigger, found: FoundTrigger): readonly string[] => [
  ...differences(config, found.config),
  ...(qualifier === (found.qualifier ?? "LATEST") ? [] : ["qualifier"]),
];
