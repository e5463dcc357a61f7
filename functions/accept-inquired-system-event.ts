import { createEcs } from "../shared/cloud/ecs.ts";
import { readEcsConfig } from "../shared/config.ts";
import { createDeps } from "../shared/deps.ts";
import { createHandler } from "../shared/entry/operation-entry.ts";
import { acceptInquiredSystemEvent } from "../shared/operations/accept-inquired-system-event.ts";

/** Function accept-inquired-system-event in s.yaml: triggers `http` and `eventbridge`. */
export const handler = createHandler(acceptInquiredSystemEvent, createDeps(readEcsConfig(), createEcs));
