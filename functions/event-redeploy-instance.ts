import { loadEns } from "../shared/cloud/clouds.ts";
import { readEnsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { eventRedeployInstance } from "../shared/operations/event-redeploy-instance.ts";

const deps = createDeps(readEnsConfig(), loadEns);

/** Function event-redeploy-instance in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(eventRedeployInstance, deps);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
