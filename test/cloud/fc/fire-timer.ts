import type { Holds } from "../core/guesses.ts";
import type { AsyncQueue } from "./async-queue.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { newRequestId } from "./request-id.ts";
import type { TimersOptions } from "./timers.ts";

type Firing = {
  readonly queue: AsyncQueue;
  readonly definitionOf: (functionName: string) => FunctionDefinition | undefined;
  readonly holds: Holds;
};

/** Queues the run of a timer. */
export const fireTimer =
  ({ queue, definitionOf, holds }: Firing): TimersOptions["fire"] =>
  ({ functionName, triggerName: trigger }, payload) => {
    const definition = definitionOf(functionName);
    if (definition === undefined) return () => false;
    const entry = queue.enqueue({ definition, payload, requestId: newRequestId(), taskId: undefined, trigger });
    return () =>
      holds("fc.timer-skip") && "acceptedMs" in entry && queue.entries().includes(entry) && !entry.run?.frozen();
  };
