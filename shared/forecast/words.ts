import type { Forecast } from "./forecast.ts";

type Full = Forecast["full"][number];
type Late = Forecast["willMiss"][number];

/** How the words of a forecast write what is not theirs. */
export type Manner = {
  /** A time, epoch milliseconds, as short as people read it: `05:40`. */
  readonly clock: (ms: number) => string;
  /** An instance's id, in full or as short as a phone needs it. */
  readonly name: (instanceId: string) => string;
};

/** A forecast in sentences without a full stop, for a terminal, a digest or a notice. */
export type ForecastWords = {
  /** Always one line. */
  readonly ahead: string;
  /** A line for each that comes too late, and for each scope that is full. */
  readonly late: readonly string[];
  readonly full: readonly string[];
};

/** What a forecast says, in words; pure. */
export const forecastWords = (told: Forecast, manner: Manner): ForecastWords => ({
  ahead: [countsIn(told), doneIn(told, manner), ...remarksIn(told)].filter((part) => part !== "").join("; "),
  late: [...told.willMiss.map((one) => lateIn(one, manner)), ...more(told.moreMiss, "more will miss their time")],
  full: [...told.full.map((one) => fullIn(one, manner)), ...more(told.moreFull, "more scopes are full")],
});

function countsIn({ waiting, inFlight, endedLastHour, isPart }: Forecast): string {
  const least = isPart ? "at least " : "";
  return `${waiting === 0 ? "nothing waits" : `${least}${waiting} wait`} for a place, ${inFlight} in flight, ${endedLastHour} ended in the last hour`;
}

function doneIn({ waiting, inFlight, stopped, tookMs, doneByMs }: Forecast, { clock }: Manner): string {
  if (doneByMs !== undefined) return `done by about ${clock(doneByMs)}`;
  if (waiting + inFlight === 0 || (tookMs !== undefined && waiting === 0)) return "";
  if (tookMs === undefined) return "done by when is not known yet: no operation has ended so far";
  return stopped > 0 ? "" : "done by when is not known: what needs a person is in the way";
}

const remarksIn = ({ stopped, needPerson, unplaced, isCounting, doneByMs }: Forecast): readonly string[] => [
  ...more(stopped, "begin only by a person's word: something stops them"),
  ...more(needPerson, "of those in flight need a person"),
  ...(unplaced > 0 && doneByMs !== undefined
    ? [`or later: where ${unplaced} of the machines are is not known yet`]
    : []),
  ...(isCounting ? ["nothing begins until what was in flight before the limits is counted"] : []),
];

const more = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}`]);

function lateIn({ instanceId, operation, deadlineMs, beginsAboutMs }: Late, { clock, name }: Manner): string {
  const begins = beginsAboutMs === undefined ? "it is too late for it" : `would begin about ${clock(beginsAboutMs)}`;
  return `${name(instanceId)} will miss its time: ${operation}, due ${clock(deadlineMs)}, ${begins}`;
}

function fullIn(full: Full, { clock, name }: Manner): string {
  const { scope, inFlight, limit, begun, perHour, nextMs, holders, moreHolders } = full;
  const named = [
    ...holders.map(({ instanceId, sinceMs }) => `${name(instanceId)} since ${clock(sinceMs)}`),
    ...more(moreHolders, "more"),
  ].join(", ");
  const parts = [
    ...(limit !== undefined && inFlight >= limit ? [`${inFlight} of ${limit}: ${named}`] : []),
    ...(nextMs !== undefined ? [`${begun} of ${perHour} in an hour, the next one from ${clock(nextMs)}`] : []),
  ];
  return `${scope}: ${parts.join("; ")}`;
}
