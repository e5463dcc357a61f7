import { isOf, type Limit } from "../guards/limits.ts";
import { type Begun, boundsOf, createRoom, type Place } from "./room.ts";

/** reconcile runs each minute: no place is given away earlier than after one. */
export const nextRunMs = 60_000;

/** What waits for a place. */
type InQueue = {
  readonly operationId: string;
  readonly scopes: readonly string[];
  /** It is not begun before, epoch milliseconds: a pause ends then, or a window opens. Infinity: only somebody's word lets it begin. */
  readonly fromMs: number;
};

type Queue = {
  readonly limits: readonly Limit[];
  /** The places that are taken now. */
  readonly places: readonly Place[];
  /** What was begun in the last hour, as far as it counts by the hour. */
  readonly begun: readonly Begun[];
  /** In the order in which they are served. */
  readonly queue: readonly InQueue[];
  /** How long each will hold its place, without its rest. Infinity: nobody knows. */
  readonly tookMs: number;
  readonly nowMs: number;
};

/** All that count in the same scopes: if the first of them does not fit, none does. */
type Lane = { readonly bounds: ReturnType<typeof boundsOf>; readonly restMs: number; fullAtMs: number };

/**
 * When each of a queue would begin, epoch milliseconds by its operation; pure. What is not in it would begin nobody knows
 * when. It plays the hand-over of places: whoever is first and fits begins, and what does not fit is passed over.
 */
export function beginTimes(given: Queue): ReadonlyMap<string, number> {
  const { limits, places, begun, queue, tookMs, nowMs } = given;
  const began = new Map<string, number>();
  const room = createRoom(places, begun);
  const lanes = new Map<string, Lane>();
  const laneOf = ({ scopes }: InQueue): Lane => {
    const key = scopes.join("\n");
    const lane = lanes.get(key) ?? { bounds: boundsOf(limits, scopes), restMs: restOf(limits, scopes), fullAtMs: -1 };
    lanes.set(key, lane);
    return lane;
  };
  const waiting = queue.map((one) => ({ ...one, lane: laneOf(one) }));
  const fromTimes = [...new Set(queue.map(({ fromMs }) => fromMs))].sort((a, b) => a - b);
  let first = 0;
  for (let atMs = nowMs; atMs < Number.POSITIVE_INFINITY; atMs = nextAfter(atMs)) {
    room.goTo(atMs);
    beginWhatFits(atMs);
    while (began.has(waiting[first]?.operationId ?? "")) first++;
    if (first === waiting.length) break;
  }
  return began;

  function nextAfter(atMs: number): number {
    return Math.min(room.nextMs(), fromTimes.find((time) => time > atMs) ?? Number.POSITIVE_INFINITY);
  }

  function beginWhatFits(atMs: number): void {
    let full = 0;
    for (let at = first; at < waiting.length && full < lanes.size; at++) {
      const one = waiting[at];
      if (one === undefined || one.lane.fullAtMs === atMs || one.fromMs > atMs || began.has(one.operationId)) continue;
      if (!begin(one, atMs)) full++;
    }
  }

  function begin({ operationId, scopes, lane }: (typeof waiting)[number], atMs: number): boolean {
    const fits = room.fits(lane.bounds);
    const freeAtMs = atMs + Math.max(tookMs, nextRunMs) + lane.restMs;
    if (fits) room.begin({ scopes, freeAtMs }, lane.bounds, atMs);
    if (fits) began.set(operationId, atMs);
    else lane.fullAtMs = atMs;
    return fits;
  }
}

/** How long a place stays taken after its operation: the longest rest of its scopes, milliseconds. */
export const restOf = (limits: readonly Limit[], scopes: readonly string[]) =>
  Math.max(
    0,
    ...limits.filter(({ per }) => scopes.some((scope) => isOf(per, scope))).map(({ restsForMs }) => restsForMs),
  );
