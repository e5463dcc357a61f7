import { acceptInquiredSystemEvent } from "./accept-inquired-system-event.ts";
import { eventRedeployInstance } from "./event-redeploy-instance.ts";
import type { Facts, Input, Operation } from "./operation.ts";
import { rebootInstance } from "./reboot-instance.ts";
import { redeployInstance } from "./redeploy-instance.ts";
import { replaceSystemDisk } from "./replace-system-disk/replace-system-disk.ts";

/**
 * Every operation of the bundle. The order has a meaning: of those that answer an event a plan takes the first that loses
 * nothing, and the first that answers its type has the function that looks at it.
 */
export const operations: readonly Operation[] = [
  erased(redeployInstance),
  erased(rebootInstance),
  erased(replaceSystemDisk),
  erased(acceptInquiredSystemEvent),
  erased(eventRedeployInstance),
];

/** Forgets an operation's own types: whoever takes one from this list gives it only what it made or parsed itself. */
function erased<I extends Input, F extends Facts, C>(operation: Operation<I, F, C>): Operation {
  return operation as unknown as Operation;
}
