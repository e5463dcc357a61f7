import type { Holds } from "../core/guesses.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long something takes; `flipMs` is what an invented duration becomes when it is flipped. */
export type Timing = { readonly ms: number; readonly flipMs?: number; readonly origin: string };

/** How long things take in the world, in milliseconds of world time, each with where the number comes from. */
export const timings = {
  acceptLag: {
    ms: 10 * secondMs,
    flipMs: 1 * secondMs,
    origin: "invented: for so long after an asynchronous action answered, everything reads as before",
  },
  evidenceLag: {
    ms: 20 * secondMs,
    flipMs: 200 * secondMs,
    origin: "invented: a new task is missing from DescribeTasks for so long",
  },
  redeployStopping: {
    ms: 1 * minuteMs,
    flipMs: 4 * minuteMs,
    origin: "invented: a redeployed Running instance is Stopping until so long after the answer",
  },
  redeploy: {
    ms: 5 * minuteMs,
    flipMs: 50 * minuteMs,
    origin: "invented: from the answer to the end of the task; no duration is published (range taken: 3-10 min)",
  },
  rebootStopping: {
    ms: 20 * secondMs,
    flipMs: 50 * secondMs,
    origin: "invented: a restarted instance is Stopping until so long after the answer",
  },
  reboot: {
    ms: 1 * minuteMs,
    flipMs: 10 * minuteMs,
    origin: "invented: from the answer to Running; no duration is published (range taken: 30-90 s)",
  },
  replaceDisk: {
    ms: 5 * minuteMs,
    flipMs: 50 * minuteMs,
    origin:
      "invented: from the answer to the new system disk in use; about 10 min are published (range taken: 1-10 min)",
  },
  tokenMemory: {
    ms: 1 * dayMs,
    flipMs: 1 * hourMs,
    origin: "invented: a ClientToken is remembered for so long",
  },
  repair: {
    ms: 5 * minuteMs,
    flipMs: 50 * minuteMs,
    origin: "invented: an accepted event is Executing for so long; published: within 10 min",
  },
  stop: {
    ms: 30 * secondMs,
    flipMs: 5 * minuteMs,
    origin: "invented: Stopping to Stopped; no duration is published (range taken: 20-60 s)",
  },
  start: {
    ms: 30 * secondMs,
    flipMs: 50 * minuteMs,
    origin:
      "invented: Starting to Running; the Terraform provider's authors have seen more than 8 min (range taken: 20 s-10 min)",
  },
  answerMemory: {
    ms: 1 * dayMs,
    flipMs: 1 * hourMs,
    origin: "invented: an event that a redeploy answered still lets another redeploy in for so long",
  },
  notice: {
    ms: 48 * hourMs,
    origin: "AlibabaCloudDocs/ecs, System events/Overview.md: maintenance is announced 24-48 h ahead",
  },
  finishedEventMemory: {
    ms: 30 * dayMs,
    origin: "ecs 2014-05-26 DescribeInstanceHistoryEvents: finished events of the last 30 days",
  },
} as const satisfies Record<string, Timing>;

export type TimingName = keyof typeof timings;

/** A duration as it holds in a world whose guesses may be flipped. */
export function timingMs(holds: Holds, name: TimingName): number {
  const { ms, flipMs = ms }: Timing = timings[name];
  return flipMs === ms || holds(`timing.${name}`) ? ms : flipMs;
}
