import type { Edge } from "./edge.ts";
import { isOpen } from "./edge-event.ts";
import { runRedeploy } from "./run-redeploy.ts";

/**
 * What happens at its time to an event that nobody answers. The document says that a failure redeploys the instance
 * after five days; that nothing happens here until a tester moves the event is invented.
 */
export function awaitDefaultAction(edge: Edge, eventId: string) {
  const event = edge.events.get(eventId);
  if (event?.eventType !== "Instance:SystemFailure.Redeploy" || edge.holds("ens.events-wait")) return;
  const { instanceId, deadlineMs } = event;
  edge.at(deadlineMs, () => {
    const now = edge.events.get(eventId);
    const isUnanswered = now !== undefined && isOpen(now) && now.planId === undefined;
    if (isUnanswered) runRedeploy(edge, { eventId, instanceId, fails: false }, deadlineMs);
  });
}
