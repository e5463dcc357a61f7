import { minuteMs } from "./cloud.ts";
import { type Delivery, eventThree, eventTwo, instanceA, instanceB } from "./delivery.ts";
import { startInvocation } from "./function-worker.ts";
import type { World } from "./world.ts";

/** 2026-11-21T03:00:00Z: when every schedule begins, give or take a part of a minute. */
export const startMs = 1_795_230_000_000;

/** Delivers what is queued. Its event is raised, at the latest, when it is delivered. */
export function deliver(world: World, delivery: Delivery | undefined): void {
  if (delivery === undefined) return;
  world.queue.splice(world.queue.indexOf(delivery), 1);
  if (delivery.instanceId === instanceB) raise(world, instanceB, eventThree);
  if (delivery.eventId === eventTwo) raise(world, instanceA, eventTwo);
  startInvocation(world, delivery);
}

/** The cloud plans to redeploy an instance. */
export function raise({ cloud }: World, instanceId: string, eventId: string): void {
  if (cloud.events.has(eventId)) return;
  cloud.events.set(eventId, {
    eventId,
    instanceId,
    type: "SystemMaintenance.Redeploy",
    status: "Scheduled",
    notBeforeMs: startMs + (eventId === eventTwo ? 48 : 24) * 60 * minuteMs,
    simulated: false,
    diskId: undefined,
  });
}
