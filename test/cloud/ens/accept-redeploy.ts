import type { Edge } from "./edge.ts";
import { isOpen, withStatus } from "./edge-event.ts";
import { withEffect } from "./edge-instance.ts";
import { type Redeploy, runRedeploy } from "./run-redeploy.ts";

/**
 * Accepts an EventRedeployInstance that is to run at once. All checks are the caller's.
 *
 * Invented and hostile: for ten seconds nothing shows, so that a second call is accepted too; both run and both count.
 */
export function acceptRedeploy(edge: Edge, redeploy: Redeploy) {
  count(edge, redeploy);
  whenShown(edge, (shownAtMs) => runRedeploy(edge, redeploy, shownAtMs));
}

/**
 * Accepts an EventRedeployInstance for a time: ten seconds later the event shows as Scheduled for it, and then it runs
 * at that time. A later plan takes the place of an earlier one (invented). All checks are the caller's.
 */
export function acceptPlan(edge: Edge, redeploy: Redeploy, planMs: number) {
  const { eventId } = redeploy;
  const planId = edge.newPlanId();
  count(edge, redeploy);
  whenShown(edge, (shownAtMs) => {
    edge.changeEvent(eventId, (event) =>
      isOpen(event) ? { ...withStatus(event, "Scheduled", edge.nowMs()), notBeforeMs: planMs, planId } : event,
    );
    const beginsAtMs = Math.max(planMs, shownAtMs);
    edge.at(beginsAtMs, () => {
      const event = edge.events.get(eventId);
      if (event?.planId === planId && event.eventStatus === "Scheduled") runRedeploy(edge, redeploy, beginsAtMs);
    });
  });
}

const count = (edge: Edge, { instanceId }: Redeploy) =>
  edge.changeInstance(instanceId, (instance) => withEffect(instance, "EventRedeployInstance"));

function whenShown(edge: Edge, change: (shownAtMs: number) => void) {
  if (!edge.holds("ens.redeploy.lag")) return change(edge.nowMs());
  const shownAtMs = edge.nowMs() + edge.timingMs("acceptLag");
  edge.at(shownAtMs, () => change(shownAtMs));
}
