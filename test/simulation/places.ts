import type { Control } from "../../shared/control/control.ts";
import type { Limit } from "../../shared/guards/limits.ts";
import type { Current, InstanceRow } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
import { edgeInstance } from "./names.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** Besides: the limits come at a later moment; people pause; events may be a storm. */
type More = { readonly isLater?: true; readonly pauses?: true; readonly storms?: true };

/** What policies limit in the schedules that are limited, and what is stopped. A tape's numbers rest on this order. */
const kinds: readonly (readonly [name: string, limits: readonly Limit[], more?: More])[] = [
  ["nothing limited", []],
  ["nothing limited", []],
  ["nothing limited", []],
  ["one in the region", [{ per: "region", inFlight: 1, restsForMs: 0 }]],
  ["one in the zone, with a rest", [{ per: "zone", inFlight: 1, restsForMs: 5 * minuteMs }]],
  [
    "two in the region, one in the zone",
    [
      { per: "region", inFlight: 2, restsForMs: 0 },
      { per: "zone", inFlight: 1, restsForMs: 0 },
    ],
  ],
  ["one begun in an hour", [{ per: "region", perHour: 1, restsForMs: 0 }]],
  ["one in the region, later", [{ per: "region", inFlight: 1, restsForMs: 0 }], { isLater: true }],
  ["people pause", [], { pauses: true }],
  ["a storm stops", [], { storms: true, pauses: true }],
  ["people pause, one in the region", [{ per: "region", inFlight: 1, restsForMs: 0 }], { storms: true, pauses: true }],
];

/** In some of the random schedules the policy has limits: from the beginning, or from a moment on. */
export function chooseLimits(world: World): void {
  const [, limits = [], { isLater, pauses, storms } = {}] =
    kinds[world.tape.choose(kinds.length, "setup", () => kinds.map(([name]) => name))] ?? [];
  world.storms = storms === true;
  if (!pauses) world.left.stops = 0;
  if (limits.length === 0 && !pauses) return;
  world.steers = true;
  if (limits.length === 0) return;
  if (isLater) world.limitsToCome.push(limits);
  else limit(world, limits, true);
}

/** The owner applies a policy with these limits. `isFilled`: nothing is in flight yet. */
export function limit(world: World, limits: readonly Limit[], isFilled = false): void {
  const { limited, control, nowMs } = world;
  limited.push({ limits, sinceMs: isFilled ? 0 : nowMs });
  const filled = isFilled ? [...new Set(limits.map(({ per }) => per))] : [];
  const policy = { serial: limited.length, hash: "", by: "owner", why: "limits", atMs: isFilled ? 0 : nowMs };
  world.control = { ...control, rev: control.rev + 1, policy, filled };
  world.say(() => `the owner limits: ${JSON.stringify(limits)}`);
}

/** A look, a plan and a place may each be a minute old when they are acted on; clocks may be set meanwhile. */
const inForceAfterMs = 2 * (minuteMs + 2 * halfSkewMs);

/** I8: an attempt begins only while its scopes have room, whatever the control row says. */
export function faultOfPlace(
  world: World,
  worker: Worker,
  instanceId: string,
  before: Current | undefined,
  next: Current | undefined,
): string | undefined {
  if (next === undefined || !isBeginning(before, next)) return undefined;
  const { limits = [], sinceMs = 0 } = world.limited.at(-1) ?? {};
  if (limits.length === 0 || world.nowMs < sinceMs + inForceAfterMs) return undefined;
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

/** The other machines of its scope on which something may be under way, or has just been. */
const others = (world: World, instanceId: string, { per, restsForMs }: Limit) =>
  [...world.table.rows].flatMap(([id, { row }]) =>
    id !== instanceId && isBeside(per, id, instanceId) && isTaken(world, row, restsForMs) ? [id] : [],
  );

/** All machines are in one zone, but for the one at the edge, of which no zone is known. */
const isBeside = (per: string, one: string, other: string) =>
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

/**
 * I8: a place is given only within the limits, but for what was in flight before they came. Until all of that is found, it may
 * have ended as its place is written: that counts one too many.
 */
export function faultOfPlaces(world: World, { name }: Worker, before: Control): string | undefined {
  const { limits = [] } = world.limited.at(-1) ?? {};
  if (!limits.every(({ per }) => before.filled.includes(per))) return undefined;
  const isNew = (id: string) => before.entries[id] === undefined && !isInFlight(world.table.rows.get(id)?.row.current);
  const given = Object.keys(world.control.entries);
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

/** True iff somebody holds a place whom others may have to wait for until a person helps. */
export const isHeldUp = ({ control, table }: World, isForPeople: (row: InstanceRow, instanceId: string) => boolean) =>
  Object.keys(control.entries).some((id) => {
    const row = table.rows.get(id)?.row;
    return row !== undefined && isForPeople(row, id);
  });
