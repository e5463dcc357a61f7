import { loadEcs } from "../shared/cloud/clouds.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { redeployInstance } from "../shared/operations/redeploy-instance.ts";

const deps = createDeps(readEcsConfig(), loadEcs);

/** Function redeploy-instance in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(redeployInstance, deps);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
