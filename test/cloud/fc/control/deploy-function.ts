import { allows } from "../../core/principals.ts";
import { type AsyncInvokeConfig, defaultAsyncInvokeConfig } from "../async-invoke-props.ts";
import { DEFAULT_MAX_INSTANCES, type FunctionDefinition, toDefinition } from "../function-definition.ts";
import type { Trigger } from "../trigger-props.ts";
import type { Plane } from "./action.ts";
import type { FunctionSettings } from "./function-input.ts";

type Parts = {
  readonly settings: FunctionSettings;
  readonly codeDir: string;
  readonly reservedConcurrency: number | undefined;
  readonly asyncInvokeConfig: AsyncInvokeConfig | undefined;
  readonly triggers: readonly Trigger[];
};

/** How a function runs that the API was told of. What its role may do, and where its logs go, is looked up each time. */
export function definitionOf(parts: Parts, { account, holds, resourceOf }: Plane): FunctionDefinition {
  const { settings, codeDir, reservedConcurrency, asyncInvokeConfig, triggers } = parts;
  const { functionName, role, logConfig } = settings;
  const most = holds("fc.max-instances") ? DEFAULT_MAX_INSTANCES : 1;
  const statements = () => (role === undefined ? [] : account.roles.statementsOf(role));
  return {
    ...toDefinition(settings, reservedConcurrency, most),
    resource: resourceOf(functionName),
    codeDir,
    role,
    logstore: logConfig,
    asyncInvokeConfig: asyncInvokeConfig ?? defaultAsyncInvokeConfig,
    triggers,
    get statements() {
      return statements();
    },
    get logsAreKept() {
      if (logConfig === undefined) return true; // nobody reads them but the tester
      const { project, logstore } = logConfig;
      const resource = `acs:log:${account.regionId}:${account.accountId}:project/${project}/logstore/${logstore}`;
      const isAllowed = role === undefined || allows({ statements: statements() }, "log:PostLogStoreLogs", resource);
      return isAllowed && account.logs.has(project, logstore);
    },
  };
}
