import type { SystemEvent } from "./system-event.ts";
import type { World } from "./world.ts";

/** System events that an accepted action answers, as they stood when the cloud said yes. */
export type Answers = { readonly events: readonly SystemEvent[]; readonly acceptedAtMs: number };

/** The action begins: the events that still stand as they did are Executing. */
export function beginEvents(world: World, { events }: Answers) {
  for (const { eventId, eventStatus } of events) {
    if (world.events.get(eventId)?.eventStatus === eventStatus) world.moveEvent(eventId, "Executing");
  }
}

/** The action failed: the events wait as before, and nobody has answered them. */
export function restoreEvents(world: World, { events }: Answers) {
  for (const { eventId, eventStatus } of stillExecuting(world, events)) {
    world.moveEvent(eventId, eventStatus);
    const event = world.events.get(eventId);
    if (event !== undefined) world.events.set(eventId, { ...event, answeredAtMs: undefined });
  }
}

/** The action is done. Avoided iff it was accepted before the event's own time, and the event had not begun. */
export function closeEvents(world: World, { events, acceptedAtMs }: Answers, mayAvoid: boolean) {
  for (const { eventId, eventStatus, notBeforeMs } of stillExecuting(world, events)) {
    const early = acceptedAtMs < notBeforeMs && eventStatus !== "Executing";
    world.moveEvent(eventId, early && mayAvoid ? "Avoided" : "Executed");
  }
}

const stillExecuting = (world: World, events: readonly SystemEvent[]) =>
  events.filter(({ eventId }) => world.events.get(eventId)?.eventStatus === "Executing");
