import type { Current, InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import { type Action, traitsOf } from "./actions.ts";
import { type Cloud, type Effect, hasFailed, isOver, listedForMs, minuteMs, overSinceMs } from "./cloud.ts";
import { actionOf, isOf } from "./invariants.ts";
import { isListed } from "./look.ts";
import { isHeldUp } from "./places.ts";
import { ownersRules, steeringBy } from "./rules.ts";
import { shownOf } from "./shown.ts";
import { halfSkewMs, type World } from "./world.ts";

/**
 * True iff nothing is current, and all that waits waits for what does not come by itself: a consent, an answer that no plan
 * gives, or a system event or status that is not there (it expires after 30 days).
 */
export const mayStayOpen = (world: World, row: InstanceRow | undefined, instanceId: string): boolean =>
  row !== undefined &&
  row.current === undefined &&
  Object.values(row.waiting).every((entry) => mayWait(world, entry, instanceId));

function mayWait(world: World, entry: Waiting, instanceId: string): boolean {
  const { wait, operation, eventId: named } = entry;
  if (wait.for === "approval") return isAskedByNow(world, entry);
  if (wait.for === "slot") return isHeldUp(world, instanceId, (row, id) => isForPeople(world, row, id));
  const { cloud, nowMs } = world;
  // Nothing is begun so close to the platform's own time, which may be days away.
  if (wait.code === "GuardBand" && wait.untilMs !== undefined && wait.untilMs + 2 * halfSkewMs > nowMs) return true;
  const { status } = shownOf(cloud, instanceId, nowMs);
  if (wait.for === "policy") return named !== undefined && !isOver(cloud, named, nowMs);
  if (wait.code === "IncorrectInstanceStatus") return !statusesFor(entry).includes(status);
  const events = [...cloud.events.values()].filter(
    (event) =>
      event.instanceId === instanceId &&
      !event.simulated && // a drill asks for nothing
      traitsOf.RedeployInstance.answers.includes(event.type) &&
      (named === undefined || named === event.eventId),
  );
  return (
    operation === "RedeployInstance" &&
    wait.code === "InvalidOperation.RedeployInstance" &&
    events.every(({ eventId }) => isOver(cloud, eventId, nowMs))
  );
}

/** A person is asked about an event by the policy that is in force, which `reconcile` reads. Nothing rules a call. */
const isAskedByNow = (world: World, { plan }: Waiting) =>
  plan === undefined || plan.policy === steeringBy(world, ownersRules, world.nowMs).serial;

/** The statuses in which an operation can go on; one that may stop the instance itself can do so in either. */
const statusesFor = ({ operation, runbook }: Waiting): readonly string[] =>
  [operation as Action, ...(runbook === undefined ? [] : (["StopInstance"] as const))] // operations are named after their call
    .flatMap((action) => traitsOf[action].needs);

/**
 * What no evidence can decide: it is not listed any more, or does not show whether it happened or helped. It must say
 * itself that it needs a person.
 */
export function isForPeople(world: World, row: InstanceRow | undefined, instanceId: string): boolean {
  const { current } = row ?? {};
  if (current === undefined) return false;
  const { progress } = current;
  if (progress.state === "Unproven") return isUnprovable(world, current, instanceId, progress.adopted);
  if (progress.state !== "NeedsHuman") return false;
  const isOld = progress.signedAtMs + listedForMs - 10 * minuteMs <= world.nowMs;
  if (world.nowMs < world.product.absenceProvableAtMs(progress.signedAtMs, world.product.defaultBounds)) return false;
  return isOld || isTraceless(world, current, instanceId, progress.signedAtMs);
}

/**
 * A reboot that did not happen leaves no trace, nor need one that did. Where StartTime is what shows, a start in the
 * minute of the attempt, or after it, hides whether there was one.
 */
export function isTraceless(
  { cloud, nowMs, product }: World,
  current: Current,
  instanceId: string,
  signedAtMs: number,
) {
  const action = actionOf(current);
  const event = cloud.events.get(current.eventId ?? "");
  // An inquiry that has a time now may have got it by what was accepted, or by somebody else.
  if (action === "AcceptInquiredSystemEvent" && event?.status === "Scheduled") return true;
  if (traitsOf[action].showsByEvent) return cloud.withdrawn.has(current.eventId ?? "");
  if (action === "RebootInstance" && !(cloud.movesStartTime && isTaken(cloud, current))) return true;
  if (action !== "RebootInstance" && action !== "StopInstance" && action !== "StartInstance") return false;
  const { earliestStampMs, defaultBounds } = product;
  return shownOf(cloud, instanceId, nowMs).startedAtMs >= earliestStampMs(signedAtMs, defaultBounds);
}

const isTaken = ({ effects }: Cloud, { progress }: Current) =>
  effects.some(({ nonce }) => nonce !== undefined && "nonce" in progress && nonce === progress.nonce);

/** What followed the attempt does not tell whether it helped. */
function isUnprovable(world: World, current: Current, instanceId: string, adopted: boolean): boolean {
  const { cloud, nowMs } = world;
  const { eventId, operation, operationId, runbook } = current;
  const isOthers = cloud.effects.some((effect) => effect.instanceId === instanceId && effect.nonce === undefined);
  // Somebody else's redeploy was taken for ours, or somebody started what we had stopped before that was seen.
  if (isOthers && (adopted || runbook?.step === "stop")) return true;
  if (eventId !== undefined && !isSeenOver(cloud, eventId, nowMs)) return true;
  if (operation === "RebootInstance" && !cloud.movesStartTime) return true;
  if (shownOf(cloud, instanceId, nowMs).status !== "Running" && operation !== "ReplaceSystemDisk") return true;
  const mine = cloud.effects.filter(({ nonce }) => isOf(world, nonce, instanceId, operationId));
  return mine.some((effect) => effect.endsAtMs + listedForMs <= nowMs || hasFailedUnseen(effect, nowMs));
}

/** True iff the cloud's list says that an event has been answered. */
const isSeenOver = (cloud: Cloud, eventId: string, nowMs: number) =>
  isOver(cloud, eventId, nowMs) && !cloud.withdrawn.has(eventId) && isListed(overSinceMs(cloud, eventId), nowMs);

/** What has no id fails without a trace. */
const hasFailedUnseen = (effect: Effect, nowMs: number) =>
  traitsOf[effect.action].id === undefined && hasFailed(effect, nowMs);
