import type { Steering } from "../control/steering.ts";
import { idsOf } from "../ledger/owned.ts";
import type { Repeating } from "../ledger/repeating.ts";
import type { Current } from "../ledger/row.ts";
import type { Scope } from "../ledger/token.ts";

/** True iff a system event alone has asked for it. What somebody has called for is tried again by a call. */
export const isOfEvent = ({ eventId, clientToken }: Pick<Current, "eventId" | "clientToken">) =>
  eventId !== undefined && clientToken === undefined;

/** What follows by this policy if the operation of an event fails. Undefined: nothing does, or the event has had enough. */
export function repeatingFor(
  scope: Scope,
  instanceId: string,
  { operationId, eventId, clientToken }: Pick<Current, "operationId" | "eventId" | "clientToken">,
  { repeat: { attempts, cooldownMs }, serial }: Pick<Steering, "repeat" | "serial">,
): Omit<Repeating, "dueMs"> | undefined {
  if (attempts === undefined || eventId === undefined || clientToken !== undefined) return undefined;
  const ids = idsOf(scope, instanceId, eventId);
  const at = ids.indexOf(operationId);
  const next = at < 0 ? undefined : ids[at + 1];
  return next === undefined ? undefined : { operationId: next, attempts, cooldownMs, serial };
}
