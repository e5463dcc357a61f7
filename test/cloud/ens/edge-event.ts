import { type EventStatus, isFinished } from "../world/system-event.ts";

/** Types that DescribeHistoryEvents lists, and the one that only EventRebootInstance names. */
export const eventTypes = [
  "Instance:SystemFailure.Redeploy",
  "Instance:SystemFailure.Reboot",
  "Instance:RegionNetworkDown",
  "Disk:Stalled",
  "EnsRegion:NetworkMigration",
  "IP:SafeRisk",
  "IP:SafeBan",
  "Instance:SystemUpgrade.Migrate",
  "Instance:SystemMaintenance.Redeploy",
  "Instance:SystemMaintenance.Reboot",
] as const;

/** How grave an event is (ens 2017-11-10 DescribeHistoryEvents). */
export const eventLevels = ["CRITICAL", "WARN", "INFO"] as const;

/** One system event of an edge instance. */
export type EdgeEvent = {
  readonly eventId: string;
  readonly instanceId: string;
  /** `Instance:SystemFailure.Redeploy` and so on; types that no document lists are legal. */
  readonly eventType: string;
  readonly eventStatus: EventStatus;
  readonly eventLevel: (typeof eventLevels)[number];
  readonly publishedAtMs: number;
  /** When it happens: the time it was published with, or the one that was planned since. */
  readonly notBeforeMs: number;
  /** The time it was published with: no plan may be later. */
  readonly deadlineMs: number;
  /** The plan that is in force. */
  readonly planId: number | undefined;
  /** How many redeploys answer it at this moment. */
  readonly redeploying: number;
  readonly finishedAtMs: number | undefined;
};

/** True iff nobody has answered the event yet, or it waits for its planned time. */
export const isOpen = ({ eventStatus }: Pick<EdgeEvent, "eventStatus">) =>
  eventStatus === "Inquiring" || eventStatus === "Scheduled";

/** The event in another status, with the time that goes with it. */
export const withStatus = (event: EdgeEvent, eventStatus: EventStatus, nowMs: number): EdgeEvent => ({
  ...event,
  eventStatus,
  finishedAtMs: isFinished(eventStatus) ? (event.finishedAtMs ?? nowMs) : undefined,
});
