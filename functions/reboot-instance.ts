import { createEcs } from "../shared/cloud/ecs.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { rebootInstance } from "../shared/operations/reboot-instance.ts";

/** Function reboot-instance in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(rebootInstance, createDeps(readEcsConfig(), createEcs));
