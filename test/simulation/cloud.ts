import type { SystemEvent } from "../../shared/remediation/answerable.ts";

/** A redeploy that the cloud took. Times are world time, epoch milliseconds. */
export type Task = {
  readonly taskId: string;
  readonly instanceId: string;
  /** Undefined for someone else's redeploy. */
  readonly nonce: string | undefined;
  readonly acceptedAtMs: number;
  /** By the cloud's clock, to the minute. */
  readonly createdAtMs: number;
  /** When DescribeTasks lists it. */
  readonly visibleAtMs: number;
  readonly endsAtMs: number;
  readonly fails: boolean;
  /** Events that it moves on, and when: as it finishes, later, or never. */
  readonly answers: readonly string[];
  readonly answersAtMs: number;
};

type CloudEvent = SystemEvent & { readonly instanceId: string };

/** A request that may still be taken: made by a worker, not arrived yet. */
export type Request = {
  readonly instanceId: string;
  readonly pin: { readonly signedAtMs: number; readonly nonce: string };
};

/** The modelled ECS. */
export type Cloud = {
  readonly tasks: Task[];
  readonly events: Map<string, CloudEvent>;
  readonly nonces: Set<string>;
  readonly requests: Request[];
  readonly localDisks: Set<string>;
  /** The cloud's clock is this much ahead of the world's. */
  readonly skewMs: number;
  /** How long after its date a request is taken. */
  readonly windowMs: number;
  /** True: it refuses a redeploy while one runs, and shows it. False: it takes every one, and shows the end only. */
  readonly guarded: boolean;
  /** How long this schedule's tasks take to be listed, at most. */
  readonly lagMs: number;
};

export const createCloud = (settings: Pick<Cloud, "skewMs" | "windowMs" | "guarded" | "lagMs">): Cloud => ({
  ...settings,
  tasks: [],
  events: new Map(),
  nonces: new Set(),
  requests: [],
  localDisks: new Set(),
});

export const minuteMs = 60_000;

/** Quick enough that what failed lies in the minute of what is tried next; invented, like all durations here. */
const failsAfterMs = 20_000;
const finishesAfterMs = 4 * minuteMs;

/** What has ended: a finished task has moved its instance's events on. */
export const isEnded = (task: Task, nowMs: number) => task.endsAtMs <= nowMs;
export const hasFailed = (task: Task, nowMs: number) => task.fails && isEnded(task, nowMs);
export const isRunning = (task: Task, nowMs: number) => !isEnded(task, nowMs);

/** True iff the event asks for nothing any more. */
export const isOver = (cloud: Cloud, eventId: string, nowMs: number) => overSinceMs(cloud, eventId) <= nowMs;

/** When an event was moved on. */
export const overSinceMs = ({ tasks }: Cloud, eventId: string) =>
  tasks.reduce(
    (sinceMs, { fails, answers, answersAtMs }) =>
      !fails && answers.includes(eventId) ? Math.min(sinceMs, answersAtMs) : sinceMs,
    Number.POSITIVE_INFINITY,
  );

/** How long what is over is listed. Source: DescribeInstanceHistoryEvents, 30 days; for tasks invented. */
export const listedForMs = 30 * 86_400_000;

/** True iff the gateway would still take a request with this pin. */
export const isLive = (cloud: Cloud, { pin }: Request, nowMs: number) =>
  !cloud.nonces.has(pin.nonce) && isInWindow(cloud, pin.signedAtMs, nowMs);

export const liveRequests = (cloud: Cloud, nowMs: number) =>
  cloud.requests.filter((request) => isLive(cloud, request, nowMs));

/** The date goes over the wire to the second. */
export const isInWindow = ({ skewMs, windowMs }: Cloud, signedAtMs: number, nowMs: number) =>
  nowMs + skewMs <= Math.floor(signedAtMs / 1_000) * 1_000 + windowMs;

/** Takes a redeploy, ours or someone else's. */
export function takeRedeploy(
  cloud: Cloud,
  {
    instanceId,
    nonce,
    fails,
    lagMs,
    nowMs,
    answersAfterMs = 0,
  }: Pick<Task, "instanceId" | "nonce" | "fails"> &
    Record<"lagMs" | "nowMs", number> & { readonly answersAfterMs?: number | undefined },
): Task {
  const endsAtMs = nowMs + (fails ? failsAfterMs : finishesAfterMs);
  const task = {
    taskId: `t-${cloud.tasks.length + 1}`,
    instanceId,
    nonce,
    acceptedAtMs: nowMs,
    createdAtMs: Math.floor((nowMs + cloud.skewMs) / minuteMs) * minuteMs,
    visibleAtMs: nowMs + lagMs,
    endsAtMs,
    answersAtMs: endsAtMs + answersAfterMs,
    fails,
    answers: [...cloud.events.values()]
      .filter((event) => event.instanceId === instanceId)
      .map(({ eventId }) => eventId),
  };
  cloud.tasks.push(task);
  return task;
}
