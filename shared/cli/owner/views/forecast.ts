import * as z from "zod";
import { forecastSchema as told } from "../../../console/forecast.ts";
import type { Forecast } from "../../../forecast/forecast.ts";
import { forecastWords } from "../../../forecast/words.ts";
import { plain, type Show } from "../show.ts";

/** What is ahead as the console tells it. A later one may tell more: what is not known here is left out. */
export const forecastSchema = z.object(told.shape);

/** The lines of a forecast, each with what it is about. */
export function forecastLines(heard: z.output<typeof forecastSchema>, { paint, minute }: Show): readonly string[][] {
  const { ahead, late, full } = forecastWords(forecastIn(heard), { clock: minute, name: (instanceId) => instanceId });
  return [
    ["ahead", plain(ahead)],
    ...late.map((line) => ["late", paint.red(plain(line))]),
    ...full.map((line) => ["full", paint.yellow(plain(line))]),
  ];
}

const forecastIn = (heard: z.output<typeof forecastSchema>): Forecast => ({
  atMs: Date.parse(heard.At),
  ...{ waiting: heard.Waiting, stopped: heard.Stopped, unplaced: heard.Unplaced },
  ...{ inFlight: heard.InFlight, needPerson: heard.NeedPerson, endedLastHour: heard.EndedLastHour },
  tookMs: heard.TakesSeconds === undefined ? undefined : heard.TakesSeconds * 1_000,
  doneByMs: msOf(heard.DoneBy),
  willMiss: heard.WillMiss.map(({ InstanceId, OperationId, Operation, Deadline, BeginsAbout }) => ({
    ...{ instanceId: InstanceId, operationId: OperationId, operation: Operation },
    ...{ deadlineMs: Date.parse(Deadline), beginsAboutMs: msOf(BeginsAbout) },
  })),
  moreMiss: heard.MoreMiss,
  full: heard.Full.map(({ Scope, Waiting, InFlight, Limit, Begun, PerHour, NextFrom, Holders, MoreHolders }) => ({
    ...{ scope: Scope, waiting: Waiting, inFlight: InFlight, limit: Limit },
    ...{ begun: Begun, perHour: PerHour, nextMs: msOf(NextFrom), moreHolders: MoreHolders },
    holders: Holders.map(({ InstanceId, Since }) => ({ instanceId: InstanceId, sinceMs: Date.parse(Since) })),
  })),
  moreFull: heard.MoreFull,
  ...{ isCounting: heard.Counting, isPart: heard.Part },
});

const msOf = (iso: string | undefined) => (iso === undefined ? undefined : Date.parse(iso));
