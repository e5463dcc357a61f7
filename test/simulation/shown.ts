import type { SystemEvent } from "../../shared/remediation/answerable.ts";
import { traitsOf } from "./actions.ts";
import { type Cloud, type Effect, isOver, isRunning, toMinute } from "./cloud.ts";
import { startMs } from "./names.ts";

/** What the cloud's reads show of an instance besides its events and tasks. */
type Shown = {
  readonly status: string;
  /** To the minute. */
  readonly startedAtMs: number;
  readonly disk: { readonly diskId: string; readonly status: string };
  readonly locks: readonly string[];
};

/** Started long before the schedule begins. */
const initialStartMs = startMs - 86_400_000;

/** An instance at a moment: what its effects made of it, one after the other, as far as they show. */
export function shownOf(cloud: Cloud, instanceId: string, nowMs: number): Shown {
  const status = cloud.initiallyStopped.has(instanceId) ? "Stopped" : "Running";
  const initial: Shown = {
    status,
    startedAtMs: initialStartMs,
    disk: { diskId: `d-first-${instanceId}`, status: "In_use" },
    locks: [],
  };
  return cloud.effects
    .filter((effect) => effect.instanceId === instanceId && shownFromMs(cloud, effect) <= nowMs)
    .reduce((shown, effect) => after(cloud, shown, effect, nowMs), initial);
}

/** A hidden change shows when it has ended, or soon after it began on a guarded cloud. */
function shownFromMs({ guarded }: Cloud, { action, acceptedAtMs, visibleAtMs, endsAtMs }: Effect): number {
  if (traitsOf[action].passing?.hidden !== true) return visibleAtMs;
  return guarded ? acceptedAtMs + 10_000 : Math.max(endsAtMs, visibleAtMs);
}

function after(cloud: Cloud, shown: Shown, effect: Effect, nowMs: number): Shown {
  const { action, id, visibleAtMs, fails } = effect;
  const { passing } = traitsOf[action];
  const runs = isRunning(effect, nowMs) || visibleAtMs > nowMs;
  if (action === "ReplaceSystemDisk") return { ...shown, ...replaced(id, runs) };
  if (runs) return { ...shown, status: passing?.status ?? shown.status };
  return fails ? shown : changed(cloud, shown, effect);
}

const replaced = (diskId: string, runs: boolean): Pick<Shown, "disk" | "locks"> => ({
  disk: { diskId, status: runs ? "ReIniting" : "In_use" },
  locks: runs ? ["replacing"] : [],
});

/** Once it has ended. What is Stopped stays so, and has no new start. */
function changed(cloud: Cloud, shown: Shown, { action, endsAtMs }: Effect): Shown {
  const { after: status = shown.status, restarts } = traitsOf[action];
  const moves = restarts && status === "Running" && (action !== "RebootInstance" || cloud.movesStartTime);
  return { ...shown, status, startedAtMs: moves ? toMinute(cloud, endsAtMs) : shown.startedAtMs };
}

/** A system event at a moment. Only the edge cloud shows one that is planned, that is being answered, or that failed. */
export function eventOf<E extends SystemEvent>(cloud: Cloud, event: E, nowMs: number): E {
  const { eventId } = event;
  if ((cloud.withdrawn.get(eventId) ?? Number.POSITIVE_INFINITY) <= nowMs) return { ...event, status: "Canceled" };
  if (isOver(cloud, eventId, nowMs)) return { ...event, status: "Executed" };
  const answering = cloud.effects.findLast(
    ({ action, answers, visibleAtMs }) =>
      traitsOf[action].showsByEvent === true && answers.includes(eventId) && visibleAtMs <= nowMs,
  );
  if (answering === undefined) return event;
  if (nowMs < answering.startsAtMs) return { ...event, status: "Scheduled", notBeforeMs: answering.startsAtMs };
  return { ...event, status: answering.fails && !isRunning(answering, nowMs) ? "Failed" : "Executing" };
}
