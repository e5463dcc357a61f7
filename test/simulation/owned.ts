import type { InstanceRow } from "../../shared/ledger/row.ts";
import { overStatuses } from "../../shared/remediation/answerable.ts";
import { maintenance } from "./actions.ts";
import { scope } from "./names.ts";
import { eventOf } from "./shown.ts";
import type { World } from "./world.ts";

/** True iff a row shows an owner. What was given up unseen has none. */
export function isOwnedIn(
  { product }: World,
  { current, waiting, outcomes, events }: InstanceRow = product.emptyRow,
  instanceId: string,
  eventId: string,
): boolean {
  const ownId = ownIdOf(product, instanceId, eventId);
  const outcome = outcomes[ownId];
  const hasEnded = outcome !== undefined && !(outcome.state === "Rejected" && outcome.answer === undefined);
  const isOpen = current?.operationId === ownId || waiting[ownId] !== undefined;
  return isOpen || hasEnded || events[product.eventKeyOf(eventId)] !== undefined;
}

const ownIdOf = ({ operationIdOf, eventTokenOf }: World["product"], instanceId: string, eventId: string) =>
  operationIdOf(scope, "event", eventTokenOf(instanceId, eventId, 1));

/** F3: whoever brings an event, it is one operation, and then those that people asked for, or that follow a failure. */
export function isAnotherKind({ product }: World, instanceId: string, { current, waiting }: InstanceRow) {
  return [...Object.values(waiting), ...(current === undefined ? [] : [current])].find(
    ({ clientToken, eventId, operationId, source }) =>
      clientToken === undefined &&
      eventId !== undefined &&
      operationId !== ownIdOf(product, instanceId, eventId) &&
      !(["console", "repeat"].includes(source) && product.idsOf(scope, instanceId, eventId).includes(operationId)),
  );
}

/** Events that are listed as pending, ask for something, and are owned by nobody. */
export const unownedIn = (world: World) =>
  [...world.cloud.events.values()].filter((event) => world.finds && asks(world, event) && isUnowned(world, event));

type CloudEvent = Parameters<typeof eventOf>[1] & { readonly instanceId: string };

const asks = ({ cloud, nowMs }: World, event: CloudEvent) =>
  !event.simulated && event.type !== maintenance.other && !overStatuses.includes(eventOf(cloud, event, nowMs).status);

const isUnowned = (world: World, { instanceId, eventId }: CloudEvent) =>
  !isForgotten(world, instanceId, eventId) &&
  !isOwnedIn(world, world.table.rows.get(instanceId)?.row, instanceId, eventId);

/** True iff its own operation has ended so long ago that the row has no outcome any more. */
function isForgotten({ product, history, table }: World, instanceId: string, eventId: string): boolean {
  const ownId = ownIdOf(product, instanceId, eventId);
  return history.ended.has(`${instanceId} ${ownId}`) && table.rows.get(instanceId)?.row.outcomes[ownId] === undefined;
}

/** F1: a further operation comes only by a person's word, and only for an event that no operation holds or waits for. */
export function faultOfAgain(
  { product }: World,
  instanceId: string,
  stored: InstanceRow = product.emptyRow,
  next: InstanceRow,
): string | undefined {
  const fresh = Object.values(next.waiting).filter(
    ({ operationId, wait }) => wait.code === "PlannedAgain" && stored.waiting[operationId] === undefined,
  );
  for (const { operationId, eventId = "" } of fresh) {
    if (stored.events[product.eventKeyOf(eventId)] !== undefined)
      return `F1: ${eventId} is planned again, and an operation holds it`;
    if (isOpenFor(stored, eventId)) return `F1: ${eventId} is planned again, and an operation for it is open`;
    const ids = product.idsOf(scope, instanceId, eventId);
    if (
      stored.outcomes[operationId] !== undefined ||
      stored.outcomes[ids[ids.indexOf(operationId) - 1] ?? ""] === undefined
    )
      return `F1: ${eventId} is planned again by another id than the next`;
  }
  return undefined;
}

const isOpenFor = ({ current, waiting }: InstanceRow, eventId: string) =>
  [...Object.values(waiting), ...(current === undefined ? [] : [current])].some(
    (one) => one.eventId === eventId && one.clientToken === undefined,
  );
