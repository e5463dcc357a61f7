import type { Control } from "../../shared/control/control.ts";
import type { Limit } from "../../shared/guards/limits.ts";
import type { Current, InstanceRow } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
import { isDrained } from "./hooks.ts";
import { inForceAfterMs } from "./limited.ts";
import { edgeInstance } from "./names.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** I8: an attempt begins only while its scopes have room, whatever the control row says. */
export function faultOfPlace(
  world: World,
  worker: Worker,
  instanceId: string,
  before: Current | undefined,
  next: Current | undefined,
): string | undefined {
  if (next === undefined || !isBeginning(before, next) || isDrained(world, instanceId)) return undefined;
  if (isSignedUnsteered(world, next))
    return `I8: ${worker.name} begins on ${instanceId}, though nobody can read the control row`;
  const { limits = [], countsFromMs = 0 } = world.limited.at(-1) ?? {};
  if (limits.length === 0 || world.nowMs < countsFromMs) return undefined;
  const recent = begunBefore(world, instanceId, next);
  const over = limits.find(
    (limit) => others(world, instanceId, limit).length >= (limit.inFlight ?? Number.POSITIVE_INFINITY),
  );
  if (over !== undefined)
    return `I8: ${worker.name} begins on ${instanceId} beside ${others(world, instanceId, over).join(", ")}: ${over.inFlight} per ${over.per}`;
  return limits.some(({ perHour = Number.POSITIVE_INFINITY }) => recent >= perHour)
    ? `I8: ${worker.name} begins ${recent + 1} in an hour`
    : undefined;
}

/** True iff it was decided long after the last moment at which somebody could read the control row. */
const isSignedUnsteered = ({ controlIs, controlSinceMs }: World, { progress }: Current) =>
  controlIs !== "there" && "signedAtMs" in progress && progress.signedAtMs >= controlSinceMs + inForceAfterMs;

/** The other machines of its scope on which something may be under way, or has just been. */
const others = (world: World, instanceId: string, { per, restsForMs }: Limit) =>
  [...world.table.rows].flatMap(([id, { row }]) =>
    id !== instanceId && isBeside(per, id, instanceId) && (isTaken(world, row, restsForMs) || isDrained(world, id))
      ? [id]
      : [],
  );

/** All machines are in one zone, but for the one at the edge, of which no zone is known. */
export const isBeside = (per: string, one: string, other: string) =>
  per === "region" || (one === edgeInstance) === (other === edgeInstance);

/** True iff guards have judged it: the first step of a runbook, and what has one. */
export const isBeginning = (before: Current | undefined, next: Current) =>
  next.progress.state === "Sending" && before?.progress.state !== "Sending" && !isBegun(before);

/**
 * How many others were begun in the hour before this one took its place, each by when it took its own: an intent that the
 * wire holds back for a day was decided a day ago. Each operation counts once, when it was begun last.
 */
function begunBefore({ begun, control, nowMs }: World, instanceId: string, { operationId }: Current): number {
  const { atMs: takenMs = nowMs } = control.entries[instanceId] ?? {};
  const fromMs = takenMs - 60 * minuteMs + 4 * halfSkewMs; // their clocks may differ by so much, twice
  const recent = [...begun].filter(([id, atMs]) => id !== operationId && atMs > fromMs).length;
  begun.set(operationId, takenMs);
  return recent;
}

/** Something may be under way on it, or has just been. A machine here is in the one zone that there is. */
const isTaken = (world: World, { current, outcomes }: InstanceRow, restsForMs: number) =>
  isInFlight(current) ||
  Object.values(outcomes).some(
    ({ state, endedAtMs }) =>
      (state === "Succeeded" || state === "Failed") && endedAtMs + restsForMs - 2 * halfSkewMs > world.nowMs,
  );

const isInFlight = (current: Current | undefined) =>
  current !== undefined && (isBegun(current) || !["Claimed", "Waiting"].includes(current.progress.state));

const isBegun = (current: Current | undefined) =>
  current?.runbook?.wasRunning === true || current?.runbook?.verdict !== undefined;

/** I8: a place is given only within the limits. What a run has read as in flight gets one in any case. */
export function faultOfPlaces(world: World, { name, kind }: Worker, before: Control): string | undefined {
  const { limits = [] } = world.limited.at(-1) ?? {};
  const { entries } = world.control;
  const isNew = (id: string) =>
    before.entries[id] === undefined &&
    (kind === "function" || entries[id]?.handed === true) &&
    !isInFlight(world.table.rows.get(id)?.row.current) &&
    !isDrained(world, id);
  const given = Object.keys(entries);
  const over = limits.find(({ per, inFlight = Number.POSITIVE_INFINITY }) =>
    given.some((id) => isNew(id) && given.filter((other) => isBeside(per, id, other)).length > inFlight),
  );
  return over && `I8: ${name} gives ${given.join(", ")} places: ${over.inFlight} per ${over.per}`;
}

/** No place leaks: when all has come to rest, nothing that has ended has one. */
export const faultsAtRest = ({ control, table }: World): readonly string[] =>
  Object.entries(control.entries)
    .filter(([id]) => table.rows.get(id)?.row.current === undefined)
    .map(([id, { operationId }]) => `I8: ${id} keeps the place of ${operationId.slice(0, 6)}, which has ended`);

/** True iff a scope of this machine is full of such as need a person: whoever waits there waits for people. */
export function isHeldUp(
  { control, table, limited }: World,
  instanceId: string,
  isForPeople: (row: InstanceRow, instanceId: string) => boolean,
): boolean {
  const held = Object.keys(control.entries).filter((id) => {
    const row = table.rows.get(id)?.row;
    return id !== instanceId && row !== undefined && isForPeople(row, id);
  });
  const { limits = [] } = limited.at(-1) ?? {};
  return limits.some(
    ({ per, inFlight = Number.POSITIVE_INFINITY }) =>
      held.filter((id) => isBeside(per, id, instanceId)).length >= inFlight,
  );
}
