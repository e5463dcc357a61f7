import * as z from "zod";
import type { Forecast } from "../forecast/forecast.ts";

const time = z.iso.datetime();
const count = z.int();

/** What is ahead, as reconcile has foreseen it in its last run. */
export const forecastSchema = z.strictObject({
  At: time,
  /** How many wait for a place; of them: how many only somebody's word lets begin, and where how many are is not known yet. */
  Waiting: count,
  Stopped: count,
  Unplaced: count,
  /** How many have a place, with those of which it is kept for a rest; of them: how many need a person. */
  InFlight: count,
  NeedPerson: count,
  EndedLastHour: count,
  /** The median of the last operations. Left out while none has ended: nobody knows then how long one takes. */
  TakesSeconds: count.optional(),
  /** When all has ended, about. Left out if that is not known. */
  DoneBy: time.optional(),
  WillMiss: z.array(
    z.strictObject({
      InstanceId: z.string(),
      OperationId: z.string(),
      Operation: z.string(),
      Deadline: time,
      /** Left out if it is too late already. */
      BeginsAbout: time.optional(),
    }),
  ),
  /** How many more are left out. */
  MoreMiss: count,
  Full: z.array(
    z.strictObject({
      Scope: z.string(),
      Waiting: count,
      InFlight: count,
      Limit: count.optional(),
      Begun: count,
      PerHour: count.optional(),
      NextFrom: time.optional(),
      Holders: z.array(z.strictObject({ InstanceId: z.string(), Since: time })),
      MoreHolders: count,
    }),
  ),
  MoreFull: count,
  /** True: limits that have just come into force let nothing begin until what was in flight before is counted. */
  Counting: z.boolean(),
  /** True: not all that is open could be read, and there may be more. */
  Part: z.boolean(),
});

type Told = z.output<typeof forecastSchema>;

const timeOf = (ms: number) => new Date(ms).toISOString();

/** A forecast as people are told of it. Pure. */
export const toldForecast = (known: Forecast): Told => ({
  At: timeOf(known.atMs),
  ...{ Waiting: known.waiting, Stopped: known.stopped, Unplaced: known.unplaced },
  ...{ InFlight: known.inFlight, NeedPerson: known.needPerson, EndedLastHour: known.endedLastHour },
  ...(known.tookMs !== undefined && { TakesSeconds: Math.round(known.tookMs / 1_000) }),
  ...(known.doneByMs !== undefined && { DoneBy: timeOf(known.doneByMs) }),
  WillMiss: known.willMiss.map(({ instanceId, operationId, operation, deadlineMs, beginsAboutMs }) => ({
    ...{ InstanceId: instanceId, OperationId: operationId, Operation: operation, Deadline: timeOf(deadlineMs) },
    ...(beginsAboutMs !== undefined && { BeginsAbout: timeOf(beginsAboutMs) }),
  })),
  MoreMiss: known.moreMiss,
  Full: known.full.map(toldFull),
  MoreFull: known.moreFull,
  ...{ Counting: known.isCounting, Part: known.isPart },
});

const toldFull = ({ limit, perHour, nextMs, ...known }: Forecast["full"][number]): Told["Full"][number] => ({
  ...{ Scope: known.scope, Waiting: known.waiting, InFlight: known.inFlight },
  ...(limit !== undefined && { Limit: limit }),
  Begun: known.begun,
  ...(perHour !== undefined && { PerHour: perHour }),
  ...(nextMs !== undefined && { NextFrom: timeOf(nextMs) }),
  Holders: known.holders.map(({ instanceId, sinceMs }) => ({ InstanceId: instanceId, Since: timeOf(sinceMs) })),
  MoreHolders: known.moreHolders,
});
