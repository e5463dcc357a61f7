import type { Holds } from "../core/guesses.ts";
import { allows } from "../core/principals.ts";
import type { GivenUp } from "../eventbridge/bus.ts";
import type { AsyncEntry } from "./async-queue.ts";
import { readablePayload } from "./invoker.ts";

/** Work that was given up, as `GET /_cloud/world` shows it. */
export type DeadLetter = {
  readonly kind: "async" | "eventbridge";
  readonly function: string;
  readonly trigger: string | null;
  /** Request id of the invocation, or id of the event. */
  readonly id: string;
  readonly taskId: string | null;
  readonly tries: number;
  /** World time, ISO 8601. */
  readonly at: string;
  readonly reason: string;
  /** ARN of the queue that got it; null: the real cloud would have discarded it. */
  readonly destination: string | null;
  readonly payload: unknown;
};

/** An event that no retry could deliver. */
export const fromEvent = ({ delivery, reason, destination }: GivenUp, nowMs: number): DeadLetter => ({
  kind: "eventbridge",
  function: delivery.rule.resource,
  trigger: delivery.rule.triggerName,
  id: delivery.event.id,
  taskId: null,
  tries: delivery.tries,
  at: new Date(nowMs).toISOString(),
  reason,
  destination,
  payload: delivery.event,
});

/** An asynchronous invocation that no retry could save; without a right to its destination it is lost. */
export const fromInvocation = (entry: AsyncEntry, reason: string, nowMs: number, holds: Holds): DeadLetter => ({
  kind: "async",
  function: entry.definition.resource,
  trigger: entry.trigger,
  id: entry.requestId,
  taskId: entry.taskId,
  tries: entry.tries,
  at: new Date(nowMs).toISOString(),
  reason,
  destination: failureDestination(entry, holds) ?? null,
  payload: readablePayload(entry.payload),
});

function failureDestination({ definition }: AsyncEntry, holds: Holds): string | undefined {
  const destination = definition.asyncInvokeConfig.destinationConfig?.onFailure?.destination;
  if (destination === undefined) return undefined;
  const action = destination.includes("/topics/") ? "mns:PublishMessage" : "mns:SendMessage";
  return !holds("fc.destination-right") || allows(definition, action, destination) ? destination : undefined;
}
