import type { SystemEvent } from "../../shared/remediation/answerable.ts";
import { type Action, traitsOf } from "./actions.ts";

/** Something that the cloud took. Times are world time, epoch milliseconds. */
export type Effect = {
  /** The API's id for it; a name of ours where it gives none. */
  readonly id: string;
  readonly action: Action;
  readonly instanceId: string;
  /** Undefined for someone else's. */
  readonly nonce: string | undefined;
  /** The API's own ClientToken. */
  readonly token: string | undefined;
  readonly acceptedAtMs: number;
  /** Later than that for what was planned. */
  readonly startsAtMs: number;
  /** By the cloud's clock, to the minute. */
  readonly createdAtMs: number;
  /** When reads begin to show it. */
  readonly visibleAtMs: number;
  readonly endsAtMs: number;
  readonly fails: boolean;
  /** Events that it moves on, and when: as it ends, later, or never. */
  readonly answers: readonly string[];
  readonly answersAtMs: number;
};

export type CloudEvent = SystemEvent & { readonly instanceId: string };

/** A request that may still be taken: made by a worker, not arrived yet. */
export type Request = {
  readonly action: Action;
  readonly instanceId: string;
  readonly pin: { readonly signedAtMs: number; readonly nonce: string };
};

/** The modelled ECS and ENS. */
export type Cloud = {
  readonly effects: Effect[];
  readonly events: Map<string, CloudEvent>;
  /** Events that the cloud withdrew, and when. */
  readonly withdrawn: Map<string, number>;
  /** Events whose time the cloud moved: when they were due before, and until when. */
  readonly moved: Map<string, { readonly dueMs: number | undefined; readonly untilMs: number }>;
  /** When the gateway first saw each nonce. */
  readonly nonces: Map<string, number>;
  readonly requests: Request[];
  readonly localDisks: Set<string>;
  /** The local disk that each of them has, and since when. */
  readonly localDiskIds: { readonly id: string; readonly sinceMs: number }[];
  /** Instances that were Stopped when the schedule began. */
  readonly initiallyStopped: Set<string>;
  /** The cloud's clock is this much ahead of the world's. */
  readonly skewMs: number;
  /** How long after its date a request is taken. */
  readonly windowMs: number;
  /** How long after its first arrival a nonce is known. */
  readonly nonceMemoryMs: number;
  /** False: a reboot leaves StartTime as it is, which no document rules out. */
  movesStartTime: boolean;
  /** False: the ClientToken that a cloud takes is not looked at. */
  honoursTokens: boolean;
  /** True: it refuses a call while another one runs, and shows it. False: it takes every one, and shows the end only. */
  readonly guarded: boolean;
  /** How long this schedule's effects take to be shown, at most. */
  readonly lagMs: number;
};

export const createCloud = (
  settings: Pick<Cloud, "skewMs" | "windowMs" | "nonceMemoryMs" | "guarded" | "lagMs">,
): Cloud => ({
  ...settings,
  effects: [],
  events: new Map(),
  withdrawn: new Map(),
  moved: new Map(),
  nonces: new Map(),
  requests: [],
  localDisks: new Set(),
  localDiskIds: [{ id: "d-local-1", sinceMs: 0 }],
  initiallyStopped: new Set(),
  movesStartTime: true,
  honoursTokens: true,
});

export const minuteMs = 60_000;

/** Quick enough that what failed lies in the minute of what is tried next; invented, like all durations here. */
const failsAfterMs = 20_000;

/** What has ended: a finished task has moved its instance's events on. */
export const isEnded = (task: Effect, nowMs: number) => task.endsAtMs <= nowMs;
export const hasFailed = (task: Effect, nowMs: number) => task.fails && isEnded(task, nowMs);
export const isRunning = (task: Effect, nowMs: number) => !isEnded(task, nowMs);

/** True iff the event asks for nothing any more. */
export const isOver = (cloud: Cloud, eventId: string, nowMs: number) => overSinceMs(cloud, eventId) <= nowMs;

/** When an event was moved on, or withdrawn. */
export const overSinceMs = ({ effects, withdrawn }: Cloud, eventId: string) =>
  effects.reduce(
    (sinceMs, { fails, answers, answersAtMs }) =>
      !fails && answers.includes(eventId) ? Math.min(sinceMs, answersAtMs) : sinceMs,
    withdrawn.get(eventId) ?? Number.POSITIVE_INFINITY,
  );

/** How long what is over is listed. Source: DescribeInstanceHistoryEvents, 30 days; for tasks invented. */
export const listedForMs = 30 * 86_400_000;

/** True iff the gateway would still take a request with this pin. */
export const isLive = (cloud: Cloud, { pin }: Request, nowMs: number) =>
  !isUsedUp(cloud, pin.nonce, nowMs) && isInWindow(cloud, pin.signedAtMs, nowMs);

/** True while the gateway knows the nonce: so long from when it first saw it. */
export const isUsedUp = ({ nonces, nonceMemoryMs }: Cloud, nonce: string, nowMs: number) =>
  nowMs <= (nonces.get(nonce) ?? Number.NEGATIVE_INFINITY) + nonceMemoryMs;

export const liveRequests = (cloud: Cloud, nowMs: number) =>
  cloud.requests.filter((request) => isLive(cloud, request, nowMs));

/** The date goes over the wire to the second. */
export const isInWindow = ({ skewMs, windowMs }: Cloud, signedAtMs: number, nowMs: number) =>
  nowMs + skewMs <= Math.floor(signedAtMs / 1_000) * 1_000 + windowMs;

type Taken = Pick<Effect, "action" | "instanceId" | "nonce" | "fails"> & {
  readonly nowMs: number;
  readonly lagMs: number;
  readonly takesMs?: number;
  readonly startsAtMs?: number;
  readonly token?: string | undefined;
  /** The only event that it answers, where the API names one. */
  readonly eventId?: string | undefined;
  readonly answersAfterMs?: number | undefined;
};

/** Takes a call, ours or someone else's. */
export function take(cloud: Cloud, taken: Taken): Effect {
  const {
    action,
    instanceId,
    nonce,
    token,
    fails,
    nowMs,
    lagMs,
    eventId,
    startsAtMs = nowMs,
    answersAfterMs = 0,
  } = taken;
  const { id, takesMs, answers } = traitsOf[action];
  const endsAtMs = startsAtMs + (fails ? failsAfterMs : (taken.takesMs ?? takesMs[0] ?? 0));
  const effect = {
    id: `${id ?? action}-${cloud.effects.length + 1}`,
    action,
    instanceId,
    nonce,
    token,
    acceptedAtMs: nowMs,
    startsAtMs,
    createdAtMs: toMinute(cloud, nowMs),
    visibleAtMs: nowMs + lagMs,
    endsAtMs,
    answersAtMs: endsAtMs + answersAfterMs,
    fails,
    answers: [...cloud.events.values()]
      .filter((event) => event.instanceId === instanceId && answers.includes(event.type))
      .flatMap((event) => (eventId === undefined || eventId === event.eventId ? event.eventId : [])),
  };
  cloud.effects.push(effect);
  return effect;
}

/** A moment as the cloud writes it. */
export const toMinute = ({ skewMs }: Pick<Cloud, "skewMs">, atMs: number) =>
  Math.floor((atMs + skewMs) / minuteMs) * minuteMs;
