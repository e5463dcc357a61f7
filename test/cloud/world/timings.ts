const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long things take in the world, in milliseconds of world time, each with where the number comes from. */
export const timings = {
  acceptLag: {
    ms: 10 * secondMs,
    origin: "invented: for so long after RedeployInstance answered, status and event read as before",
  },
  evidenceLag: {
    ms: 20 * secondMs,
    origin: "invented: a new task is missing from DescribeTasks for so long",
  },
  redeployStopping: {
    ms: 1 * minuteMs,
    origin: "invented: a redeployed Running instance is Stopping until so long after the answer",
  },
  redeploy: {
    ms: 5 * minuteMs,
    origin: "invented: from the answer to the end of the task; no duration is published (range taken: 3-10 min)",
  },
  stop: { ms: 30 * secondMs, origin: "invented: Stopping to Stopped; no duration is published (range taken: 20-60 s)" },
  start: {
    ms: 30 * secondMs,
    origin: "invented: Starting to Running; no duration is published (range taken: 20-60 s)",
  },
  answerMemory: {
    ms: 1 * dayMs,
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
} as const satisfies Record<string, { readonly ms: number; readonly origin: string }>;
