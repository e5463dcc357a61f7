import type { InstanceRow } from "../../shared/ledger/row.ts";
import { isOver, minuteMs } from "./cloud.ts";
import { drain } from "./drain.ts";
import { nextRunMs } from "./due.ts";
import { nameOf, violate } from "./invariants.ts";
import { questionsOf, startPerson } from "./person-worker.ts";
import { perform } from "./port.ts";
import { isForPeople, mayStayOpen } from "./reasons.ts";
import { startReconcile } from "./reconcile-worker.ts";
import { deliver } from "./scenario.ts";
import { shownOf } from "./shown.ts";
import { kill, scope } from "./worker.ts";
import type { World } from "./world.ts";

/** Everything must have ended this long after the last date window: time for a proof that is overdue, one after another. */
const settledWithinMs = 360 * minuteMs;

/**
 * The calm phase: no faults, clocks as they should be, everything delivered until it is answered, reconciliation whenever
 * something may have changed. What only people can decide is then decided by people. After that nothing may be open
 * without a reason.
 */
export function settleDown(world: World): void {
  world.calm = true;
  world.unreadableUntilMs = 0;
  world.say(() => "--- calm: no more faults");
  for (const worker of world.workers) worker.skewMs = 0;
  runOut(world);
  settle(world);
  for (let rounds = 0; rounds < maxRounds && world.violations.length === 0; rounds++) {
    const questions = questionsOf(world);
    if (questions.length === 0) break;
    for (const question of questions) startPerson(world, question);
    runOut(world);
    settle(world);
  }
  if (world.violations.length === 0) checkSettled(world);
}

/** People may be asked about every step of a runbook, and about an event's next operation. */
const maxRounds = 5;

function settle(world: World): void {
  const untilMs = world.nowMs + world.product.defaultBounds.dateWindowMs + settledWithinMs;
  let epochs = 0;
  while (world.nowMs < untilMs && world.violations.length === 0) {
    if (world.queue.length === 0 && isSettled(world)) break;
    const isQuiet = epochs === epochsOf(world);
    epochs = epochsOf(world);
    world.nowMs = isQuiet ? Math.min(nextRunMs(world), untilMs) : world.nowMs + minuteMs;
    startReconcile(world);
    runOut(world);
  }
}

/** Grows with every write. */
const epochsOf = ({ table }: World) => [...table.rows.values()].reduce((sum, { row }) => sum + row.epoch, 0);

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

/** Nothing is open, or only what waits for people. */
const isSettled = (world: World) =>
  world.table.index.every(({ instanceId }) => {
    const row = world.table.rows.get(instanceId)?.row;
    return mayStayOpen(world, row, instanceId) || isForPeople(world, row, instanceId);
  });

function checkSettled(world: World): void {
  for (const [instanceId, { row, openSinceMs }] of world.table.rows) checkClosed(world, instanceId, row, openSinceMs);
  checkPower(world);
  for (const promise of world.history.promised) {
    const [instanceId = "", operationId = ""] = promise.split(" ");
    if (!isOnRecord(world, instanceId, operationId))
      violate(world, `I3: ${operationId.slice(0, 6)} was promised and is not on record`);
  }
  for (const { eventId, token, instanceId, shape, done } of world.deliveries)
    if (eventId !== undefined && token === undefined && shape !== "http" && done)
      checkEvent(world, instanceId, eventId);
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

/** What was Running and was stopped for a replacement runs again, or is on record with its start. */
function checkPower(world: World): void {
  const { cloud, table, nowMs } = world;
  for (const { action, instanceId, nonce } of cloud.effects) {
    const isOurs = action === "StopInstance" && nonce !== undefined;
    const runs = cloud.initiallyStopped.has(instanceId) || shownOf(cloud, instanceId, nowMs).status === "Running";
    if (isOurs && !runs && table.rows.get(instanceId)?.row.current?.runbook?.step !== "start")
      violate(world, `I3: ${instanceId} was stopped for a replacement and is not started again`);
  }
}

/** Current, or ended: outcomes are forgotten after their retention. */
function isOnRecord(world: World, instanceId: string, operationId: string): boolean {
  const current = world.table.rows.get(instanceId)?.row.current;
  return current?.operationId === operationId || world.history.ended.has(`${instanceId} ${operationId}`);
}

/** An event that was taken is over, answered, or on record. */
function checkEvent(world: World, instanceId: string, eventId: string): void {
  const { eventKeyOf, eventTokenOf, operationIdOf } = world.product;
  const row = world.table.rows.get(instanceId)?.row;
  const key = eventKeyOf(eventId);
  const operationId = operationIdOf(scope, "event", eventTokenOf(instanceId, eventId, 1));
  const known =
    isOver(world.cloud, eventId, world.nowMs) ||
    isOnRecord(world, instanceId, operationId) ||
    row?.next[key] !== undefined ||
    row?.current?.eventId === eventId ||
    row?.events[key] !== undefined;
  if (!known) violate(world, `I3: event ${eventId} was taken and is on no record`);
}
