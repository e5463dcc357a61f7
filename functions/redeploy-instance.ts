import { createEcs } from "../shared/cloud/ecs.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { redeployInstance } from "../shared/operations/redeploy-instance.ts";

/** Function redeploy-instance in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(redeployInstance, createDeps(readEcsConfig(), createEcs));
