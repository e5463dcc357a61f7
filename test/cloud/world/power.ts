import { mendLocalDisks } from "./disk.ts";
import { hasLocalDisks, type Instance, type InstanceStatus, withEffect } from "./instance.ts";
import type { World } from "./world.ts";

/** Running → Stopping → Stopped. All checks are the caller's. */
export function acceptStop(world: World, { instanceId }: Instance, stoppedMode: Instance["stoppedMode"]) {
  world.changeInstance(instanceId, (instance) => ({ ...withEffect(instance, "StopInstance"), status: "Stopping" }));
  world.after(world.timingMs("stop"), () =>
    settle(world, instanceId, "Stopping", (instance) => ({ ...instance, status: "Stopped", stoppedMode })),
  );
}

/** A call starts the instance; with `clearLocalDisks` the local disks come up empty and sound. All checks are the caller's. */
export function acceptStart(world: World, { instanceId }: Instance, clearLocalDisks: boolean) {
  world.changeInstance(instanceId, (instance) => withEffect(instance, "StartInstance"));
  start(world, instanceId, clearLocalDisks);
}

/** Stopped → Starting → Running, whoever wants it. */
export function start(world: World, instanceId: string, clearLocalDisks: boolean) {
  world.changeInstance(instanceId, (instance) => ({
    ...instance,
    status: "Starting",
    wipes: instance.wipes + (clearLocalDisks && hasLocalDisks(instance) ? 1 : 0),
  }));
  if (clearLocalDisks) mendLocalDisks(world.disks, instanceId);
  world.after(world.timingMs("start"), () =>
    settle(world, instanceId, "Starting", (instance) => ({
      ...instance,
      status: "Running",
      stoppedMode: "Not-applicable",
      startedAtMs: world.nowMs(),
    })),
  );
}

/** Ends a transition, unless something else has moved the instance on meanwhile. */
const settle = (world: World, instanceId: string, from: InstanceStatus, change: (instance: Instance) => Instance) =>
  world.changeInstance(instanceId, (instance) => (instance.status === from ? change(instance) : instance));
