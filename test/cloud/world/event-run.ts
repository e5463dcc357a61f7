import type { SystemEvent } from "./system-event.ts";
import type { World } from "./world.ts";

/**
 * What an event does by itself when its time comes, unless something has moved it on before. A Scheduled one runs; that its
 * instance stays as it is, is invented.
 */
export function runAtItsTime(
  world: Pick<World, "holds" | "timingMs" | "nowMs" | "after" | "events" | "moveEvent">,
  { eventId, eventStatus, notBeforeMs, simulated }: SystemEvent,
) {
  const move = (from: SystemEvent["eventStatus"], to: SystemEvent["eventStatus"]) => {
    if (world.events.get(eventId)?.eventStatus === from) world.moveEvent(eventId, to);
  };
  const delayMs = Math.max(notBeforeMs - world.nowMs(), 0);
  if (simulated) {
    // CreateSimulatedSystemEvents: a drill is Executed at NotBefore, whether it was Scheduled or Executing.
    if (eventStatus === "Scheduled" || eventStatus === "Executing") {
      world.after(delayMs, () => move(eventStatus, "Executed"));
    }
  } else if (eventStatus === "Scheduled" && world.holds("world.events-wait")) {
    world.after(delayMs, () => {
      move("Scheduled", "Executing");
      world.after(world.timingMs("repair"), () => move("Executing", "Executed"));
    });
  }
}
