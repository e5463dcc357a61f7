import { createClouds } from "../shared/cloud/clouds.ts";
import { readConfig, readInvokeEndpoint, readWindow } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createReconcileHandler } from "../shared/entry/reconcile-entry.ts";

/** Function reconcile in s.yaml: trigger `every-minute`. */
export const handler = createReconcileHandler(createDeps(readConfig(), createClouds), {
  ...readWindow(),
  ...readInvokeEndpoint(),
});
