import { type Check, check } from "./check.ts";
import { unknown } from "./finding.ts";

/** What no API that this function has a right to can show. Said plainly, with how to look. */
export const byHand: readonly Check[] = [
  check("synchronous events", ({ stack }, name) =>
    unknown(
      name,
      "Whether asyncInvocationType: false is synchronous is seen at an event alone; two documents contradict each other.",
      `After redeploy-once rehearse look at the tasks of ${stack}-redeploy-instance in Function Compute's console: if the event is among them, it came asynchronously, and retries are the queue's.`,
    ),
  ),
];
