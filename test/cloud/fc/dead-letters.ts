import type { Holds } from "../core/guesses.ts";
import { allows } from "../core/principals.ts";
import type { GivenUp } from "../eventbridge/bus.ts";
import type { NotSent, Queues } from "../smq/queues.ts";
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
  /** Why it is lost: nothing names a queue, there is none of the name, the role may not send, or it is too large. */
  readonly lost: NotSent | "NoDestination" | "NoRight" | null;
  readonly payload: unknown;
};

type Post = { readonly nowMs: number; readonly queues: Pick<Queues, "send"> };

/** An event that no retry could deliver: the bus sends it by a role of its own. */
export const fromEvent = ({ delivery, reason, destination }: GivenUp, post: Post): DeadLetter =>
  posted(
    {
      kind: "eventbridge",
      function: delivery.rule.resource,
      trigger: delivery.rule.triggerName,
      id: delivery.event.id,
      taskId: null,
      tries: delivery.tries,
      at: new Date(post.nowMs).toISOString(),
      reason,
      payload: delivery.event,
    },
    destination ?? undefined,
    post,
  );

/** An asynchronous invocation that no retry could save: the function's role sends it. */
export const fromInvocation = (entry: AsyncEntry, reason: string, post: Post & { readonly holds: Holds }): DeadLetter =>
  posted(
    {
      kind: "async",
      function: entry.definition.resource,
      trigger: entry.trigger,
      id: entry.requestId,
      taskId: entry.taskId,
      tries: entry.tries,
      at: new Date(post.nowMs).toISOString(),
      reason,
      payload: readablePayload(entry.payload),
    },
    entry.definition.asyncInvokeConfig.destinationConfig?.onFailure?.destination,
    post,
    (destination) => !post.holds("fc.destination-right") || maySend(entry, destination),
  );

/** Sends what was given up, if there is somewhere to send it. */
function posted(
  letter: Omit<DeadLetter, "destination" | "lost">,
  destination: string | undefined,
  { queues }: Post,
  isAllowed: (destination: string) => boolean = () => true,
): DeadLetter {
  if (destination === undefined) return { ...letter, destination: null, lost: "NoDestination" };
  const lost = isAllowed(destination) ? queues.send(destination, letter) : "NoRight";
  return lost === undefined ? { ...letter, destination, lost: null } : { ...letter, destination: null, lost };
}

function maySend({ definition }: AsyncEntry, destination: string): boolean {
  const action = destination.includes("/topics/") ? "mns:PublishMessage" : "mns:SendMessage";
  return allows(definition, action, destination);
}
