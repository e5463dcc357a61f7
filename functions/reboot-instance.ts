import { loadEcs } from "../shared/cloud/clouds.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { rebootInstance } from "../shared/operations/reboot-instance.ts";

const deps = createDeps(readEcsConfig(), loadEcs);

/** Function reboot-instance in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(rebootInstance, deps);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
