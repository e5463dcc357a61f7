import type { Control } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import type { Hold } from "../guards/hold.ts";
import { type Entry, fullBy } from "../guards/limits.ts";
import { stopOf } from "../guards/stopped.ts";
import { withEntry } from "../guards/with-entry.ts";
import { isPlanned } from "../remediation/planned.ts";
import { handedForMs } from "./freeable-places.ts";
import type { Scopes } from "./scopes.ts";
import type { WaitingForPlace } from "./waiting-for-place.ts";

/** The control row as it was read last, and the places that nobody holds: each as it was read before its instance's row. */
export type Places = { readonly steering: Steering; readonly freeable: ReadonlyMap<string, Entry> };

/** The mark of its place, and the row after it was given one. Without `next` it needs none, or has it already. */
export type Offer = { readonly mark: string; readonly next?: Control };

/** What can be given to an operation that waits for a place. */
export async function offered(
  places: Places,
  waiting: WaitingForPlace,
  scopes: Scopes,
  { mark, nowMs }: { readonly mark: string; readonly nowMs: number },
): Promise<Offer | undefined> {
  const { steering, freeable } = places;
  const { control, limits } = steering;
  const { instanceId, entry, isDrained } = waiting;
  const { operationId } = entry;
  if (limits.length === 0) return undefined; // lifted meanwhile: the next run tries all that is due
  if (heldOf(steering, waiting, nowMs) !== undefined) return undefined;
  const own = handedIn(places, instanceId);
  // What was handed to another operation of its instance stays that one's for as long as it is awaited: no longer, though
  // a hook that has drained the instance keeps the place.
  if (own !== undefined && nowMs < own.atMs + handedForMs)
    return own.operationId === operationId ? { mark: own.mark } : undefined;
  const left = { ...control, entries: withoutFreeable(control.entries, freeable) };
  const isFull = (among: readonly string[]) =>
    !(isDrained && left.entries[instanceId] !== undefined) &&
    fullBy(limits, left, { instanceId, operationId, scopes: among }, nowMs) !== undefined;
  if (isFull(["region"])) return undefined; // where its machine is need not be known then
  const among = await scopes(waiting, steering);
  if (among === undefined || isFull(among)) return undefined;
  return {
    mark,
    next: withEntry(left, instanceId, { operationId, scopes: among, mark, atMs: nowMs, handed: true }, limits),
  };
}

/** The place that was handed to an operation of this instance, while it is not free. */
function handedIn({ steering, freeable }: Places, instanceId: string): Entry | undefined {
  const own = steering.control.entries[instanceId];
  return own?.handed === true && freeable.get(instanceId)?.mark !== own.mark ? own : undefined;
}

/** What would hold it back all the same, as far as that is known without a look. */
export function heldOf(
  steering: Steering,
  { entry, event }: Pick<WaitingForPlace, "entry" | "event">,
  nowMs: number,
): Hold | undefined {
  const { clientToken, plan, postponed } = entry;
  const stopped = stopOf(entry, steering.control, nowMs);
  if (stopped !== undefined) return stopped;
  if (event === undefined || clientToken !== undefined || plan?.policy !== steering.serial) return undefined;
  const begun = {
    planned: isPlanned(event.type),
    dueMs: event.notBeforeMs,
    window: steering.windowOf(plan.rule),
    postponed,
  };
  return steering.heldByTime({ ...begun, overridesFreeze: false }, nowMs);
}

/** A place that somebody has written since it was read is not free any more. */
export const withoutFreeable = (entries: Control["entries"], freeable: Places["freeable"]): Control["entries"] =>
  Object.fromEntries(Object.entries(entries).filter(([id, { mark }]) => freeable.get(id)?.mark !== mark));
