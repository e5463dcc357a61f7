import { type Check, check } from "./check.ts";
import { unknown } from "./finding.ts";

/** What no API that this function has a right to can show. Said plainly, with how to look. */
export const byHand: readonly Check[] = [
  check("log", ({ stack, requestId }, name) =>
    unknown(
      name,
      `A line was written with the request id ${requestId}; nothing here reads logs.`,
      `In the log store functions of the project ${stack}-<account>-<region> search for "${requestId}". If there is nothing in a minute, the function's role lacks log:PostLogStoreLogs.`,
    ),
  ),
  check("synchronous events", ({ stack }, name) =>
    unknown(
      name,
      "Whether asyncInvocationType: false is synchronous is seen at an event alone; two documents contradict each other.",
      `After redeploy-once rehearse look at the tasks of ${stack}-redeploy-instance in Function Compute's console: if the event is among them, it came asynchronously, and retries are the queue's.`,
    ),
  ),
];
