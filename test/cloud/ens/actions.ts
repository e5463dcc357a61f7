import type { Action } from "./define-action.ts";
import { describeHistoryEvents } from "./describe-history-events.ts";
import { describeInstances } from "./describe-instances.ts";
import { eventRedeployInstance } from "./event-redeploy-instance.ts";

/** The ENS actions that the local cloud knows. */
export const actions: ReadonlyMap<string, Action> = new Map(
  [describeInstances, describeHistoryEvents, eventRedeployInstance].map((action) => [action.name, action]),
);
