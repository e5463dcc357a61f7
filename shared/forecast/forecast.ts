import * as z from "zod";
import { beginTimes, nextRunMs, restOf } from "./begin-times.ts";
import { fullSchema, fullScopes } from "./full-scopes.ts";
import type { End, ForPlace, Holder, Stand } from "./stand.ts";

/** So many of each kind are named (invented): the rest is a number. */
const mostNamed = 5;

const late = z.strictObject({
  instanceId: z.string(),
  operationId: z.string(),
  operation: z.string(),
  deadlineMs: z.number(),
  /** Undefined: nobody knows. It is too late already then. */
  beginsAboutMs: z.number().optional(),
});

/** What is ahead. Times are epoch milliseconds. */
export const forecastSchema = z.strictObject({
  atMs: z.number(),
  /** How many wait for a place; of them: how many only somebody's word lets begin, and of how many the zone and tags are not known yet. */
  waiting: z.int(),
  stopped: z.int(),
  unplaced: z.int(),
  /** How many have a place, with those of which it is kept for a rest; of them: how many end by a person's word only. */
  inFlight: z.int(),
  needPerson: z.int(),
  /** How many have ended in the last hour with an effect or a failure. */
  endedLastHour: z.int(),
  /** How long one is under way, milliseconds: the median of the last ones. Absent while none has ended. */
  tookMs: z.number().optional(),
  /** When all that waits and is in flight has ended, as far as no person is needed. Absent if that is not known. */
  doneByMs: z.number().optional(),
  willMiss: z.array(late),
  moreMiss: z.int(),
  full: z.array(fullSchema),
  moreFull: z.int(),
  /** Limits that have just come into force let nothing begin until what was in flight before is counted. */
  isCounting: z.boolean(),
  /** Not all that is open could be read: there may be more. */
  isPart: z.boolean(),
});

export type Forecast = z.output<typeof forecastSchema>;

const hourMs = 3_600_000;
/** The median is of so many ends, the newest (invented): few enough to follow the day, enough to bear a slow one. */
const mediansOf = 20;

/**
 * What is ahead under the limits; pure. It assumes that each operation holds its place as long as the median of the last 20
 * did, and then for the rest of its scopes; that one which is under way for longer ends within a minute; that nothing new
 * comes, nothing fails, no window closes and no freeze begins meanwhile, and nobody pauses or resumes. A machine that was not looked at
 * counts in the region alone. While no operation has ended nobody knows how long one takes: then it says neither when
 * all is done nor what comes too late.
 */
export function forecast(stand: Stand): Forecast {
  const { limits, holders, waiting, ends, nowMs } = stand;
  const tookMs = medianOf(ends);
  const begins = beginTimesOf(stand, tookMs);
  const missing = waiting.flatMap((one) => lateIn(one, begins.get(one.operationId), nowMs));
  const full = fullScopes(stand, mostNamed);
  const doneByMs = doneBy(stand, tookMs, begins);
  return {
    atMs: nowMs,
    waiting: waiting.length,
    stopped: waiting.filter(({ fromMs }) => fromMs === Number.POSITIVE_INFINITY).length,
    unplaced: limits.every(({ per }) => per === "region") ? 0 : waiting.filter(({ scopes }) => !scopes).length,
    inFlight: holders.length,
    needPerson: holders.filter(needsPerson).length,
    endedLastHour: ends.filter(({ endedAtMs }) => endedAtMs > nowMs - hourMs).length,
    ...(tookMs !== undefined && { tookMs }),
    ...(doneByMs !== undefined && { doneByMs }),
    willMiss: missing.slice(0, mostNamed),
    moreMiss: Math.max(0, missing.length - mostNamed),
    full: full.slice(0, mostNamed),
    moreFull: Math.max(0, full.length - mostNamed),
    isCounting: limits.some(({ per, inFlight }) => inFlight !== undefined && !stand.filled.includes(per)),
    isPart: stand.isPart,
  };
}

const needsPerson = ({ untilMs }: Holder) => untilMs === Number.POSITIVE_INFINITY;

function medianOf(ends: readonly End[]): number | undefined {
  const newest = [...ends].sort((a, b) => b.endedAtMs - a.endedAtMs).slice(0, mediansOf);
  const lengths = newest.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)];
}

/** When one in flight ends, without the rest of its place. */
const endOf = ({ sinceMs, untilMs = 0, isResting }: Holder, tookMs: number, nowMs: number) =>
  isResting ? Math.min(sinceMs + tookMs, nowMs) : Math.max(sinceMs + tookMs, untilMs, nowMs + nextRunMs);

function beginTimesOf({ limits, holders, hour, waiting, nowMs }: Stand, tookMs = Number.POSITIVE_INFINITY) {
  const freeAtMs = (holder: Holder) =>
    Math.max(endOf(holder, tookMs, nowMs) + restOf(limits, holder.scopes), nowMs + nextRunMs);
  return beginTimes({
    ...{ limits, tookMs, nowMs },
    places: holders.map((holder) => ({ scopes: holder.scopes, freeAtMs: freeAtMs(holder) })),
    begun: Object.values(hour),
    queue: waiting.map(({ operationId, scopes = ["region"], fromMs }) => ({ operationId, scopes, fromMs })),
  });
}

function lateIn({ deadlineMs, lastMs, ...one }: ForPlace, beginsAboutMs: number | undefined, nowMs: number) {
  if (deadlineMs === undefined || (beginsAboutMs ?? nowMs) < lastMs) return [];
  const { instanceId, operationId, operation } = one;
  return [{ instanceId, operationId, operation, deadlineMs, ...(beginsAboutMs !== undefined && { beginsAboutMs }) }];
}

function doneBy({ holders, waiting, nowMs }: Stand, tookMs: number | undefined, begins: ReadonlyMap<string, number>) {
  const own = holders.filter((holder) => !needsPerson(holder));
  if (tookMs === undefined || own.length + waiting.length === 0 || begins.size < waiting.length) return undefined;
  let lastMs = nowMs;
  for (const holder of own) lastMs = Math.max(lastMs, endOf(holder, tookMs, nowMs));
  for (const beginsMs of begins.values()) lastMs = Math.max(lastMs, beginsMs + tookMs);
  return lastMs;
}
