import { createHash } from "node:crypto";
import { liveRequests } from "./cloud.ts";
import { playSchedule, type Setting } from "./schedule.ts";
import { createOdometer } from "./tape.ts";
import { withoutLines } from "./timeline-lines.ts";
import type { Limits, World } from "./world.ts";

/** A small world that is searched to its end. */
type Scope = {
  readonly name: string;
  readonly deliveries: readonly number[];
  readonly maxFaults: number;
  readonly limits: Limits;
};

const limits: Limits = {
  ...{
    jumps: 1,
    reconciles: 1,
    foreign: 0,
    people: 0,
    outages: 0,
    farLeaps: 0,
    repeats: 0,
    words: 0,
    turns: 0,
    stops: 0,
  },
  ...{ steps: 300, stepMs: 0, leapsMs: [95_000, 3_900_000], farLeapsMs: [] },
};

/** The numbers are those of the templates in delivery.ts. */
export const scopes: readonly Scope[] = [
  { name: "1 event, 1 fault, 1 leap, 1 reconcile", deliveries: [0], maxFaults: 1, limits },
  { name: "1 event, 2 faults, 1 reconcile", deliveries: [0], maxFaults: 2, limits: { ...limits, jumps: 0 } },
  { name: "1 event, 2 faults, 1 leap, 1 reconcile", deliveries: [0], maxFaults: 2, limits },
  {
    name: "2 notices of one event, 1 fault",
    deliveries: [0, 2],
    maxFaults: 1,
    limits: { ...limits, jumps: 0, reconciles: 0 },
  },
  {
    name: "2 notices of one event, 1 fault, 1 reconcile",
    deliveries: [0, 2],
    maxFaults: 1,
    limits: { ...limits, jumps: 0 },
  },
  {
    name: "an event and a call, 1 fault",
    deliveries: [0, 1],
    maxFaults: 1,
    limits: { ...limits, jumps: 0, reconciles: 0 },
  },
  {
    name: "1 event, 1 fault, 1 leap, 1 person",
    deliveries: [0],
    maxFaults: 1,
    limits: { ...limits, reconciles: 0, people: 1 },
  },
  {
    name: "a runbook, 1 fault, 1 reconcile",
    deliveries: [17],
    maxFaults: 1,
    limits: { ...limits, jumps: 0 },
  },
];

type Searched = {
  readonly name: string;
  readonly complete: boolean;
  readonly schedules: number;
  readonly states: number;
  readonly violations: readonly { readonly violation: string; readonly tape: readonly number[] }[];
};

/** Every choice tape of a scope, one after the other like an odometer; what leads into a known state is cut there. */
export function search(setting: Setting, scope: Scope, seconds: number): Searched {
  const endMs = performance.now() + seconds * 1_000;
  const known = new Set<string>();
  const violations: { violation: string; tape: readonly number[] }[] = [];
  let tape: number[] = [];
  let schedules = 0;
  for (;;) {
    const recorder = createOdometer(tape);
    const newFrom = tape.length;
    const seen = (world: World) => {
      if (recorder.taken.length < newFrom) return false;
      const state = hashOf(world);
      if (known.has(state)) return true;
      known.add(state);
      return false;
    };
    const { maxFaults, deliveries } = scope;
    const result = playSchedule({ ...setting, limits: scope.limits, maxFaults, deliveries, seen }, recorder);
    schedules++;
    const [violation] = result.violations;
    if (violation !== undefined) violations.push({ violation, tape: [...result.tape] });
    const next = following(result.tape, result.counts);
    const enough = violations.length >= 5 || performance.now() > endMs;
    if (next === undefined || enough)
      return { name: scope.name, complete: next === undefined, schedules, states: known.size, violations };
    tape = next;
  }
}

/** The next tape in order; the setup is left as it is. */
function following(tape: readonly number[], counts: readonly number[]): number[] | undefined {
  for (let at = tape.length - 1; at >= 0; at--) {
    const choice = (tape[at] ?? 0) + 1;
    if (choice < (counts[at] ?? 0)) return [...tape.slice(0, at), choice];
  }
  return undefined;
}

/**
 * A state by what can still matter: rows, cloud, queue, what is under way, and what each worker was told so far, which
 * decides what it does next.
 */
function hashOf(world: World): string {
  const { table, cloud } = world;
  const state = [
    world.nowMs,
    [...table.rows],
    [...table.tokens],
    table.staleIndex,
    world.control,
    cloud.effects,
    [...cloud.nonces],
    liveRequests(cloud, world.nowMs).map(({ pin }) => pin.nonce),
    [...cloud.events.keys()],
    world.workers.map(({ name, told, skewMs }) => [name, told, skewMs]).sort(),
    world.pending.map(({ worker, point }) => `${worker.name} ${point}`).sort(),
    world.late.map(({ point, from }) => `${from} ${point}`).sort(),
    world.queue.map(({ label, retriesLeft }) => `${label} ${retriesLeft}`).sort(),
    [...world.taskIds],
    [world.faultsLeft, world.unreadableUntilMs, ...Object.values(world.left)],
  ];
  return createHash("sha1").update(JSON.stringify(state, withoutLines)).digest("base64");
}
