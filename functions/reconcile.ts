import { readReconcileConfig } from "../shared/config.ts";
import { createReconcileDeps } from "../shared/deps.ts";
import { createReconcileHandler } from "../shared/entry/reconcile-entry.ts";

const config = readReconcileConfig();
const deps = createReconcileDeps(config);

/** Function reconcile in s.yaml: trigger `every-minute`. */
export const handler = createReconcileHandler(deps, config);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
