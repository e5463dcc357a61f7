import type { Clock } from "../core/clock.ts";
import { toSecond } from "./cloud-time.ts";
import { type Disk, healthAfter, isAboutDisk, isLocal } from "./disk.ts";
import { createFleet } from "./fleet.ts";
import type { Instance } from "./instance.ts";
import { notificationOf } from "./notification.ts";
import { eventStatuses, isEventStatus, type SystemEvent, withStatus } from "./system-event.ts";
import type { Task } from "./task.ts";
import { timings } from "./timings.ts";
import { WorldError } from "./world-error.ts";

export type WorldSettings = { readonly accountId: string; readonly regionId: string };

/** One account in one region: its instances, disks, system events and tasks. The state is plain values in maps. */
export type World = {
  readonly settings: WorldSettings;
  readonly instances: Map<string, Instance>;
  readonly disks: Map<string, Disk>;
  readonly events: Map<string, SystemEvent>;
  readonly tasks: Map<string, Task>;
  /** What a tester sees. */
  readonly snapshot: () => Snapshot;
  /**
   * Adds a system event; any type is legal. `notBefore` is ISO 8601, by default 48 h ahead, or now for an event that
   * has begun. Throws WorldError.
   */
  readonly raiseEvent: (event: {
    readonly instanceId: string;
    readonly eventType: string;
    readonly eventStatus: string;
    readonly notBefore?: string | undefined;
  }) => { readonly eventId: string };
  /** Moves an event to any status; the local disk it is about follows. Throws WorldError. */
  readonly moveEvent: (eventId: string, eventStatus: string) => void;
  /** The CloudEvent for an event as it stands, with a fresh envelope id. Throws WorldError. */
  readonly notification: (
    eventId: string,
    options?: { readonly name?: string | undefined },
  ) => ReturnType<typeof notificationOf>;
  /** Back to the seed fleet, dated from now; ids that were given out are not given out again. */
  readonly reset: () => void;

  readonly nowMs: () => number;
  /** Runs `change` after `delayMs` of world time, unless the world is reset before. */
  readonly after: (delayMs: number, change: () => void) => void;
  readonly changeInstance: (instanceId: string, change: (instance: Instance) => Instance) => void;
  readonly newTaskId: () => string;
  readonly newHostId: () => string;
};

type Snapshot = {
  readonly instances: Readonly<
    Record<
      string,
      Pick<Instance, "status" | "effects" | "wipes" | "hostId" | "instanceType"> & { readonly zone: string }
    >
  >;
  readonly events: Readonly<
    Record<string, Pick<SystemEvent, "instanceId" | "eventType" | "eventStatus"> & { readonly notBefore: string }>
  >;
};

/** Creates the world with its seed fleet. */
export function createWorld({ clock, settings }: { readonly clock: Clock; readonly settings: WorldSettings }): World {
  const { nowMs } = clock;
  const instances = new Map<string, Instance>();
  const disks = new Map<string, Disk>();
  const events = new Map<string, SystemEvent>();
  const tasks = new Map<string, Task>();
  const newEventId = createIds("e-bp1");
  let life = 0;

  const seed = () => {
    const fleet = createFleet(nowMs(), settings.regionId);
    for (const instance of fleet.instances) instances.set(instance.instanceId, instance);
    for (const disk of fleet.disks) disks.set(disk.diskId, disk);
    for (const event of fleet.events) place(events, disks, event);
  };

  seed();
  return {
    settings,
    instances,
    disks,
    events,
    tasks,
    nowMs,
    newTaskId: createIds("t-bp1"),
    newHostId: createIds("host-bp1"),
    snapshot: () => ({ instances: showInstances(instances), events: showEvents(events) }),
    raiseEvent: (raised) => {
      if (!instances.has(raised.instanceId)) throw new WorldError(`No instance ${raised.instanceId} in this world.`);
      const event = newEvent({ ...raised, eventId: newEventId() }, localDiskOf(disks, raised), nowMs());
      place(events, disks, event);
      return { eventId: event.eventId };
    },
    moveEvent: (eventId, eventStatus) =>
      place(events, disks, withStatus(find(events, eventId), readStatus(eventStatus), nowMs())),
    notification: (eventId, { name } = {}) => notificationOf(find(events, eventId), settings, nowMs(), name),
    reset: () => {
      life++;
      for (const map of [instances, disks, events, tasks]) map.clear();
      seed();
    },
    after: (delayMs, change) => {
      const born = life;
      clock.after(delayMs, () => {
        if (born === life) change();
      });
    },
    changeInstance: (instanceId, change) => {
      const instance = instances.get(instanceId);
      if (instance !== undefined) instances.set(instanceId, change(instance));
    },
  };
}

