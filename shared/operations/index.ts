import { acceptInquiredSystemEvent } from "./accept-inquired-system-event.ts";
import { eventRedeployInstance } from "./event-redeploy-instance.ts";
import type { Facts, Input, Operation } from "./operation.ts";
import { rebootInstance } from "./reboot-instance.ts";
import { redeployInstance } from "./redeploy-instance.ts";
import { replaceSystemDisk } from "./replace-system-disk/replace-system-disk.ts";

/**
 * Every operation of the bundle. The order has a meaning. Of the operations that answer an event, a plan takes the
 * first that loses nothing. The first that answers the event's type has the function that looks at the event.
 */
export const operations: readonly Operation[] = [
  erased(redeployInstance),
  erased(rebootInstance),
  erased(replaceSystemDisk),
  erased(acceptInquiredSystemEvent),
  erased(eventRedeployInstance),
];

/** Forgets an operation's own types. Its user must give it only values that it made or parsed itself. */
function erased<I extends Input, F extends Facts, C>(operation: Operation<I, F, C>): Operation {
  return operation as unknown as Operation;
}
