import type { Dispatched } from "../../shared/command.ts";
import type { Control } from "../../shared/control/control.ts";
import type { Pause } from "../../shared/guards/pause.ts";
import type { Current, InstanceRow } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
import { edgeInstance } from "./names.ts";
import { isBeginning } from "./places.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** What is stopped, or was: a pause, the breaker, or all while another stack has the right to act. World time, though its end may be by a clock that differs. */
type Stop = { readonly id: string; readonly scope: string; readonly fromMs: number; toMs: number };

/** An attempt that guards had to judge, by its nonce. */
type Judged = { readonly operation: string; readonly instanceId: string; readonly isAutomatic: boolean };

/** What the invariants remember of stops. */
export type Stops = {
  readonly stops: Stop[];
  readonly judged: Map<string, Judged>;
  /** When operations of an event were opened that nobody asked for: `<instance> <event>`. */
  readonly arrived: Map<string, Set<number>>;
  /** When somebody said that all goes on, by their name; and when the last of them did whose word was written. */
  readonly saidMs: Map<string, number>;
  resumedMs: number;
};

export const createStops = (): Stops => ({
  stops: [],
  judged: new Map(),
  arrived: new Map(),
  saidMs: new Map(),
  resumedMs: 0,
});

/** What may be paused. All machines but the one at the edge are in the one zone. */
export const scopesOfPauses = ["all", "operation RedeployInstance", "zone cn-hangzhou-i"] as const;

/** So many events in this time are a storm, in the schedules that have one. */
export const stormLimit = { events: 2, withinMs: 10 * minuteMs };

/** A control row, a look and an intent may each be a minute old when they are acted on; clocks may be set meanwhile. */
const maxAgeMs = minuteMs + 2 * halfSkewMs;
const breakerId = "breaker";
const rightId = "right";

const covers = ({ scope }: Stop, { operation, instanceId, isAutomatic }: Judged) =>
  scope === "all" ||
  scope === rightId ||
  scope === `operation ${operation}` ||
  (scope.startsWith("zone") && instanceId !== edgeInstance) ||
  (scope === breakerId && isAutomatic);

/** The stop that stands for longer than `agoMs` at a moment, and longer still. */
const standing = ({ halts }: World, judged: Judged, atMs: number, agoMs: number) =>
  halts.stops.find((stop) => stop.fromMs + agoMs < atMs && atMs < stop.toMs - 2 * halfSkewMs && covers(stop, judged));

/** Nothing is intended later than a minute after a stop was written, but the next step of what was begun before. */
export function faultOfStopped(
  world: World,
  { name }: Worker,
  instanceId: string,
  before: Current | undefined,
  next: Current | undefined,
): string | undefined {
  if (next?.progress.state !== "Sending" || !isBeginning(before, next)) return undefined;
  const { operation, clientToken, progress } = next;
  const judged = { operation, instanceId, isAutomatic: clientToken === undefined };
  world.halts.judged.set(progress.nonce, judged);
  const stop = standing(world, judged, progress.signedAtMs, maxAgeMs);
  return stop && `stopped: ${name} intends on ${instanceId}, though ${nameOf(stop)} stands for more than a minute`;
}

/** Nothing is sent later than two minutes after a stop was written. */
export function faultOfSend(world: World, { name }: Worker, nonce: string): string | undefined {
  const judged = world.halts.judged.get(nonce);
  const stop = judged && standing(world, judged, world.nowMs, 2 * maxAgeMs);
  return stop && `stopped: ${name} sends for ${judged?.instanceId}, though ${nameOf(stop)} stands for two minutes`;
}

/** Nothing is dispatched to find out that it is held, as far as the run has read the control row. */
export function faultOfDispatch(
  { table, nowMs }: World,
  { name, steeredBy, skewMs }: Worker,
  { instanceId, operationId }: Dispatched,
): string | undefined {
  const { row } = table.rows.get(instanceId) ?? {};
  const entry = row?.current === undefined ? row?.waiting[operationId] : undefined;
  if (steeredBy === undefined || entry === undefined) return undefined;
  const isHeld = steeredBy.pauses.some(
    (pause) =>
      (pause.scope === "all" || pause.scope === `operation ${entry.operation}`) && endOf(pause) > nowMs + skewMs,
  );
  const mayNot = !steeredBy.right.operations.includes(entry.operation);
  const isTripped = steeredBy.breaker.tripped !== undefined && entry.clientToken === undefined;
  return isHeld || isTripped || mayNot
    ? `stopped: ${name} dispatches ${operationId.slice(0, 6)}, which is held`
    : undefined;
}

