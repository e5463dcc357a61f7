import { Worker } from "node:worker_threads";
import type { Principal } from "../core/principals.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import type { InstanceData } from "./instance-messages.ts";

type Placement = {
  readonly instanceId: string;
  readonly accountId: string;
  readonly regionId: string;
  readonly principal: Principal;
  readonly restsIdle: boolean;
};

type Shared = Pick<InstanceData, "clock" | "gate">;

/** Starts the worker thread of an instance; it sees its function's environment and nothing of ours. */
export function createWorker(
  bootstrap: string,
  definition: FunctionDefinition,
  placement: Placement,
  shared: Shared,
): Worker {
  return new Worker(bootstrap, {
    eval: true,
    execArgv: ["--no-warnings"], // instance.ts sends warnings to the function's log
    env: { ...definition.environmentVariables, ...platformVariables(definition, placement) },
    workerData: { ...shared, ...toData(definition, placement) } satisfies InstanceData,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: definition.memorySize },
  });
}

function toData(definition: FunctionDefinition, placement: Placement): Omit<InstanceData, keyof Shared> {
  const { functionName: name, handler, memorySize: memory, timeoutSeconds: timeout, codeDir, initializer } = definition;
  const { accessKeyId, accessKeySecret, securityToken = "" } = placement.principal;
  return {
    codeDir,
    handler,
    initializer: initializer?.handler,
    restsIdle: placement.restsIdle,
    context: {
      credentials: { accessKeyId, accessKeySecret, securityToken },
      function: { name, handler, memory, timeout },
      region: placement.regionId,
      accountId: placement.accountId,
    },
  };
}

/** Variables that FC sets (AC/functioncompute/fc/environment-variables, April 2026); credentials only with a role. */
function platformVariables(definition: FunctionDefinition, placement: Placement): Readonly<Record<string, string>> {
  const { accessKeyId, accessKeySecret, securityToken = "" } = placement.principal;
  return {
    ...(definition.role !== undefined && {
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
    }),
    FC_ACCOUNT_ID: placement.accountId,
    FC_REGION: placement.regionId,
    FC_FUNCTION_NAME: definition.functionName,
    FC_FUNCTION_HANDLER: definition.handler,
    FC_FUNCTION_MEMORY_SIZE: String(definition.memorySize),
    FC_FUNC_CODE_PATH: definition.codeDir,
    FC_INSTANCE_ID: placement.instanceId,
    FC_CUSTOM_LISTEN_PORT: "9000",
    FC_VER_ID: "LATEST",
  };
}
