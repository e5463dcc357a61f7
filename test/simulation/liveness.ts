import type { InstanceRow } from "../../shared/ledger/row.ts";
import { isOver, listedForMs, minuteMs } from "./cloud.ts";
import { canRead, makeControlAnew } from "./control-row.ts";
import { checkCounters, isUncounted } from "./counters.ts";
import { drain } from "./drain.ts";
import { nextRunMs } from "./due.ts";
import { faultsOfDrained } from "./hooks.ts";
import { openedMs } from "./in-time.ts";
import { nameOf, violate } from "./invariants.ts";
import { scope } from "./names.ts";
import { checkHeard, untoldIn } from "./notices.ts";
import { unownedIn } from "./owned.ts";
import { questionsOf, startPerson } from "./person-worker.ts";
import { faultsAtRest } from "./places.ts";
import { perform } from "./port.ts";
import { isForPeople, isTraceless, mayStayOpen } from "./reasons.ts";
import { startReconcile } from "./reconcile-worker.ts";
import { deliver } from "./scenario.ts";
import { shownOf } from "./shown.ts";
import { letGo } from "./stops.ts";
import { waitPressed, waitUnread } from "./waits.ts";
import { kill } from "./worker.ts";
import type { World } from "./world.ts";

/**
 * Everything must have ended, or be a person's, this long after the last fault: the longest plan ahead (90 min,
 * templates.ts), a proof that is overdue two hours after it (follow-to-proof.ts), and ten minutes of runs. An attempt in
 * doubt is provable after 62 minutes, so that one concluded and tried again fits in. Seen at most: 214 min.
 */
const settledWithinMs = 220 * minuteMs;

/**
 * The calm phase: no faults, clocks as they should be, everything delivered until it is answered, reconciliation whenever
 * something may have changed. Everything must then have ended by itself but what only people can decide, or what waits for
 * something that does not come. The first is decided by people, the second left until its deadline. After that nothing
 * may be open.
 */
export function settleDown(world: World): void {
  world.calm = true;
  world.storms = false;
  world.say(() => "--- calm: no more faults");
  for (const worker of world.workers) worker.skewMs = 0;
  const runOnce = () => {
    startReconcile(world);
    runOut(world);
  };
  waitUnread(world, runOnce);
  world.unreadableUntilMs = 0;
  if (!canRead(world)) makeControlAnew(world);
  if (world.modes.length > 1) world.modes.push({ mode: "act", sinceMs: world.nowMs });
  runOut(world);
  settle(world);
  waitPressed(world, runOnce);
  settle(world); // what it made time pass for may go on with the next window only
  for (let rounds = 0; rounds < maxRounds && world.violations.length === 0; rounds++) {
    if (!askPeople(world) && !passDeadline(world)) break;
    runOut(world);
    settle(world);
  }
  if (world.violations.length === 0) checkSettled(world);
}

/** People decide what only they can. False if there is nothing. */
function askPeople(world: World): boolean {
  const questions = questionsOf(world);
  for (const question of questions) startPerson(world, question);
  return questions.length > 0;
}

/** What waits for a consent, an event or a status that does not come ends by itself at its deadline. False if nothing does. */
function passDeadline(world: World): boolean {
  const deadlines = [...world.table.rows]
    .flatMap(([instanceId, { row }]) => (mayStayOpen(world, row, instanceId) ? deadlineOf(row) : []))
    .filter(Number.isFinite);
  if (deadlines.length === 0) return false;
  world.nowMs = Math.max(world.nowMs, Math.min(...deadlines)) + minuteMs;
  startReconcile(world);
  return true;
}

/** An approval says until when it is waited for; anything else is tried for as long as the cloud lists what is over. */
const deadlineOf = ({ current, waiting }: InstanceRow) =>
  Math.min(
    ...(current === undefined ? [] : [current.openSinceMs + listedForMs]),
    ...Object.values(waiting).flatMap(({ openSinceMs, notAfterMs, wait }) => [
      openSinceMs + listedForMs,
      notAfterMs ?? Number.POSITIVE_INFINITY,
      (wait.for === "approval" ? wait.untilMs : undefined) ?? Number.POSITIVE_INFINITY,
    ]),
  );

/** People may be asked about every step of a runbook, and about an event's next operation; each may wait besides. */
const maxRounds = 12;

/** Where one is let through at a time, or in an hour: as many turns as there are operations in a schedule at most. */
const turnsIn = ({ limited, repeat }: World) => (limited.length > 0 || repeat.cooldownMs > minuteMs ? 6 : 1);

function settle(world: World): void {
  const withinMs = settledWithinMs * turnsIn(world);
  let untilMs = Math.max(openedMs(world, world.nowMs + withinMs), ...postponedMs(world)) + withinMs;
  let epochs = 0;
  let runsUnowned = 0;
  let runsUntold = 0;
  while (world.nowMs < untilMs && world.violations.length === 0) {
    const isRestless = unownedIn(world).length > 0 || untoldIn(world).length > 0;
    if (world.queue.length === 0 && isSettled(world) && !isRestless) break;
    runsUnowned = checkSought(world, runsUnowned);
    runsUntold = checkHeard(world, runsUntold);
    const isQuiet = epochs === epochsOf(world) && !isRestless;
    epochs = epochsOf(world);
    world.nowMs = isQuiet ? Math.min(nextRunMs(world), untilMs) : world.nowMs + minuteMs;
    letGo(world);
    startReconcile(world);
    runOut(world);
    untilMs = Math.max(untilMs, ...untracedUntilMs(world));
  }
}

