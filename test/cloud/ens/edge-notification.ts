import { toSecond } from "../world/cloud-time.ts";
import { envelope } from "../world/envelope.ts";
import type { Edge } from "./edge.ts";
import type { EdgeEvent } from "./edge-event.ts";

type Teller = Pick<Edge, "settings" | "nowMs" | "holds" | "instances">;

/**
 * The CloudEvent for a system event of an edge instance as it stands. All of it is invented, after the one of ECS: no
 * document shows ENS as a source of EventBridge.
 */
export function edgeNotificationOf(edge: Teller, event: EdgeEvent, name = `${event.eventType}:${event.eventStatus}`) {
  const { instanceId, eventType } = event;
  const data = edge.holds("ens.event-bridge-body") ? { name, ...contentOf(event) } : alarmOf(edge, event, name);
  const sent = envelope({ source: "acs.ens", type: `ens:${eventType}`, instanceId, data }, edge);
  return edge.holds("ens.event-bridge-region") ? sent : { ...sent, aliyunregionid: regionOf(edge, event) };
}

const contentOf = ({ eventId, instanceId, eventType, eventStatus, publishedAtMs, notBeforeMs }: EdgeEvent) => ({
  eventId,
  instanceId,
  eventType,
  eventStatus,
  publishTime: toSecond(publishedAtMs),
  notBefore: toSecond(notBeforeMs),
});

/** The fields that the page on ENS event monitoring lists; among them is no event id. */
const alarmOf = (edge: Teller, event: EdgeEvent, eventName: string) => ({
  reason: "",
  errorTime: toSecond(event.publishedAtMs),
  resumeTime: event.finishedAtMs === undefined ? "" : toSecond(event.finishedAtMs),
  internetIP: "",
  instanceId: event.instanceId,
  level: event.eventLevel,
  regionId: regionOf(edge, event),
  regionName: regionOf(edge, event),
  eventName,
  status: event.eventStatus,
  timestamp: edge.nowMs(),
});

const regionOf = ({ instances }: Teller, { instanceId }: EdgeEvent) => instances.get(instanceId)?.ensRegionId ?? "";
