import { type Disk, isAboutDisk, isLocal } from "./disk.ts";
import { eventStatuses, isEventStatus, type SystemEvent, withStatus } from "./system-event.ts";
import type { World } from "./world.ts";
import { WorldError } from "./world-error.ts";

/** A system event as somebody raises it; `notBefore` is ISO 8601. */
export type RaisedEvent = {
  readonly instanceId: string;
  readonly eventType: string;
  readonly eventStatus: string;
  readonly notBefore?: string | undefined;
  /** A drill. */
  readonly simulated?: boolean | undefined;
  /** It was published so long ago, and what is over of it ended at its time, or now if that is still to come. */
  readonly publishedAgoMs?: number | undefined;
};

const hourMs = 3_600_000;

/** A new system event, published now unless it says when. Throws WorldError for a status or a time that is none. */
export function newEvent(
  { disks, holds, timingMs, nowMs }: Pick<World, "disks" | "holds" | "timingMs" | "nowMs">,
  eventId: string,
  { instanceId, eventType, eventStatus, notBefore, simulated = false, publishedAgoMs = 0 }: RaisedEvent,
): SystemEvent {
  const status = readStatus(eventStatus);
  const publishedAtMs = nowMs() - publishedAgoMs;
  const waits = status === "Inquiring" || status === "Scheduled" || publishedAgoMs > 0;
  const noticeMs = holds("world.not-before") ? timingMs("notice") : 24 * hourMs;
  const notBeforeMs = notBefore === undefined ? publishedAtMs + (waits ? noticeMs : 0) : readTime(notBefore);
  const event: SystemEvent = {
    eventId,
    instanceId,
    eventType,
    eventStatus: status,
    publishedAtMs,
    notBeforeMs,
    executeStartedAtMs: undefined,
    finishedAtMs: undefined,
    simulated,
    diskId: isAboutDisk(eventType) ? localDiskOf(disks, instanceId, holds("world.disk-of-event")) : undefined,
    answeredAtMs: undefined,
  };
  return withStatus(event, status, sinceMs(event, nowMs()));
}

/** Since when an event that is raised by hand has its status: its time, unless that is before it was published, or to come. */
export const sinceMs = (
  { publishedAtMs, notBeforeMs }: { readonly publishedAtMs: number; readonly notBeforeMs: number },
  nowMs: number,
) => (publishedAtMs < nowMs ? Math.min(Math.max(publishedAtMs, notBeforeMs), nowMs) : nowMs);

/** Invented: an event about a disk that names none is about the instance's first local disk. */
const localDiskOf = (disks: ReadonlyMap<string, Disk>, instanceId: string, first: boolean) =>
  [...disks.values()].filter((disk) => disk.instanceId === instanceId && isLocal(disk)).at(first ? 0 : -1)?.diskId;

/** An event status by its name. Throws WorldError. */
export function readStatus(text: string) {
  if (!isEventStatus(text)) throw new WorldError(`No event status ${text}; allowed: ${eventStatuses.join(", ")}.`);
  return text;
}

/** ISO 8601 as epoch milliseconds. Throws WorldError. */
export function readTime(text: string) {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new WorldError(`Not a time: ${text}; allowed: ISO 8601, such as 2026-11-21T04:00:00Z.`);
  return ms;
}