/** Until when people have put something off. */
const postponedMs = ({ table }: World) =>
  [...table.rows.values()].flatMap(({ row }) =>
    Object.values(row.waiting).flatMap(({ postponed }) => postponed?.untilMs ?? []),
  );

/** An event that was dispatched rests for five minutes; what was given up unseen is looked for five minutes later. */
const ownedWithinRuns = 12;

/** I3: an event that the cloud lists is owned within some runs, whether or not the bus delivered it. */
function checkSought(world: World, runs: number): number {
  const [unowned] = unownedIn(world);
  if (runs >= ownedWithinRuns && unowned !== undefined)
    violate(world, `I3: ${unowned.eventId} is listed, and nobody owns it after ${runs} runs`);
  return unowned === undefined ? 0 : runs + 1;
}

/** What leaves no trace must be a person's a day after it could have shown (conclude-doubt.ts). */
const undecidedForMs = 86_400_000;

/** When what leaves no trace must have ended or be a person's. */
const untracedUntilMs = (world: World): readonly number[] =>
  [...world.table.rows].flatMap(([instanceId, { row }]) => {
    const { current } = row;
    if (current?.progress.state !== "Sending") return [];
    const { absenceProvableAtMs, defaultBounds } = world.product;
    const { signedAtMs } = current.progress;
    return isTraceless(world, current, instanceId, signedAtMs)
      ? [absenceProvableAtMs(signedAtMs, defaultBounds) + undecidedForMs + 2 * minuteMs]
      : [];
  });

/** Grows with every write. */
const epochsOf = ({ table }: World) =>
  [...table.rows.values()].reduce((sum, { row }) => sum + row.epoch + row.beside, 0);

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

/** Nothing is open, or only what waits for people, and all was counted. */
const isSettled = (world: World) =>
  faultsAtRest(world).length === 0 &&
  world.table.index.every(({ instanceId }) => {
    const row = world.table.rows.get(instanceId)?.row;
    if (isUncounted(world, row) || Object.keys(row?.hooks ?? {}).length > 0) return false;
    return mayStayOpen(world, row, instanceId) || isForPeople(world, row, instanceId);
  });

function checkSettled(world: World): void {
  for (const [instanceId, { row, openSinceMs }] of world.table.rows) checkClosed(world, instanceId, row, openSinceMs);
  checkPower(world);
  for (const fault of [...faultsAtRest(world), ...faultsOfDrained(world)]) violate(world, fault);
  checkCounters(world);
  for (const promise of world.history.promised) {
    const [instanceId = "", operationId = ""] = promise.split(" ");
    if (!isOnRecord(world, instanceId, operationId))
      violate(world, `I3: ${operationId.slice(0, 6)} was promised and is not on record`);
  }
  for (const { eventId, token, instanceId, shape, done, isOthers } of world.deliveries)
    if (eventId !== undefined && token === undefined && shape !== "http" && done && !isOthers)
      checkEvent(world, instanceId, eventId);
}

/** Nothing is open. What is not even listed is lost for good. */
function checkClosed(world: World, instanceId: string, row: InstanceRow, openSinceMs: number | undefined): void {
  const { current } = row;
  const waits = Object.values(row.waiting).map(({ operationId, wait }) => `${operationId.slice(0, 6)} (${wait.code})`);
  const isOpen = current !== undefined || waits.length > 0;
  if (openSinceMs === undefined && isOpen)
    violate(world, `I3: ${instanceId} is not listed, but has ${nameOf(current)}, and waiting ${waits.join(", ")}`);
  else if (current !== undefined) violate(world, `I3: ${nameOf(current)} stays open`);
  else if (isOpen) violate(world, `I3: ${waits.join(", ")} waits for ever`);
}

/** What was Running and was stopped for a replacement runs again, or is on record with its start. */
function checkPower(world: World): void {
  const { cloud, table, nowMs } = world;
  for (const { action, instanceId, nonce } of cloud.effects) {
    const isOurs = action === "StopInstance" && nonce !== undefined;
    // Another's reboot may be under way by now: it is not down for our sake.
    const runs = cloud.initiallyStopped.has(instanceId) || shownOf(cloud, instanceId, nowMs).status !== "Stopped";
    if (isOurs && !runs && table.rows.get(instanceId)?.row.current?.runbook?.step !== "start")
      violate(world, `I3: ${instanceId} was stopped for a replacement and is not started again`);
  }
}

/** Current, or ended: outcomes are forgotten after their retention. */
function isOnRecord(world: World, instanceId: string, operationId: string): boolean {
  const { current, waiting } = world.table.rows.get(instanceId)?.row ?? world.product.emptyRow;
  const isOpen = current?.operationId === operationId || waiting[operationId] !== undefined;
  return isOpen || world.history.ended.has(`${instanceId} ${operationId}`);
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
    row?.current?.eventId === eventId ||
    row?.events[key] !== undefined;
  if (!known) violate(world, `I3: event ${eventId} was taken and is on no record`);
}
