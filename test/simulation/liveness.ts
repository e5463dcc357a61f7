import type { InstanceRow } from "../../shared/ledger/row.ts";
import { isOver, minuteMs } from "./cloud.ts";
import { drain } from "./drain.ts";
import { nameOf, recordOf, violate } from "./invariants.ts";
import { perform } from "./port.ts";
import { deliver } from "./scenario.ts";
import { kill, scopeOfSimulation, startReconcile } from "./workers.ts";
import type { World } from "./world.ts";

/** Everything must have ended this long after the last date window (I3, as this simulation states it). */
const settledWithinMs = 90 * minuteMs;

/**
 * The calm phase: no faults, clocks as they should be, everything delivered until it is answered, reconciliation every
 * minute (every five after a while, since nothing happens in between). Then nothing may be open without a reason.
 */
export function settleDown(world: World): void {
  world.calm = true;
  world.say(() => "--- calm: no more faults");
  for (const worker of world.workers) worker.skewMs = 0;
  const untilMs = world.nowMs + world.product.defaultBounds.dateWindowMs + settledWithinMs;
  runOut(world);
  for (let rounds = 0; world.nowMs < untilMs && world.violations.length === 0; rounds++) {
    if (world.queue.length === 0 && isSettled(world)) break;
    world.nowMs += rounds < 6 ? minuteMs : 5 * minuteMs;
    startReconcile(world);
    runOut(world);
  }
  if (world.violations.length === 0) checkSettled(world);
}

/** Runs every worker and delivery to its end, in order. */
function runOut(world: World): void {
  for (let steps = 0; steps < 2_000; steps++) {
    drain();
    if (world.violations.length > 0) return;
    const [pending] = world.pending;
    const [delivery] = world.queue;
    if (pending !== undefined) perform(world, pending, "ok", (worker) => kill(world, worker));
    else if (delivery !== undefined) deliver(world, delivery);
    else return;
  }
  violate(world, "I3: the calm phase does not come to rest");
}

/** Nothing is open, or only what waits for a person's approval. */
const isSettled = (world: World) =>
  world.table.index.every(({ instanceId }) => mayStayOpen(world, world.table.rows.get(instanceId)?.row, instanceId));

/** What waits for a person, is for people to look at, or waits for a system event that is not there (it expires after 30 days). */
function mayStayOpen({ cloud, nowMs }: World, row: InstanceRow | undefined, instanceId: string): boolean {
  const progress = row?.current?.progress;
  // Someone else's redeploy was taken for ours, and did not answer the event: that it helped cannot be proved.
  if (progress?.state === "Unproven") return progress.adopted;
  if (progress?.state !== "Waiting") return false;
  if (progress.for === "approval") return true;
  const events = [...cloud.events.values()].filter((event) => event.instanceId === instanceId);
  return (
    progress.code === "InvalidOperation.RedeployInstance" &&
    events.every(({ eventId }) => isOver(cloud, eventId, nowMs))
  );
}

function checkSettled(world: World): void {
  for (const [instanceId, { row, openSinceMs }] of world.table.rows) checkClosed(world, instanceId, row, openSinceMs);
  for (const promise of recordOf(world).promised) {
    const [instanceId = "", operationId = ""] = promise.split(" ");
    if (!isOnRecord(world, instanceId, operationId))
      violate(world, `I3: ${operationId.slice(0, 6)} was promised and is not on record`);
  }
  for (const { eventId, instanceId, shape, done } of world.deliveries)
    if (eventId !== undefined && shape !== "http" && done) checkEvent(world, instanceId, eventId);
}

/** A row is listed if something is open in it, and nothing is open without a reason. */
function checkClosed(world: World, instanceId: string, row: InstanceRow, openSinceMs: number | undefined): void {
  const { current } = row;
  const parked = Object.values(row.next).map(({ eventId }) => eventId);
  const isOpen = current !== undefined || parked.length > 0;
  if (openSinceMs === undefined && isOpen)
    violate(world, `I3: ${instanceId} is not listed, but has ${nameOf(current)} and parked ${parked.join(", ")}`);
  else if (current !== undefined && !mayStayOpen(world, row, instanceId))
    violate(world, `I3: ${nameOf(current)} stays open`);
  else if (current === undefined && isOpen)
    violate(world, `I3: ${instanceId} stays listed for parked ${parked.join(", ")}`);
}

function isOnRecord({ table }: World, instanceId: string, operationId: string): boolean {
  const row = table.rows.get(instanceId)?.row;
  return row?.current?.operationId === operationId || row?.outcomes[operationId] !== undefined;
}

/** An event that was taken is over, answered, or on record. */
function checkEvent(world: World, instanceId: string, eventId: string): void {
  const { eventKeyOf, eventTokenOf, operationIdOf } = world.product;
  const row = world.table.rows.get(instanceId)?.row;
  const key = eventKeyOf(eventId);
  const operationId = operationIdOf(scopeOfSimulation, "event", eventTokenOf(instanceId, eventId, 1));
  const known =
    isOver(world.cloud, eventId, world.nowMs) ||
    isOnRecord(world, instanceId, operationId) ||
    row?.next[key] !== undefined ||
    row?.events[key] !== undefined;
  if (!known) violate(world, `I3: event ${eventId} was taken and is on no record`);
}
