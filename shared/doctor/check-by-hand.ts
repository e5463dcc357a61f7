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
  check("dead letters", ({ stack }, name) =>
    unknown(
      name,
      "How many wait is not read here: a function may only send there.",
      `In Simple Message Queue look at the queue ${stack}-dead: each message is something that nothing could deliver. The alarm of the stack watches it.`,
    ),
  ),
  check("synchronous events", ({ stack }, name) =>
    unknown(
      name,
      "Whether asyncInvocationType: false is synchronous is seen at an event alone; two documents contradict each other.",
      `After redeploy-once rehearse look at the tasks of ${stack}-redeploy-instance in Function Compute's console: if the event is among them, it came asynchronously, and retries are the queue's.`,
    ),
  ),
  check("rights to write and send", ({ stack }, name) =>
    unknown(
      name,
      "Nothing is written or sent to try it.",
      `Compare the roles ${stack}-<region>-<function> with vars.roles of s.yaml: redeploy-once up does, and mends them.`,
    ),
  ),
];
