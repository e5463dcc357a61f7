import type { Outcome } from "./outcome.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { holderOf, keyFor } from "./standing.ts";
import { eventTokenOf, operationIdOf, type Scope } from "./token.ts";
import { isGivenUp } from "./unlisted.ts";

/** The id of the operation that a notice of this event begins, whoever brings the notice. */
export const ownIdOf = (scope: Scope, instanceId: string, eventId: string) =>
  operationIdOf(scope, "event", eventTokenOf(instanceId, eventId, 1));

/** An event may be planned again so often, less one (invented): who asks more often looks at the instance first. */
const mostOperations = 16;

/** The ids of an event's operations: the one that its notice begins, then those that people asked for. */
export const idsOf = (scope: Scope, instanceId: string, eventId: string): readonly string[] =>
  Array.from({ length: mostOperations }, (_, at) =>
    operationIdOf(scope, "event", eventTokenOf(instanceId, eventId, at + 1)),
  );

/**
 * How an event is owned. `open`: an operation of its own, or another one that holds it, is at work or waits. `ended`: its
 * own operation has ended, or another one has answered it. Undefined: nobody owns it. What was given up because no look
 * had listed it has not ended: whoever finds it listed begins it after all.
 */
export function ownerOf(row: InstanceRow, eventId: string, ownId: string): "open" | "ended" | undefined {
  const { current, waiting } = row;
  const holder = holderOf(row, keyFor({ eventId }));
  const isOpen = (id: string) => current?.operationId === id || waiting[id] !== undefined;
  if (isOpen(ownId) || (holder !== undefined && isOpen(holder)) || openFor(row, eventId) !== undefined) return "open";
  return holder !== undefined || endedFor(row, eventId, ownId) !== undefined ? "ended" : undefined;
}

/** The operation of an event that is at work or waits. A call for the event is not its own: its token is answered by itself. */
export const openFor = ({ current, waiting }: InstanceRow, eventId: string): Current | Waiting | undefined =>
  [...(current === undefined ? [] : [current]), ...Object.values(waiting)].find(
    (one) => isAutomatic(one) && one.eventId === eventId,
  );

/** The newest of an event's own operations that have ended. */
export function endedFor({ outcomes }: InstanceRow, eventId: string, ownId: string): [string, Outcome] | undefined {
  return Object.entries(outcomes)
    .filter(([id, outcome]) => (id === ownId || outcome.eventId === eventId) && !isGivenUp(outcome))
    .sort(([, a], [, b]) => b.endedAtMs - a.endedAtMs)[0];
}

/** The events that a row names as open: what is current, and what waits for an event by itself. */
export const openEventsOf = ({ current, waiting }: InstanceRow): readonly string[] =>
  [...(current === undefined ? [] : [current]), ...Object.values(waiting).filter(isAutomatic)].flatMap(
    ({ eventId }) => eventId ?? [],
  );

const isAutomatic = ({ clientToken }: { readonly clientToken?: string | undefined }) => clientToken === undefined;
