import { loadEcs } from "../shared/cloud/clouds.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { replaceSystemDisk } from "../shared/operations/replace-system-disk/replace-system-disk.ts";

const deps = createDeps(readEcsConfig(), loadEcs);

/** Function replace-system-disk in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(replaceSystemDisk, deps);
/** Loads what the first call needs, when the code cache is made. */
export const { preload } = deps;
