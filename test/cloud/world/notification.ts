import { toSecond } from "./cloud-time.ts";
import { envelope } from "./envelope.ts";
import type { SystemEvent } from "./system-event.ts";
import type { World } from "./world.ts";

/**
 * The CloudEvent that EventBridge delivers for a system event as it stands; each call has a fresh envelope id.
 * That `data` is the content of the CloudMonitor notice, with `name` riding in it, is invented: no document shows the
 * EventBridge body of a maintenance event.
 */
export function notificationOf(
  event: SystemEvent,
  { settings, nowMs, holds }: Pick<World, "settings" | "nowMs" | "holds">,
  name = `Instance:${event.eventType}:${event.eventStatus}`,
) {
  const content = contentOf(event);
  const data = holds("world.event-bridge-body")
    ? { name, ...content }
    : { name, product: "ECS", regionId: settings.regionId, userId: settings.accountId, content };
  const { eventType, instanceId } = event;
  return envelope({ source: "acs.ecs", type: `ecs:Instance:${eventType}`, instanceId, data }, { settings, nowMs });
}

/** AlibabaCloudDocs/ecs, Instance event notification.md: `notBefore` for maintenance only, `execute…` once it has begun. */
function contentOf(event: SystemEvent) {
  const { eventId, instanceId, eventType, eventStatus, executeStartedAtMs, finishedAtMs } = event;
  const dated = eventStatus !== "Failed";
  return {
    eventId,
    publishTime: toSecond(event.publishedAtMs),
    ...(eventType.startsWith("SystemMaintenance.") ? { notBefore: toSecond(event.notBeforeMs) } : {}),
    instanceId,
    eventType,
    eventStatus,
    ...(dated && executeStartedAtMs !== undefined ? { executeStartTime: toSecond(executeStartedAtMs) } : {}),
    ...(dated && finishedAtMs !== undefined ? { executeFinishTime: toSecond(finishedAtMs) } : {}),
  };
}
