import { maintenance } from "./actions.ts";
import { isOver } from "./cloud.ts";
import type { Delivery } from "./delivery.ts";
import { violate } from "./invariants.ts";
import {
  diskEvent,
  drillEvent,
  edgeEvent,
  edgeInstance,
  eventThree,
  instanceA,
  instanceB,
  otherEvent,
  rebootEvent,
  stopEvent,
} from "./names.ts";
import { isOwnedIn } from "./owned.ts";
import { raise } from "./scenario.ts";
import { timeoutSeconds } from "./worker.ts";
import type { Memory, Worker, World } from "./world.ts";

/** Events that the cloud plans and no bus need deliver, besides the first one. A tape's numbers rest on this order. */
const undelivered: readonly (readonly [name: string, raised: (world: World) => void])[] = [
  ["nothing more", () => undefined],
  [eventThree, (world) => raise(world, instanceB, eventThree)],
  [rebootEvent, (world) => raise(world, instanceA, rebootEvent, maintenance.reboot)],
  [edgeEvent, (world) => raise(world, edgeInstance, edgeEvent, maintenance.edge)],
  [diskEvent, (world) => raise(world, instanceA, diskEvent, maintenance.disk, "Inquiring")],
  [stopEvent, (world) => raise(world, instanceA, stopEvent, maintenance.stop)],
];

/** In half of the random schedules reconciliation can list what is pending; in the others it is blind. */
export function chooseFinder(world: World): void {
  const { tape } = world;
  world.finds = tape.choose(2, "setup", () => ["no finder", "finder"]) === 1;
  if (!world.finds) return;
  const names = undelivered.map(([name]) => name);
  undelivered[tape.choose(undelivered.length, "setup", () => names)]?.[1](world);
  raise(world, instanceA, drillEvent, maintenance.redeploy, "Scheduled", true);
  raise(world, instanceA, otherEvent, maintenance.other);
}

/** An instance of the function that runs nothing now: one that is warm, or a new one. */
export function memoryFor(world: World, worker: Worker): Memory {
  const { memories, tape, finds, calm } = world;
  const idle = memories.find(({ runs }) => runs?.state !== "running");
  const isCold = finds && idle !== undefined && !calm && tape.choose(2, "detail", () => ["warm", "cold"]) === 1;
  if (idle !== undefined && !isCold) return Object.assign(idle, { runs: worker });
  const memory: Memory = {
    finds: world.product.createFinds(),
    remembered: world.product.createRememberedRows(),
    wrote: world.product.createWroteLast(),
    runs: worker,
    toldBlindMs: new Map(),
  };
  memories.push(memory);
  return memory;
}

/** F: what is found asks for something, was pending when the run began, and nobody owned it when its row was read. */
export function checkFound(world: World, worker: Worker, { eventId = "", instanceId }: Delivery): void {
  const event = world.cloud.events.get(eventId);
  const startedMs = worker.killedAtMs - timeoutSeconds.reconcile * 1_000;
  const asks = event !== undefined && !event.simulated && event.type !== maintenance.other;
  if (!asks || isOver(world.cloud, eventId, startedMs - world.cloud.lagMs))
    violate(world, `F: ${worker.name} finds ${eventId}, which asks for nothing`);
  if (isOwnedIn(world, worker.rows.get(instanceId), instanceId, eventId))
    violate(world, `F1: ${worker.name} finds ${eventId}, which is owned`);
}

/** A run says that it cannot list a product's events. */
export function noteBlind(
  { nowMs }: World,
  { unread }: Worker,
  { toldBlindMs }: Memory,
  target: string,
  done: string,
): void {
  const product = /^events of (ecs|ens)$/.exec(target)?.[1];
  if (product === undefined || !done.startsWith("finder blind")) return;
  toldBlindMs.set(product, nowMs);
  unread.splice(0, unread.length, ...unread.filter((other) => other !== product));
}

/** F5: who could not read a list has said so. */
export function checkTold(world: World, { name, unread }: Worker): void {
  for (const product of unread) violate(world, `F5: ${name} could not list the events of ${product}, and says nothing`);
}
