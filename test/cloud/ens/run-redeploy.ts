import type { Edge } from "./edge.ts";
import { type EdgeEvent, isOpen, withStatus } from "./edge-event.ts";
import { type EdgeInstance, type EdgeStatus, hasLocalDisks } from "./edge-instance.ts";

/** A redeploy that answers an event. */
export type Redeploy = Pick<EdgeEvent, "eventId" | "instanceId"> & {
  /** A fault: it ends as Failed. */
  readonly fails: boolean;
};

/**
 * Redeploys an edge instance, from `beganAtMs`, which is now. The times are those of an ECS redeploy that was accepted
 * ten seconds before.
 *
 *     0 s               50 s       4 min 50 s
 *     Stopping          Starting   Running, new host, local disks cleared, event Executed
 *     event Executing              (fails: instance as before, event Failed)
 *
 * A Stopped instance skips Stopping.
 */
export function runRedeploy(edge: Edge, redeploy: Redeploy, beganAtMs: number) {
  const { eventId, instanceId } = redeploy;
  const acceptedAtMs = beganAtMs - edge.timingMs("acceptLag");
  edge.changeEvent(eventId, (event) => ({
    ...(isOpen(event) ? withStatus(event, "Executing", edge.nowMs()) : event),
    redeploying: event.redeploying + 1,
  }));
  edge.changeInstance(instanceId, (instance) => ({
    ...show(edge, instance, instance.restingStatus === "Running" ? "Stopping" : "Starting"),
    redeploying: instance.redeploying + 1,
  }));
  edge.at(acceptedAtMs + edge.timingMs("redeployStopping"), () =>
    edge.changeInstance(instanceId, (instance) => show(edge, instance, "Starting")),
  );
  edge.at(acceptedAtMs + edge.timingMs("redeploy"), () => end(edge, redeploy));
}

const show = ({ holds }: Edge, instance: EdgeInstance, status: EdgeStatus): EdgeInstance =>
  holds("ens.redeploy.states") ? { ...instance, status } : instance;

function end(edge: Edge, { eventId, instanceId, fails }: Redeploy) {
  edge.changeEvent(eventId, (event) => {
    const redeploying = event.redeploying - 1;
    const ends = event.eventStatus === "Executing" && (!fails || redeploying === 0);
    return { ...(ends ? withStatus(event, endOf(edge, event, fails), edge.nowMs()) : event), redeploying };
  });
  edge.changeInstance(instanceId, (instance) => {
    const moved = fails ? instance : onNewHost(edge, instance);
    const redeploying = instance.redeploying - 1;
    return { ...moved, redeploying, status: redeploying === 0 ? moved.restingStatus : moved.status };
  });
}

/** Invented: no document tells how an event ends. */
function endOf({ holds, nowMs }: Edge, { deadlineMs }: EdgeEvent, fails: boolean) {
  if (fails) return holds("ens.redeploy.failed") ? "Failed" : "Inquiring";
  return nowMs() < deadlineMs && !holds("ens.redeploy.end") ? "Avoided" : "Executed";
}

const onNewHost = ({ newHostId }: Edge, instance: EdgeInstance): EdgeInstance => ({
  ...instance,
  restingStatus: instance.restingStatus === "Expired" ? "Expired" : "Running",
  hostId: newHostId(),
  wipes: instance.wipes + (hasLocalDisks(instance) ? 1 : 0),
});
