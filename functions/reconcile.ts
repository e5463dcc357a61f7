import { readReconcileConfig } from "../shared/config.ts";
import { createReconcileDeps } from "../shared/deps.ts";
import { createReconcileHandler } from "../shared/entry/reconcile-entry.ts";

const config = readReconcileConfig();

/** Function reconcile in s.yaml: trigger `every-minute`. */
export const handler = createReconcileHandler(createReconcileDeps(config), config);
