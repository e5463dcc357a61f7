import { type Answers, beginEvents, closeEvents, restoreEvents } from "./answer-events.ts";
import { eventsOf } from "./answerable.ts";
import { type Instance, type InstanceStatus, withEffect } from "./instance.ts";
import type { SystemEvent } from "./system-event.ts";
import type { World } from "./world.ts";

/** One restart on its way: what it must remember of the world as it was when the cloud said yes. */
type Reboot = {
  readonly instanceId: string;
  readonly statusBefore: InstanceStatus;
  readonly answers: Answers;
  readonly fails: boolean;
};

/**
 * Sets a restart of a Running instance going. All checks are the caller's.
 *
 *     0 s       10 s              20 s       1 min
 *     answer    Stopping          Starting   Running, new StartTime, event Avoided or Executed
 *               event Executing              (fails: back to the old state and the old event status)
 *
 * Invented and hostile: until ten seconds have passed nothing shows, so that a second call is accepted too; both run and
 * both count.
 */
export function acceptReboot(world: World, instance: Instance, fails: boolean) {
  const { instanceId } = instance;
  const events = rebootEvents(world, instance);
  const reboot: Reboot = {
    instanceId,
    statusBefore: instance.status,
    answers: { events, acceptedAtMs: world.nowMs() },
    fails,
  };
  world.changeInstance(instanceId, (current) => ({
    ...withEffect(current, "RebootInstance"),
    restarting: current.restarting + 1,
  }));

  const start = () => begin(world, reboot);
  if (world.holds("ecs.reboot.lag")) world.after(world.timingMs("acceptLag"), start);
  else start();
  world.after(world.timingMs("rebootStopping"), () => show(world, instanceId, "Starting"));
  world.after(world.timingMs("reboot"), () => end(world, reboot));
}

/** What a restart answers: a planned restart, and a repair that was accepted and waits for one (invented). */
const rebootEvents = (world: World, instance: Instance) => eventsOf(world, instance).filter(isForReboot);

const isForReboot = ({ eventType, eventStatus }: SystemEvent) =>
  eventType === "SystemMaintenance.Reboot"
    ? eventStatus === "Inquiring" || eventStatus === "Scheduled"
    : /^SystemMaintenance\.RebootAnd/.test(eventType) && eventStatus === "Executing";

function begin(world: World, { instanceId, answers }: Reboot) {
  show(world, instanceId, world.holds("dispute.reboot-state") ? "Stopping" : "Starting");
  beginEvents(world, answers);
}

function end(world: World, { instanceId, statusBefore, answers, fails }: Reboot) {
  if (fails) restoreEvents(world, answers);
  else closeEvents(world, answers, world.holds("ecs.reboot.event-end"));
  world.changeInstance(instanceId, (instance) => {
    const last = instance.restarting <= 1;
    return {
      ...instance,
      restarting: instance.restarting - 1,
      ...(last ? { status: fails ? statusBefore : "Running" } : {}),
      ...(fails || !world.holds("ecs.reboot.start-time") ? {} : { startedAtMs: world.nowMs() }),
    };
  });
}

const show = (world: World, instanceId: string, status: InstanceStatus) =>
  world.changeInstance(instanceId, (instance) => ({ ...instance, status }));
