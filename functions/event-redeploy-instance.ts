import { createEns } from "../shared/cloud/ens.ts";
import { readEnsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { eventRedeployInstance } from "../shared/operations/event-redeploy-instance.ts";

/** Function event-redeploy-instance in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(eventRedeployInstance, createDeps(readEnsConfig(), createEns));
