import { randomUUID } from "node:crypto";
import { toChinaTime, toSecond } from "./cloud-time.ts";
import type { SystemEvent } from "./system-event.ts";
import type { WorldSettings } from "./world.ts";

/**
 * The CloudEvent that EventBridge delivers for a system event as it stands; each call has a fresh envelope id.
 * That `data` is the content of the CloudMonitor notice, with `name` riding in it, is invented: no document shows the
 * EventBridge body of a maintenance event.
 */
export function notificationOf(
  event: SystemEvent,
  { accountId, regionId }: WorldSettings,
  nowMs: number,
  name = `Instance:${event.eventType}:${event.eventStatus}`,
) {
  const time = toChinaTime(nowMs);
  return {
    id: randomUUID(),
    source: "acs.ecs",
    specversion: "1.0",
    type: `ecs:Instance:${event.eventType}`,
    subject: `acs.ecs:${regionId}:${accountId}:instance/${event.instanceId}`,
    datacontenttype: "application/json;charset=utf-8",
    time,
    aliyunaccountid: accountId,
    aliyunpublishtime: time,
    aliyunoriginalaccountid: accountId,
    aliyuneventbusname: "default",
    aliyunregionid: regionId,
    aliyunpublishaddr: "127.0.0.1",
    data: { name, ...contentOf(event) },
  };
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