/** `<prefix>` and a number: the same in every run, never the same twice in one world. */
function createIds(prefix: string) {
  let count = 0;
  return () => `${prefix}${String(++count).padStart(9, "0")}`;
}

function newEvent(
  raised: Parameters<World["raiseEvent"]>[0] & { readonly eventId: string },
  diskId: string | undefined,
  nowMs: number,
): SystemEvent {
  const { eventId, instanceId, eventType, notBefore } = raised;
  const eventStatus = readStatus(raised.eventStatus);
  const pending = eventStatus === "Inquiring" || eventStatus === "Scheduled";
  const event: SystemEvent = {
    eventId,
    instanceId,
    eventType,
    eventStatus,
    publishedAtMs: nowMs,
    notBeforeMs: notBefore === undefined ? nowMs + (pending ? timings.notice.ms : 0) : readTime(notBefore),
    executeStartedAtMs: undefined,
    finishedAtMs: undefined,
    simulated: false,
    diskId: isAboutDisk(eventType) ? diskId : undefined,
    answeredAtMs: undefined,
  };
  return withStatus(event, eventStatus, nowMs);
}

/** Invented: an event about a disk that names none is about the instance's first local disk. */
const localDiskOf = (disks: ReadonlyMap<string, Disk>, { instanceId }: { readonly instanceId: string }) =>
  [...disks.values()].find((disk) => disk.instanceId === instanceId && isLocal(disk))?.diskId;

/** Stores an event, and what it means for the disk it is about. */
function place(events: Map<string, SystemEvent>, disks: Map<string, Disk>, event: SystemEvent) {
  events.set(event.eventId, event);
  const disk = event.diskId === undefined ? undefined : disks.get(event.diskId);
  const health = healthAfter(event.eventType, event.eventStatus);
  if (disk !== undefined && health !== undefined) disks.set(disk.diskId, { ...disk, health });
}

function find(events: ReadonlyMap<string, SystemEvent>, eventId: string) {
  const event = events.get(eventId);
  if (event === undefined) throw new WorldError(`No event ${eventId} in this world.`);
  return event;
}

function readStatus(text: string) {
  if (!isEventStatus(text)) throw new WorldError(`No event status ${text}; allowed: ${eventStatuses.join(", ")}.`);
  return text;
}

function readTime(text: string) {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new WorldError(`Not a time: ${text}; allowed: ISO 8601, such as 2026-11-21T04:00:00Z.`);
  return ms;
}

const showInstances = (instances: ReadonlyMap<string, Instance>) =>
  Object.fromEntries(
    [...instances].map(([id, { status, zoneId, effects, wipes, hostId, instanceType }]) => [
      id,
      { status, zone: zoneId, effects, wipes, hostId, instanceType },
    ]),
  );

const showEvents = (events: ReadonlyMap<string, SystemEvent>) =>
  Object.fromEntries(
    [...events].map(([id, { instanceId, eventType, eventStatus, notBeforeMs }]) => [
      id,
      { instanceId, eventType, eventStatus, notBefore: toSecond(notBeforeMs) },
    ]),
  );
