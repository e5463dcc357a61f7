/** Life of a system event (AlibabaCloudDocs/ecs, System events/Overview.md). */
export const eventStatuses = [
  "Inquiring",
  "Scheduled",
  "Executing",
  "Executed",
  "Avoided",
  "Canceled",
  "Failed",
] as const;

export type EventStatus = (typeof eventStatuses)[number];

/** One system event of the world. */
export type SystemEvent = {
  readonly eventId: string;
  readonly instanceId: string;
  /** `SystemMaintenance.Reboot` and so on; types that no document lists are legal. */
  readonly eventType: string;
  readonly eventStatus: EventStatus;
  readonly publishedAtMs: number;
  readonly notBeforeMs: number;
  readonly executeStartedAtMs: number | undefined;
  readonly finishedAtMs: number | undefined;
  /** A drill: made by CreateSimulatedSystemEvents. */
  readonly simulated: boolean;
  /** The local disk that the event is about. */
  readonly diskId: string | undefined;
  /** When a redeploy was last accepted in answer to it. */
  readonly answeredAtMs: number | undefined;
};

export const isEventStatus = (text: string): text is EventStatus => eventStatuses.some((status) => status === text);

export const isFinished = (status: EventStatus) =>
  status === "Executed" || status === "Avoided" || status === "Canceled" || status === "Failed";

/** The event in another status, with the times that go with it. */
export function withStatus(event: SystemEvent, eventStatus: EventStatus, nowMs: number): SystemEvent {
  const begun = eventStatus === "Executing" || isFinished(eventStatus);
  return {
    ...event,
    eventStatus,
    executeStartedAtMs: begun ? (event.executeStartedAtMs ?? nowMs) : undefined,
    finishedAtMs: isFinished(eventStatus) ? (event.finishedAtMs ?? nowMs) : undefined,
  };
}
