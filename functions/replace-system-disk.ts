import { createEcs } from "../shared/cloud/ecs.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { replaceSystemDisk } from "../shared/operations/replace-system-disk/replace-system-disk.ts";

/** Function replace-system-disk in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(replaceSystemDisk, createDeps(readEcsConfig(), createEcs));
