import type { Delivery } from "../eventbridge/bus.ts";
import type { AsyncEntry } from "./async-queue.ts";

/** Work that is queued or under way, as `GET /_cloud/world` shows it. */
export type WaitingWork = {
  readonly kind: "async" | "eventbridge";
  /** Its key in s.yaml, as everywhere in the tester's view. */
  readonly function: string;
  readonly trigger: string | null;
  /** Request id of the invocation, or id of the event. */
  readonly id: string;
  readonly taskId: string | null;
  /** Tries that were begun. */
  readonly tries: number;
  /** World time, ISO 8601; null while a try is under way. */
  readonly nextTryAt: string | null;
  readonly state: "waiting" | "running" | "frozen";
};

/** One entry of the asynchronous queue. */
export const fromEntry = (entry: AsyncEntry): WaitingWork => ({
  kind: "async",
  function: entry.definition.resource,
  trigger: entry.trigger,
  id: entry.requestId,
  taskId: entry.taskId,
  tries: entry.tries + (entry.run === undefined ? 0 : 1),
  nextTryAt: isoTime(entry.nextTryMs),
  state: entry.run === undefined ? "waiting" : entry.run.frozen() ? "frozen" : "running",
});

/** One event that its rule's function has not taken yet. */
export const fromDelivery = ({ rule, event, tries, nextTryMs }: Delivery): WaitingWork => ({
  kind: "eventbridge",
  function: rule.resource,
  trigger: rule.triggerName,
  id: event.id,
  taskId: null,
  tries,
  nextTryAt: isoTime(nextTryMs),
  state: nextTryMs === undefined ? "running" : "waiting",
});

const isoTime = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
