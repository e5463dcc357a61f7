import type { Control } from "../../shared/control/control.ts";
import type { Entry } from "../../shared/guards/limits.ts";
import { pastOf } from "../../shared/ledger/past.ts";
import type { InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import { limitsAt } from "./limited.ts";
import { isBeside } from "./places.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** A place that was handed over is its operation's for so long, milliseconds (hand-over). */
const handedForMs = 120_000;

/** H3: what was handed over is not taken away at once, and the first deadline that fits is served first. */
export function faultOfHandOver(world: World, worker: Worker, before: Control): string | undefined {
  if (worker.kind !== "reconcile") return undefined;
  const { entries } = world.control;
  const isOther = (instanceId: string) => entries[instanceId]?.mark !== before.entries[instanceId]?.mark;
  const taken = Object.entries(before.entries).find(
    ([id, entry]) => isOther(id) && isAwaited(world, worker, id, entry),
  );
  if (taken !== undefined)
    return `H3: ${worker.name} takes the place of ${nameOf(taken[1])} away, to which it was just handed over`;
  for (const [instanceId, entry] of Object.entries(entries)) {
    if (entry.handed !== true || !isOther(instanceId)) continue;
    world.handed.add(entry.mark);
    const passed = isStillIts(world, instanceId, before) ? undefined : passedOver(world, worker, instanceId, entry);
    if (passed !== undefined)
      return `H3: ${worker.name} hands a place to ${nameOf(entry)} before ${nameOf(passed)}, which is due earlier`;
  }
  return undefined;
}

const nameOf = ({ operationId }: { readonly operationId: string }) => operationId.slice(0, 6);

/** The row, if it still is as this worker has read it last. */
const knownRow = ({ table }: World, { rows }: Worker, instanceId: string): InstanceRow | undefined => {
  const row = table.rows.get(instanceId)?.row;
  return row !== undefined && rows.get(instanceId) === row ? row : undefined;
};

function isAwaited(world: World, worker: Worker, instanceId: string, entry: Entry | undefined): boolean {
  if (entry?.handed !== true || world.nowMs >= entry.atMs + handedForMs - 2 * halfSkewMs) return false;
  const row = knownRow(world, worker, instanceId);
  return row !== undefined && row.current === undefined && row.waiting[entry.operationId]?.wait.for === "slot";
}

/** True iff its machine had a place already, which rests for nobody else: its next operation takes it over (RULES H1). */
function isStillIts({ table, limited, nowMs }: World, instanceId: string, before: Control): boolean {
  const row = table.rows.get(instanceId)?.row;
  const endedMs = row && pastOf(row).lastEndedMs;
  const restMs = Math.max(0, ...(limited.at(-1)?.limits ?? []).map(({ restsForMs }) => restsForMs));
  const isResting = endedMs !== undefined && nowMs < endedMs + restMs + 2 * halfSkewMs;
  return before.entries[instanceId] !== undefined && isResting;
}

/** An operation that would have fitted too, and is due earlier. Who was disturbed goes by another row for the next ones. */
function passedOver(world: World, worker: Worker, instanceId: string, { operationId }: Entry): Waiting | undefined {
  const own = knownRow(world, worker, instanceId)?.waiting[operationId];
  const dueMs = own && deadlineOf(world, own);
  if (own === undefined || dueMs === undefined || worker.isDisturbed) return undefined;
  return unserved(world, worker, instanceId)
    .flatMap(({ waiting }) => Object.values(waiting))
    .find((entry) => isEarlier(world, entry, own, dueMs));
}

/** The rows that this worker knows in which nothing is current, and that have no place in the same scopes. */
function unserved(world: World, worker: Worker, instanceId: string): readonly InstanceRow[] {
  const { limits = [] } = world.limited.at(-1) ?? {};
  return [...world.table.rows.keys()].flatMap((id) => {
    const isServed = id !== instanceId && world.control.entries[id] !== undefined;
    const row = isServed ? undefined : knownRow(world, worker, id);
    return row?.current === undefined && limits.every(({ per }) => isBeside(per, id, instanceId)) ? (row ?? []) : [];
  });
}

/** Only what both were found to count in, by one policy, can be compared. */
function isEarlier(world: World, entry: Waiting, { wait: { serial } }: Waiting, thanMs: number): boolean {
  const { wait } = entry;
  const deadlineMs = deadlineOf(world, entry);
  const isSame = serial !== undefined && wait.serial === serial;
  return wait.for === "slot" && isSame && deadlineMs !== undefined && deadlineMs < thanMs;
}

/** When it is due, if that is known, and the cloud has not changed it since it was looked at. */
function deadlineOf({ cloud }: World, { eventId, notAfterMs, wait: { deadlineMs } }: Waiting): number | undefined {
  if (eventId !== undefined && (deadlineMs === undefined || cloud.events.get(eventId)?.notBeforeMs !== deadlineMs))
    return undefined;
  const times = [deadlineMs, notAfterMs].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * H3: what waits for a place is dispatched with one, and the task names it. Any other task names the version that it goes by:
 * that is for what waits while nothing is limited, as far as the run has read.
 */
export function faultOfTask(
  world: World,
  worker: Worker,
  instanceId: string,
  operationId: string,
  taskId: string,
): string | undefined {
  const row = knownRow(world, worker, instanceId);
  if (row === undefined || row.current !== undefined || row.waiting[operationId]?.wait.for !== "slot") return undefined;
  const isUnlimited = worker.steeredBy === undefined || limitsAt(world, worker.steeredBy).length === 0;
  const isFault = taskId.startsWith("h_")
    ? ![...world.handed].some((mark) => taskId.endsWith(`_${mark}`))
    : !isUnlimited && taskId.startsWith(`d_${operationId}_${row.epoch}_${row.beside}_`);
  return isFault
    ? `H3: ${worker.name} dispatches ${nameOf({ operationId })}, which waits for a place, without one`
    : undefined;
}
