import type { Facts, Input, Operation } from "../operation.ts";
import { redeployInstance } from "./redeploy-instance.ts";

/** Every operation of the bundle, in the order in which a plan prefers them. */
export const operations: readonly Operation[] = [erased(redeployInstance)];

/** Forgets an operation's own types: whoever takes one from this list gives it only what it made or parsed itself. */
function erased<I extends Input, F extends Facts>(operation: Operation<I, F>): Operation {
  return operation as unknown as Operation;
}
