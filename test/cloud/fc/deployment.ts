import { type Account, createAccount } from "../account/account.ts";
import type { Clock } from "../core/clock.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import { type CodeStore, createCodeStore } from "./code-store.ts";
import type { Plane } from "./control/action.ts";
import { ensureLogstore, ensureQueues, recordOf } from "./from-yaml.ts";
import { createRegistry } from "./registry.ts";
import { readServerlessYaml } from "./serverless-yaml.ts";
import { readStackName } from "./stack-name.ts";

export type DeploymentOptions = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  readonly account?: Account;
  /** Path of an s.yaml whose functions are there from the beginning. */
  readonly serverlessYaml?: string | undefined;
  /** Values for `${env('NAME')}` in s.yaml. */
  readonly environment: Readonly<Record<string, string>>;
  /** Values that stand in place of those of its `vars`, by their paths. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** Without s.yaml: what functions' names begin with that the tester need not say. */
  readonly stack?: string | undefined;
  /** Where HTTP triggers are reached. */
  readonly url?: string;
  readonly holds?: Holds;
};

/** All that the control plane works on but the queue, which comes later. */
type Deployment = Omit<Plane, "tasksOf"> & { readonly stack: string | undefined };

/** What is deployed at first, and what the control plane needs to change it. Throws ServerlessYamlError. */
export function createDeployment(options: DeploymentOptions): Deployment {
  const { clock, account = createAccount(options), url = "", holds = allHold } = options;
  const code = createCodeStore();
  const registry = registryOf(options, account, code);
  const stack = stackOf(options);
  return { account, registry, code, holds, url, nowMs: clock.nowMs, resourceOf: withoutStack(stack), stack };
}

function registryOf(
  { serverlessYaml: file, environment, vars, settings: { accountId }, clock, holds = allHold }: DeploymentOptions,
  { queues, logs }: Account,
  code: CodeStore,
) {
  const registry = createRegistry();
  const functions = file === undefined ? [] : readServerlessYaml({ file, environment, vars, accountId, holds });
  for (const yaml of functions) {
    ensureQueues(yaml, queues);
    ensureLogstore(yaml, logs);
    registry.put(recordOf(yaml, { code, nowMs: clock.nowMs() }));
  }
  return registry;
}

const stackOf = ({ serverlessYaml: file, environment, vars, stack, settings: { accountId } }: DeploymentOptions) =>
  file === undefined ? stack : readStackName({ file, environment, vars, accountId });

/** A function's name in the tester's view. */
const withoutStack = (stack: string | undefined) => (functionName: string) =>
  stack !== undefined && functionName.startsWith(`${stack}-`) ? functionName.slice(stack.length + 1) : functionName;
