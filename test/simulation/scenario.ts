import { maintenance } from "./actions.ts";
import { startAnswer } from "./answer-worker.ts";
import { minuteMs } from "./cloud.ts";
import type { Delivery } from "./delivery.ts";
import { startInvocation } from "./function-worker.ts";
import {
  diskEvent,
  edgeEvent,
  edgeInstance,
  eventThree,
  eventTwo,
  failureEvent,
  instanceA,
  instanceB,
  rebootEvent,
  startMs,
  stopEvent,
} from "./names.ts";
import type { World } from "./world.ts";

/** Delivers what is queued. Its event is raised, at the latest, when it is delivered. */
export function deliver(world: World, delivery: Delivery | undefined): void {
  if (delivery === undefined) return;
  world.queue.splice(world.queue.indexOf(delivery), 1);
  if (delivery.instanceId === instanceB) raise(world, instanceB, eventThree);
  if (delivery.eventId === eventTwo) raise(world, instanceA, eventTwo);
  if (delivery.eventId === rebootEvent) raise(world, instanceA, rebootEvent, maintenance.reboot, delivery.eventStatus);
  if (delivery.eventId === diskEvent) raise(world, instanceA, diskEvent, maintenance.disk, "Inquiring");
  if (delivery.eventId === stopEvent) raise(world, instanceA, stopEvent, maintenance.stop);
  if (delivery.eventId === failureEvent) raise(world, instanceA, failureEvent, maintenance.failure, "Inquiring");
  if (delivery.instanceId === edgeInstance) raise(world, edgeInstance, edgeEvent, maintenance.edge);
  if (delivery.said === undefined) startInvocation(world, delivery);
  else startAnswer(world, delivery);
}

/** The cloud plans something for an instance. */
export function raise(
  { cloud }: World,
  instanceId: string,
  eventId: string,
  type: string = maintenance.redeploy,
  status = "Scheduled",
  simulated = false,
): void {
  if (cloud.events.has(eventId)) return;
  cloud.events.set(eventId, {
    eventId,
    instanceId,
    type,
    status,
    notBeforeMs: startMs + (eventId === eventTwo ? 48 : 24) * 60 * minuteMs,
    simulated,
    diskId: undefined,
  });
}
