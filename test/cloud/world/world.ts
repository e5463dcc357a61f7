import type { Clock } from "../core/clock.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import { type Disk, healthAfter } from "./disk.ts";
import { runAtItsTime } from "./event-run.ts";
import { createFleet } from "./fleet.ts";
import type { Instance } from "./instance.ts";
import { notificationOf } from "./notification.ts";
import { newEvent, type RaisedEvent, readStatus } from "./raise-event.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { type SystemEvent, withStatus } from "./system-event.ts";
import type { Task } from "./task.ts";
import { type TimingName, timingMs } from "./timings.ts";
import { WorldError } from "./world-error.ts";

export type WorldSettings = { readonly accountId: string; readonly regionId: string };

/** One account in one region: its instances, disks, system events and tasks. The state is plain values in maps. */
export type World = {
  readonly settings: WorldSettings;
  readonly instances: Map<string, Instance>;
  readonly disks: Map<string, Disk>;
  readonly events: Map<string, SystemEvent>;
  readonly tasks: Map<string, Task>;
  /** What calls with a ClientToken were answered, by token. */
  readonly tokens: Map<string, TokenUse>;
  /** What a tester sees. */
  readonly snapshot: () => Snapshot;
  /**
   * Adds a system event; any type is legal. `notBefore` is by default 48 h ahead, or now for an event that has begun.
   * Throws WorldError.
   */
  readonly raiseEvent: (event: RaisedEvent) => { readonly eventId: string };
  /** Moves an event to any status; the local disk it is about follows. Throws WorldError. */
  readonly moveEvent: (eventId: string, eventStatus: string) => void;
  /** The CloudEvent for an event as it stands, with a fresh envelope id. Throws WorldError. */
  readonly notification: (
    eventId: string,
    options?: { readonly name?: string | undefined },
  ) => ReturnType<typeof notificationOf>;
  /** Whoever wants to hear of drills; nobody, until somebody says so. */
  readonly whenDrilled: (listener: (eventId: string) => void) => void;
  readonly tellOfDrill: (eventId: string) => void;
  /** Back to the seed fleet, dated from now; ids that were given out are not given out again. */
  readonly reset: () => void;

  /** False for a guess that a test has flipped. */
  readonly holds: Holds;
  /** How long something takes here. */
  readonly timingMs: (name: TimingName) => number;
  readonly nowMs: () => number;
  /** Runs `change` after `delayMs` of world time, unless the world is reset before. */
  readonly after: (delayMs: number, change: () => void) => void;
  readonly changeInstance: (instanceId: string, change: (instance: Instance) => Instance) => void;
  readonly newTaskId: () => string;
  readonly newHostId: () => string;
  readonly newDiskId: () => string;
};

/** A call with a ClientToken: what it asked for, and what it was answered; no answer: it was refused. */
export type TokenUse = { readonly asked: string; readonly answer: string | undefined; readonly atMs: number };

type Needs = {
  readonly clock: Clock;
  readonly settings: WorldSettings;
  readonly holds?: Holds;
  /** So many web servers more in its fleet. */
  readonly herd?: number;
};

/** Creates the world with its seed fleet. */
export function createWorld({ clock, settings, holds = allHold, herd = 0 }: Needs): World {
  const { nowMs } = clock;
  const state = {
    instances: new Map<string, Instance>(),
    disks: new Map<string, Disk>(),
    events: new Map<string, SystemEvent>(),
    tasks: new Map<string, Task>(),
    tokens: new Map<string, TokenUse>(),
  };
  const newEventId = createIds("e-bp1");
  let drilled: (eventId: string) => void = () => undefined;
  let life = 0;

  const seed = () => {
    const { instances, disks, events } = createFleet(nowMs(), settings.regionId, holds, herd);
    for (const instance of instances) state.instances.set(instance.instanceId, instance);
    for (const disk of disks) state.disks.set(disk.diskId, disk);
    for (const event of events) {
      place(state, event);
      runAtItsTime(world, event);
    }
  };

  const world: World = {
    settings,
    ...state,
    holds,
    timingMs: (name) => timingMs(holds, name),
    nowMs,
    newTaskId: createIds("t-bp1"),
    newHostId: createIds("host-bp1"),
    newDiskId: createIds("d-bp1"),
    snapshot: () => takeSnapshot(state),
    raiseEvent: (raised) => {
      if (!state.instances.has(raised.instanceId)) {
        throw new WorldError(`No instance ${raised.instanceId} in this world.`);
      }
      const event = newEvent(world, newEventId(), raised);
      place(state, event);
      runAtItsTime(world, event);
      return { eventId: event.eventId };
    },
    moveEvent: (eventId, eventStatus) => {
      const event = withStatus(find(state.events, eventId), readStatus(eventStatus), nowMs());
      place(state, event);
      if (eventStatus === "Scheduled") runAtItsTime(world, event);
    },
    notification: (eventId, { name } = {}) => notificationOf(find(state.events, eventId), world, name),
    whenDrilled: (listener) => {
      drilled = listener;
    },
    tellOfDrill: (eventId) => drilled(eventId),
    reset: () => {
      life++;
      for (const map of Object.values(state)) map.clear();
      seed();
    },
    after: (delayMs, change) => {
      const born = life;
      clock.after(delayMs, () => {
        if (born === life) change();
      });
    },
    changeInstance: (instanceId, change) => {
      const instance = state.instances.get(instanceId);
      if (instance !== undefined) state.instances.set(instanceId, change(instance));
    },
  };
  seed();
  return world;
}

/** `<prefix>` and a number: the same in every run, never the same twice in one world. */
function createIds(prefix: string) {
  let count = 0;
  return () => `${prefix}${String(++count).padStart(9, "0")}`;
}

/** Stores an event, and what it means for the disk it is about. */
function place({ events, disks }: Pick<World, "events" | "disks">, event: SystemEvent) {
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
