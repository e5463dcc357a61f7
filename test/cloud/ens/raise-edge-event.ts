import { type RaisedEvent, readStatus, readTime, sinceMs } from "../world/raise-event.ts";
import type { Edge } from "./edge.ts";
import { type EdgeEvent, isOpen, withStatus } from "./edge-event.ts";

const dayMs = 86_400_000;

/** The default action comes five days after an event is published (ENS, system event summary, Dec 2025). */
const defaultNoticeMs = 5 * dayMs;

/** A new event, published now unless it says when. Throws WorldError for a status or a time that is none. */
export function newEdgeEvent(
  { holds, nowMs }: Pick<Edge, "holds" | "nowMs">,
  eventId: string,
  { instanceId, eventType, eventStatus, notBefore, publishedAgoMs = 0 }: RaisedEvent,
): EdgeEvent {
  const status = readStatus(eventStatus);
  const noticeMs = holds("ens.not-before") ? defaultNoticeMs : dayMs;
  const publishedAtMs = nowMs() - publishedAgoMs;
  const waits = isOpen({ eventStatus: status }) || publishedAgoMs > 0;
  const ownTimeMs = publishedAtMs + (waits ? noticeMs : 0);
  const deadlineMs = notBefore === undefined ? ownTimeMs : readTime(notBefore);
  const event: EdgeEvent = {
    eventId,
    instanceId,
    eventType,
    eventStatus: status,
    eventLevel: "CRITICAL", // all events are (ENS, system event summary, Dec 2025)
    publishedAtMs,
    notBeforeMs: deadlineMs,
    deadlineMs,
    planId: undefined,
    redeploying: 0,
    finishedAtMs: undefined,
  };
  return withStatus(event, status, sinceMs(event, nowMs()));
}
