import type { Statement } from "../core/principals.ts";
import type { LogPlace } from "../log/log-projects.ts";
import type { AsyncInvokeConfig } from "./async-invoke-props.ts";
import type { Trigger } from "./trigger-props.ts";

/** One function as it is deployed now. */
export type FunctionDefinition = {
  /** Its name in the tester's view: its key in s.yaml, or `functionName` without the stack's prefix. */
  readonly resource: string;
  /** Its name in FC. */
  readonly functionName: string;
  /** `<file>.<export>`, as in `index.handler`. */
  readonly handler: string;
  /** Absolute folder of the built code. */
  readonly codeDir: string;
  readonly timeoutSeconds: number;
  /** MB. */
  readonly memorySize: number;
  readonly maxInstances: number;
  readonly initializer: { readonly handler: string; readonly timeoutSeconds: number } | undefined;
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** ARN of the function's role. */
  readonly role: string | undefined;
  /** What the role may do, now. */
  readonly statements: readonly Statement[];
  /** False: what it writes is lost, since its role has no right to the logstore. */
  readonly logsAreKept: boolean;
  /** Where it goes; undefined: nowhere that has a name. */
  readonly logstore: LogPlace | undefined;
  readonly asyncInvokeConfig: AsyncInvokeConfig;
  readonly triggers: readonly Trigger[];
};

/** Instances of one function at a time when nothing is reserved for it: invented (an account has 100 to 300). */
export const DEFAULT_MAX_INSTANCES = 16;

type Said = {
  readonly functionName: string;
  readonly handler: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly environmentVariables: Readonly<Record<string, string>>;
  readonly instanceLifecycleConfig: {
    readonly initializer?: { readonly handler: string; readonly timeout: number } | undefined;
  };
};

/** What a function's settings mean for its instances. */
export const toDefinition = (
  { functionName, handler, timeout, memorySize, environmentVariables, instanceLifecycleConfig: { initializer } }: Said,
  reservedConcurrency: number | undefined,
  maxInstances: number,
) => ({
  functionName,
  handler,
  timeoutSeconds: timeout,
  memorySize,
  environmentVariables,
  maxInstances: Math.min(reservedConcurrency ?? maxInstances, maxInstances),
  initializer: initializer && { handler: initializer.handler, timeoutSeconds: initializer.timeout },
});

/** The same function with other fields; what it looks up each time it goes on looking up. */
export const changed = (definition: FunctionDefinition, fields: Partial<FunctionDefinition>): FunctionDefinition =>
  Object.defineProperties(
    { ...definition },
    {
      ...Object.getOwnPropertyDescriptors(definition),
      ...Object.getOwnPropertyDescriptors(fields),
    },
  );
