import type { EventStatus, SystemEvent } from "../world/system-event.ts";
import type { World } from "../world/world.ts";

/** Codes that a document's sample shows; of the others none is known. */
const statusCodes: Partial<Record<EventStatus, number>> = { Executed: 0, Avoided: 8, Scheduled: 24, Inquiring: 28 };
const typeCodes: Readonly<Record<string, number>> = {
  "SystemMaintenance.Reboot": 1,
  "SystemMaintenance.RebootAndIsolateErrorDisk": 3,
  "SystemFailure.Reboot": 65,
};

/** Type and status of an event as the query actions name and number them. */
export function eventCodes({ eventType, eventStatus }: SystemEvent, { holds }: Pick<World, "holds">) {
  const numbered = holds("world.type-codes");
  return {
    EventType: { Code: numbered ? typeCodes[eventType] : undefined, Name: eventType },
    EventCycleStatus: { Code: numbered ? statusCodes[eventStatus] : undefined, Name: eventStatus },
  };
}

/** Why an event is, as the query actions say; that of a drill is what a document's sample of one of them shows. */
export function reasonOf({ simulated, eventType }: SystemEvent, { holds }: Pick<World, "holds">) {
  if (!simulated) return `Local cloud: ${eventType}.`;
  return holds("ecs.simulated.reason") ? "A simulated event." : "模拟的系统事件。";
}
