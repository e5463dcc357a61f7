import type { Waiting } from "../../shared/ledger/row.ts";
import { maintenance } from "./actions.ts";
import { minuteMs } from "./cloud.ts";
import type { Intent } from "./history.ts";
import { eventOf } from "./shown.ts";
import type { Times } from "./times.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** What is begun: of a call, freezes alone are asked. */
type Begun = { readonly isCall: boolean; readonly overrides: boolean; readonly dueMs: number | undefined };

const dayMs = 24 * 60 * minuteMs;

/** True iff these times let nothing planned of this kind begin at a moment. Reckoned without the product's calendar. */
function isHeldAt({ window, freeze, guardBandMs = 0 }: Times, { isCall, overrides, dueMs = 0 }: Begun, atMs: number) {
  if (!isCall && atMs < dueMs && atMs >= dueMs - guardBandMs) return true;
  if (freeze !== undefined && !overrides && atMs >= freeze.fromMs && atMs < freeze.toMs) return true;
  if (window === undefined || isCall) return false;
  return sinceOpened(window.opensMs, atMs) >= window.lengthMs - window.cutoffMs;
}

const sinceOpened = (opensMs: number, atMs: number) => (((atMs - opensMs) % dayMs) + dayMs) % dayMs;

/** A look, a plan and a pin may each be a minute old, and clocks may be set meanwhile. */
const inTimeMs = 2 * (minuteMs + 2 * halfSkewMs);

/**
 * H: nothing planned is sent outside its window, in a freeze, or in the guard band, by any policy that held since the attempt
 * can have read it. A stopped instance goes on.
 */
export function faultOfTime(world: World, { name, isAfterRevocation }: Worker, intent: Intent | undefined) {
  if (intent === undefined || intent.isBegun || isFailure(world, intent.eventId)) return undefined;
  const { timed, nowMs } = world;
  const inForce = timed.filter((_, at) => (timed[at + 1]?.sinceMs ?? nowMs) >= nowMs - inTimeMs);
  const isFirst = (timed[0]?.sinceMs ?? nowMs) > nowMs - inTimeMs; // before it nothing said when
  // Whoever is no operator any more overrides nothing.
  const asked = { isCall: !intent.isAutomatic, overrides: intent.overrides && !isAfterRevocation };
  const begun = duesOf(world, intent.eventId).map((dueMs) => ({ ...asked, dueMs }));
  const moments = Array.from({ length: inTimeMs / 1_000 + 1 }, (_, at) => nowMs + halfSkewMs - at * 1_000);
  const isLet =
    isFirst || inForce.some(({ times }) => moments.some((atMs) => begun.some((one) => !isHeldAt(times, one, atMs))));
  return isLet ? undefined : `H: ${name} sends for ${intent.instanceId}, and no policy lets it begin now`;
}

/** When an event is due, and when it was due before the cloud moved it, if an attempt can have looked at it then. */
function duesOf({ cloud, nowMs }: World, eventId = ""): readonly (number | undefined)[] {
  const event = cloud.events.get(eventId);
  const { dueMs, untilMs = 0 } = cloud.moved.get(eventId) ?? {};
  return [event && eventOf(cloud, event, nowMs).notBeforeMs, ...(untilMs >= nowMs - inTimeMs ? [dueMs] : [])];
}

const isFailure = ({ cloud }: World, eventId = "") => cloud.events.get(eventId)?.type === maintenance.failure;

const codes = ["Forbidden.Frozen", "OutsideWindow", "GuardBand", "NoTimeLeft"];

/** True iff it waits for a time that the policy names. */
export const isHeldByTime = ({ wait }: Pick<Waiting, "wait">) => codes.includes(wait.code);

/** H: what answers a failure waits for no time that the policy names. */
export const holdsFailure = (world: World, entry: Waiting) =>
  isHeldByTime(entry) && isFailure(world, entry.eventId)
    ? `H: ${entry.eventId}, a failure, waits: ${entry.wait.code}`
    : undefined;

/** The first moment from then on at which everything planned may begin, whatever the event. */
export function openedMs(world: World, fromMs: number): number {
  const times = world.timed.at(-1)?.times ?? {};
  const dues = [...world.cloud.events.values()].map(({ notBeforeMs }) => notBeforeMs);
  return Math.max(fromMs, ...dues.map((dueMs) => freeFrom(times, { isCall: false, overrides: false, dueMs }, fromMs)));
}

function freeFrom(times: Times, begun: Begun, fromMs: number): number {
  let atMs = fromMs;
  while (isHeldAt(times, begun, atMs)) atMs += minuteMs;
  return atMs;
}

/** By how much before an event's own time a question about it may end, milliseconds. */
export const bandsOf = ({ timed }: World) => [0, ...timed.map(({ times }) => times.guardBandMs ?? 0)];