/** Notes when events came that begin operations by themselves. */
export function noteArrivals({ halts }: World, instanceId: string, { current, waiting }: InstanceRow): void {
  for (const { eventId, clientToken, openSinceMs } of [...(current ? [current] : []), ...Object.values(waiting)]) {
    if (eventId === undefined || clientToken !== undefined) continue;
    const key = `${instanceId} ${eventId}`;
    halts.arrived.set(key, (halts.arrived.get(key) ?? new Set()).add(openSinceMs));
  }
}

/** The control row was written: what is stopped, and by whom. */
export function onSteered(world: World, worker: Worker, before: Control, next: Control): string | undefined {
  noteBegun(world, before, next);
  const fault = faultOfRelease(world, worker, before, next) ?? faultOfTrip(world, worker, before, next);
  for (const id of idsOf(before)) if (!idsOf(next).includes(id)) endStop(world, id);
  if (worker.kind === "person" && next.breaker.tripped === undefined && next.pauses.length === 0)
    world.halts.resumedMs = Math.max(world.halts.resumedMs, world.halts.saidMs.get(worker.name) ?? 0);
  return fault;
}

/** What stops something by a control row. */
const idsOf = ({ right, pauses, breaker }: Control) => [
  ...pauses.map(({ id }) => id),
  ...(right.operations.length > 0 ? [] : [rightId]),
  ...(breaker.tripped === undefined ? [] : [breakerId]),
];

function noteBegun({ halts, nowMs }: World, before: Control, next: Control): void {
  const known = idsOf(before);
  for (const id of idsOf(next).filter((one) => !known.includes(one))) {
    const pause = next.pauses.find((one) => one.id === id);
    const toMs = pause === undefined ? Number.POSITIVE_INFINITY : endOf(pause);
    halts.stops.push({ id, scope: pause?.scope ?? id, fromMs: nowMs, toMs });
  }
}

/** A pause goes by a person's word or at its end, and the breaker by a person's word. */
function faultOfRelease({ nowMs }: World, { name, kind }: Worker, before: Control, next: Control): string | undefined {
  if (kind === "person") return undefined;
  const ended = before.pauses.filter((pause) => endOf(pause) <= nowMs + halfSkewMs).map(({ id }) => id);
  const gone = idsOf(before).filter((id) => !idsOf(next).includes(id) && !ended.includes(id));
  return gone.length > 0 ? `stopped: ${name} lets go ${gone.join(", ")}, which a person alone may` : undefined;
}

/** A breaker trips only by so many events that came since, and calls are none. */
function faultOfTrip(world: World, { name }: Worker, before: Control, { breaker: { tripped } }: Control) {
  if (tripped === undefined || before.breaker.tripped !== undefined) return undefined;
  const { events, withinMs } = stormLimit;
  const fromMs = Math.max(tripped.atMs - withinMs, world.halts.resumedMs) - 2 * halfSkewMs;
  const came = [...world.halts.arrived.values()].filter((openedMs) => [...openedMs].some((atMs) => atMs > fromMs));
  return came.length < events ? `stopped: ${name} trips the breaker by ${came.length} event(s)` : undefined;
}

const endOf = ({ untilMs = Number.POSITIVE_INFINITY }: Pause) => untilMs;

const endStop = ({ halts, nowMs }: World, ended: string): void => {
  for (const stop of halts.stops) if (stop.id === ended) stop.toMs = Math.min(stop.toMs, nowMs);
};

function nameOf({ id, scope }: Stop): string {
  if (id === rightId) return "the right of another stack";
  return id === breakerId ? "the breaker" : `the pause ${id} of ${scope}`;
}

/** In the calm people let go what is stopped, as soon as it is. */
export function letGo(world: World): void {
  const { control, nowMs } = world;
  if (idsOf(control).length === 0) return;
  for (const { id } of world.halts.stops) endStop(world, id);
  world.halts.resumedMs = nowMs;
  world.control = { ...control, rev: control.rev + 1, pauses: [], breaker: { countsFromMs: nowMs } };
  world.control = { ...world.control, right: world.product.rightFor(["ecs", "ens"]) };
  world.say(() => "people let go what is stopped");
}
