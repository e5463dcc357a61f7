import { acceptReboot } from "./reboot.ts";
import { acceptRedeploy } from "./redeploy.ts";
import type { SystemEvent } from "./system-event.ts";
import type { World } from "./world.ts";

/**
 * The default action of an Inquiring event, by its type (invented, but for the disks). `repair`: Executing, then Executed.
 * `repair-at-restart`: Executing until the instance is restarted.
 */
const defaultActions: Readonly<Record<string, "reboot" | "redeploy" | "repair" | "repair-at-restart">> = {
  "SystemMaintenance.Reboot": "reboot",
  "SystemMaintenance.Redeploy": "redeploy",
  "SystemFailure.Redeploy": "redeploy",
  "SystemMaintenance.IsolateErrorDisk": "repair",
  "SystemMaintenance.ReInitErrorDisk": "repair",
  "SystemMaintenance.RebootAndIsolateErrorDisk": "repair-at-restart",
  "SystemMaintenance.RebootAndReInitErrorDisk": "repair-at-restart",
};

/** True iff an event of this type has a default action. */
export const isAcceptable = ({ eventType }: SystemEvent) => eventType in defaultActions;

/** Sets the default action of an Inquiring event going. All checks are the caller's. */
export function acceptInquiry(world: World, { eventId, eventType, instanceId }: SystemEvent, fails: boolean) {
  const instance = world.instances.get(instanceId);
  if (instance === undefined) return;
  const action = defaultActions[eventType];
  if (action === "redeploy") acceptRedeploy(world, instance, fails);
  else if (action === "reboot" && instance.status === "Running") acceptReboot(world, instance, fails);
  else {
    world.moveEvent(eventId, "Executing");
    if (action !== "repair-at-restart") world.after(world.timingMs("repair"), () => finish(world, eventId, fails));
  }
}

function finish(world: World, eventId: string, fails: boolean) {
  if (world.events.get(eventId)?.eventStatus === "Executing") world.moveEvent(eventId, fails ? "Failed" : "Executed");
}

/** The document: what fails online becomes the event that needs a restart. False for an event that is not online. */
export function switchToOffline(world: World, event: SystemEvent): boolean {
  if (defaultActions[event.eventType] !== "repair") return false;
  const eventType = event.eventType.replace("SystemMaintenance.", "SystemMaintenance.RebootAnd");
  world.events.set(event.eventId, { ...event, eventType });
  return true;
}
