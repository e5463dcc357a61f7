import { fileNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import type { CodePackage } from "./code-package.ts";
import { deployedFunctions } from "./deployed-functions.ts";
import type { FunctionProps } from "./function-props.ts";
import type { Installation, Policy } from "./serverless-yaml.ts";
import { Unusable } from "./unusable.ts";
import type { WantedStack } from "./wanted-stack.ts";

/** A function as FC is to have it, in FC's own words (API 2023-03-30). */
export type WantedFunction = {
  /** Its key in s.yaml. */
  readonly key: string;
  readonly name: string;
  readonly properties: FunctionProperties;
  readonly tags: FunctionProps["tags"];
  /** What its role may do. */
  readonly policy: Policy;
  readonly code: CodePackage;
  readonly reservedConcurrency: number;
  readonly asyncInvokeConfig: Omit<FunctionProps["asyncInvokeConfig"], "qualifier">;
  /** By name. */
  readonly triggers: ReadonlyMap<string, WantedTrigger>;
};

/** What CreateFunction and UpdateFunction take in one call, beside the code. */
type FunctionProperties = Pick<
  FunctionProps,
  | "description"
  | "runtime"
  | "handler"
  | "cpu"
  | "memorySize"
  | "diskSize"
  | "timeout"
  | "instanceConcurrency"
  | "internetAccess"
  | "role"
  | "environmentVariables"
  | "logConfig"
>;

export type WantedTrigger = {
  readonly type: FunctionProps["triggers"][number]["triggerType"];
  readonly qualifier: "LATEST";
  readonly config: FunctionProps["triggers"][number]["triggerConfig"];
};

/** The setting by which every function says which release it is. The installer writes it: s.yaml knows no build. */
export const releaseSetting = "RELEASE";

type Built = {
  readonly release: string;
  readonly codeOf: (folder: string) => CodePackage;
  /** The stack has rules of EventBridge itself: triggers beside them would bring each event twice. */
  readonly hasEventRule: boolean;
};

/** What FC is to have for s.yaml and the built bundles, in the order of s.yaml: what only looks comes first. */
export const wantedFunctions = (
  installation: Installation,
  { release, codeOf, hasEventRule }: Built,
): readonly WantedFunction[] =>
  deployedFunctions(installation).map(([key, props]) => ({
    key,
    name: props.functionName,
    properties: propertiesOf(props, release),
    tags: props.tags,
    policy: policyOf(installation, key),
    code: codeOf(props.code),
    reservedConcurrency: props.concurrencyConfig.reservedConcurrency,
    asyncInvokeConfig: withoutQualifier(props.asyncInvokeConfig),
    triggers: new Map(
      props.triggers
        .filter(({ triggerType }) => !(hasEventRule && triggerType === "eventbridge"))
        .map(({ triggerName, triggerType: type, qualifier, triggerConfig: config }) => [
          triggerName,
          { type, qualifier, config },
        ]),
    ),
  }));

function policyOf({ roles }: Installation, key: string): Policy {
  const policy = roles.get(key);
  if (policy === undefined) throw new Unusable(`s.yaml has no vars.roles.${key}: write what ${key} may do.`);
  return policy;
}

const propertiesOf = (props: FunctionProps, release: string): FunctionProperties => ({
  description: props.description,
  runtime: props.runtime,
  handler: props.handler,
  cpu: props.cpu,
  memorySize: props.memorySize,
  diskSize: props.diskSize,
  timeout: props.timeout,
  instanceConcurrency: props.instanceConcurrency,
  internetAccess: props.internetAccess,
  role: props.role,
  environmentVariables: { ...props.environmentVariables, [releaseSetting]: release },
  logConfig: props.logConfig,
});

const withoutQualifier = ({ qualifier: _, ...config }: FunctionProps["asyncInvokeConfig"]) => config;

/** All that is to be there. */
export type Wanted = {
  readonly region: string;
  readonly release: string;
  readonly stack: WantedStack;
  readonly functions: readonly WantedFunction[];
  /** Names of the functions that send nothing. */
  readonly looking: readonly string[];
};

/** So long may an invocation run at most that sends something. */
export const longestTimeoutSeconds = ({ functions, looking }: Pick<Wanted, "functions" | "looking">) =>
  Math.max(...functions.filter(({ name }) => !looking.includes(name)).map(({ properties }) => properties.timeout));

/** The functions that run an operation are named after it; the others only look. */
export const lookingOf = (functions: readonly WantedFunction[]): readonly string[] => {
  const acting = operations.map(({ name }) => fileNameOf(name));
  return functions.filter(({ key }) => !acting.includes(key)).map(({ name }) => name);
};
