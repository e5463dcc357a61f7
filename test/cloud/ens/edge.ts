import type { Clock } from "../core/clock.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import { type RaisedEvent, readStatus } from "../world/raise-event.ts";
import { type TimingName, timingMs } from "../world/timings.ts";
import type { WorldSettings } from "../world/world.ts";
import { WorldError } from "../world/world-error.ts";
import { awaitDefaultAction } from "./default-action.ts";
import { type EdgeEvent, withStatus } from "./edge-event.ts";
import { createEdgeFleet } from "./edge-fleet.ts";
import type { EdgeInstance } from "./edge-instance.ts";
import { edgeNotificationOf } from "./edge-notification.ts";
import { takeEdgeSnapshot } from "./edge-snapshot.ts";
import { newEdgeEvent } from "./raise-edge-event.ts";

/** The edge: the ENS instances of the account and their system events. The state is plain values in maps. */
export type Edge = {
  readonly settings: WorldSettings;
  readonly instances: Map<string, EdgeInstance>;
  readonly events: Map<string, EdgeEvent>;
  /** What a tester sees. */
  readonly snapshot: () => ReturnType<typeof takeEdgeSnapshot>;
  /** Adds a system event; any type is legal. Throws WorldError. */
  readonly raiseEvent: (event: RaisedEvent) => { readonly eventId: string };
  /** Moves an event to any status; a plan that was made for it is off. Throws WorldError. */
  readonly moveEvent: (eventId: string, eventStatus: string) => void;
  /** The CloudEvent for an event as it stands, with a fresh envelope id. Throws WorldError. */
  readonly notification: (eventId: string, options?: { readonly name?: string | undefined }) => object;
  /** Back to the seed fleet, dated from now; ids that were given out are not given out again. */
  readonly reset: () => void;

  /** False for a guess that a test has flipped. */
  readonly holds: Holds;
  /** How long something takes here. */
  readonly timingMs: (name: TimingName) => number;
  readonly nowMs: () => number;
  /** Runs `change` when the world reaches `dueMs`, unless the edge is reset before. */
  readonly at: (dueMs: number, change: () => void) => void;
  readonly changeInstance: (instanceId: string, change: (instance: EdgeInstance) => EdgeInstance) => void;
  readonly changeEvent: (eventId: string, change: (event: EdgeEvent) => EdgeEvent) => void;
  readonly newHostId: () => string;
  readonly newPlanId: () => number;
};

type Needs = { readonly clock: Clock; readonly settings: WorldSettings; readonly holds?: Holds };

/** Creates the edge with its seed fleet. */
export function createEdge({ clock, settings, holds = allHold }: Needs): Edge {
  const { nowMs } = clock;
  const state = { instances: new Map<string, EdgeInstance>(), events: new Map<string, EdgeEvent>() };
  const nextEvent = createCounter();
  const nextHost = createCounter();
  let life = 0;

  const seed = () => {
    for (const instance of createEdgeFleet(nowMs())) state.instances.set(instance.instanceId, instance);
  };

  const edge: Edge = {
    settings,
    ...state,
    holds,
    timingMs: (name) => timingMs(holds, name),
    nowMs,
    newHostId: () => `host-5${String(nextHost()).padStart(9, "0")}`,
    newPlanId: createCounter(),
    snapshot: () => takeEdgeSnapshot(state),
    raiseEvent: (raised) => {
      find(state.instances, "instance", raised.instanceId);
      const eventId = `e-ed9e${String(nextEvent()).padStart(28, "0")}`;
      state.events.set(eventId, newEdgeEvent(edge, eventId, raised));
      awaitDefaultAction(edge, eventId);
      return { eventId };
    },
    moveEvent: (eventId, eventStatus) => {
      const event = find(state.events, "event", eventId);
      state.events.set(eventId, { ...withStatus(event, readStatus(eventStatus), nowMs()), planId: undefined });
    },
    notification: (eventId, { name } = {}) => edgeNotificationOf(edge, find(state.events, "event", eventId), name),
    reset: () => {
      life++;
      for (const map of Object.values(state)) map.clear();
      seed();
    },
    at: (dueMs, change) => {
      const born = life;
      clock.at(dueMs, () => {
        if (born === life) change();
      });
    },
    changeInstance: (instanceId, change) => alter(state.instances, instanceId, change),
    changeEvent: (eventId, change) => alter(state.events, eventId, change),
  };
  seed();
  return edge;
}

/** 1, 2, …: never the same twice in one edge. */
function createCounter() {
  let count = 0;
  return () => ++count;
}

function find<Value>(map: ReadonlyMap<string, Value>, kind: string, id: string): Value {
  const value = map.get(id);
  if (value === undefined) throw new WorldError(`No ${kind} ${id} at the edge.`);
  return value;
}

function alter<Value>(map: Map<string, Value>, id: string, change: (value: Value) => Value) {
  const value = map.get(id);
  if (value !== undefined) map.set(id, change(value));
}
