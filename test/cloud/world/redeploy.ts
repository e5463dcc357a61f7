import { type Answers, beginEvents, closeEvents, restoreEvents } from "./answer-events.ts";
import { answerableEvents } from "./answerable.ts";
import { mendLocalDisks } from "./disk.ts";
import { hasLocalDisks, type Instance, type InstanceStatus, withEffect } from "./instance.ts";
import type { Task } from "./task.ts";
import type { World } from "./world.ts";

/** One redeploy on its way: what it must remember of the world as it was when the cloud said yes. */
type Redeploy = {
  readonly taskId: string;
  readonly instanceId: string;
  readonly statusBefore: InstanceStatus;
  readonly answers: Answers;
  readonly fails: boolean;
};

/**
 * Accepts a RedeployInstance and sets it going. All checks are the caller's.
 *
 *     0 s            10 s          1 min         5 min
 *     answer, task   Stopping      Starting      Running, new host, local disks cleared, event Avoided or Executed
 *                    event Executing             (fails: back to the old state, old host, old event status)
 *
 * Invented and hostile: the first ten seconds show nothing, so that a second call finds the world as the first did and
 * is accepted as another task; both run and both count. A Stopped instance skips Stopping.
 */
export function acceptRedeploy(world: World, instance: Instance, fails: boolean): Task {
  const nowMs = world.nowMs();
  const { instanceId } = instance;
  const task: Task = {
    taskId: world.newTaskId(),
    taskAction: "RedeployInstance",
    taskStatus: "Processing",
    resourceId: instanceId,
    createdAtMs: nowMs,
    finishedAtMs: undefined,
  };
  const events = answeredEvents(world, instance);
  const redeploy: Redeploy = {
    taskId: task.taskId,
    instanceId,
    statusBefore: instance.status,
    answers: { events, acceptedAtMs: nowMs },
    fails,
  };

  world.tasks.set(task.taskId, task);
  world.changeInstance(instanceId, (current) => withEffect(current, "RedeployInstance"));
  for (const event of events) world.events.set(event.eventId, { ...event, answeredAtMs: nowMs });

  world.after(world.timingMs("acceptLag"), () => begin(world, redeploy));
  world.after(world.timingMs("redeployStopping"), () => show(world, instanceId, "Starting"));
  world.after(world.timingMs("redeploy"), () => end(world, redeploy));
  return task;
}

/** Invented: all that a redeploy may answer. */
function answeredEvents(world: World, instance: Instance) {
  const events = answerableEvents(world, instance);
  return world.holds("world.answers-all") ? events : events.slice(0, 1);
}

function begin(world: World, { instanceId, statusBefore, answers }: Redeploy) {
  show(world, instanceId, statusBefore === "Running" ? "Stopping" : "Starting");
  beginEvents(world, answers);
}

function end(world: World, redeploy: Redeploy) {
  const { taskId, instanceId, statusBefore, answers, fails } = redeploy;
  const task = world.tasks.get(taskId);
  if (task === undefined) return;
  world.tasks.set(taskId, { ...task, taskStatus: fails ? "Failed" : "Finished", finishedAtMs: world.nowMs() });

  const last = !isRedeploying(world, instanceId);
  if (fails && last) restoreEvents(world, answers);
  if (!fails) closeEvents(world, answers, world.holds("world.event-end"));
  if (!fails) moveToNewHost(world, instanceId);
  if (last) show(world, instanceId, fails ? statusBefore : "Running");
}

const isRedeploying = (world: World, instanceId: string) =>
  [...world.tasks.values()].some((task) => task.resourceId === instanceId && task.taskStatus === "Processing");

function moveToNewHost(world: World, instanceId: string) {
  world.changeInstance(instanceId, (instance) => ({
    ...instance,
    hostId: world.newHostId(),
    startedAtMs: world.nowMs(),
    wipes: instance.wipes + (hasLocalDisks(instance) ? 1 : 0),
  }));
  mendLocalDisks(world.disks, instanceId);
}

const show = (world: World, instanceId: string, status: InstanceStatus) =>
  world.changeInstance(instanceId, (instance) => ({ ...instance, status }));
