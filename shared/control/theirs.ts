import type { Command } from "../command.ts";
import type { Facts } from "../operations/operation.ts";
import { matched } from "../policy/matched.ts";
import { mayCall } from "../policy/who-is.ts";
import { type Principal, principalOf } from "../principal.ts";
import { askerOf } from "./asker.ts";
import type { Steering } from "./steering.ts";

/**
 * True unless whoever signed the call may not ask for this on this machine, or not any more. A call may wait, and be
 * sent after the policy has changed, or after its key was taken out of the settings. A program may ask on the machines
 * that the policy names for it.
 */
export function isTheirs(
  product: string,
  { source, actor, operation, instanceId }: Pick<Command, "source" | "actor" | "operation" | "instanceId">,
  { instance, hasLocalDisks }: Facts,
  principals: readonly Principal[],
  steering: Pick<Steering, "whoIs"> | undefined,
): boolean {
  if (!ownSources.includes(source) || steering === undefined) return true;
  const principal = principalOf(actor, principals);
  const asker = principal && askerOf(principal, steering);
  if (asker === undefined || !mayCall(asker, operation)) return false;
  const { match } = asker.bounds ?? {};
  const machine = { product, instanceId, tags: instance?.tags, zone: instance?.zoneId, hasLocalDisks };
  return match === undefined || matched(match, { ...machine, ...noEvent }) !== undefined;
}

/** The doors that know who asks. */
const ownSources = ["http", "chat"];

/** A program's machines have nothing to do with an event. */
const noEvent = { eventId: "", type: "", status: "", planned: false };
