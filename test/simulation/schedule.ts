import { createCloud, minuteMs, takeRedeploy } from "./cloud.ts";
import { type Delivery, eventOne, instanceA, templates } from "./delivery.ts";
import { drain } from "./drain.ts";
import type { Hits } from "./hits.ts";
import { jump } from "./jump.ts";
import { settleDown } from "./liveness.ts";
import { perform } from "./port.ts";
import { deliver, raise, startMs } from "./scenario.ts";
import { createTable } from "./table.ts";
import type { Tape } from "./tape.ts";
import { kill, startReconcile } from "./workers.ts";
import type { Product } from "./world.ts";
import { chooseSkew, countFault, type Limits, type Pending, type Switches, type World } from "./world.ts";

/** What a schedule is played with. */
export type Setting = {
  readonly product: Product;
  readonly switches: Switches;
  readonly hits: Hits;
  readonly limits: Limits;
  /** The deliveries by the number of their template; chosen by the tape if absent. */
  readonly deliveries?: readonly number[];
  readonly maxFaults?: number;
  /** Called at every choice of who moves; true ends the schedule (its state was seen before). */
  readonly seen?: (world: World) => boolean;
  readonly say?: (line: string) => void;
};

export type Result = {
  readonly violations: readonly string[];
  readonly faults: number;
  readonly tape: readonly number[];
  readonly counts: readonly number[];
  readonly adoptedForeign: number;
};

/** A moment, a lease, a cold start, the two date windows, hours, a day. */
const leapsMs = [1_000, 31_000, 95_000, 300_000, 960_000, 3_660_000, 10_800_000, 90_000_000];

export const defaultLimits: Limits = { jumps: 7, reconciles: 5, foreign: 1, steps: 400, stepMs: 7, leapsMs };

/** Plays one schedule: a hostile phase by the tape, then a calm one in which everything must come to an end. */
export function playSchedule(setting: Setting, tape: Tape): Result {
  const world = createWorld(setting, tape);
  for (let steps = 0; steps < setting.limits.steps; steps++) {
    if (!step(world, setting) || world.violations.length > 0) break;
    drain();
  }
  drain();
  if (world.violations.length === 0 && !world.cut) settleDown(world);
  const { violations, faults, adoptedForeign } = world;
  return { violations, faults, tape: tape.taken, counts: tape.counts, adoptedForeign };
}

function createWorld({ product, switches, hits, limits, say, ...fixed }: Setting, tape: Tape): World {
  const choose = (count: number) => tape.choose(count, "setup");
  const deliveries = chosenDeliveries(fixed.deliveries, choose);
  const world: World = {
    product,
    switches,
    limits,
    tape,
    hits,
    say: say === undefined ? () => undefined : (line) => say(`${clockOf(world)} ${line()}`),
    table: createTable(),
    cloud: createCloud({
      skewMs: chooseSkew(tape, "cloud "),
      windowMs: [60, 15][choose(2)] === 15 ? 15 * minuteMs : product.defaultBounds.dateWindowMs,
      guarded: choose(2) === 1,
      lagMs: [60_000, 10_000][choose(2)] ?? 0,
    }),
    workers: [],
    pending: [],
    late: [],
    queue: [],
    deliveries,
    violations: [],
    nowMs: startMs + (seconds[choose(4)] ?? 0) * 1_000,
    faultsLeft: fixed.maxFaults ?? [1, 2, 3, 4, 6, 0][choose(6)] ?? 0,
    faults: 0,
    jumpsLeft: limits.jumps,
    reconcilesLeft: limits.reconciles,
    foreignLeft: fixed.deliveries === undefined ? Number(limits.foreign > 0 && choose(4) === 3) : limits.foreign,
    calm: false,
    cut: false,
    lastMoved: undefined,
    started: 0,
    taskIds: new Set(),
    adoptedForeign: 0,
  };
  if (tape.choose(8, "setup", () => ["plain disks", ...Array(6).fill("plain"), "local disks"]) === 7)
    world.cloud.localDisks.add(instanceA);
  raise(world, instanceA, eventOne);
  world.queue.push(...deliveries);
  return world;
}

/** Where in a minute a schedule begins, seconds. */
const seconds = [0, 14, 31, 58];

const clockOf = ({ nowMs }: World) => `+${((nowMs - startMs) / 1_000).toFixed(1).padStart(8)}s`;

function chosenDeliveries(fixed: readonly number[] | undefined, choose: (count: number) => number): Delivery[] {
  const numbers = fixed ?? Array.from({ length: 1 + choose(5) }, () => choose(templates.length));
  return numbers.flatMap((number) => templates[number]?.() ?? []);
}

/** One move of the world; false when nothing is left to do. */
function step(world: World, setting: Setting): boolean {
  if (setting.seen?.(world) === true) {
    world.cut = true;
    return false;
  }
  world.nowMs += world.limits.stepMs;
  const groups = movesOf(world);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (count === 0) return false;
  let choice = world.tape.choose(count, "who", () =>
    groups.flatMap((group) => Array.from({ length: group.count }, (_, i) => group.name(i))),
  );
  for (const group of groups) {
    if (choice < group.count) {
      group.move(choice);
      break;
    }
    choice -= group.count;
  }
  return true;
}

/** Moves of one kind. */
type Moves = {
  readonly count: number;
  readonly name: (index: number) => string;
  readonly move: (index: number) => void;
};

/** Who may move: first the one who moved last, last what stirs things up. */
function movesOf(world: World): Moves[] {
  const { pending, queue, late } = world;
  const mine = pending.filter(({ worker }) => worker === world.lastMoved);
  const calls =
    mine.length === 0 || mine.length === pending.length
      ? pending
      : mine.concat(pending.filter((call) => !mine.includes(call)));
  const quiet = pending.length + queue.length === 0;
  return [
    { count: calls.length, name: (at) => nameOfCall(calls[at]), move: (at) => meetFate(world, calls[at]) },
    { count: queue.length, name: (at) => `deliver ${queue[at]?.label}`, move: (at) => deliver(world, queue[at]) },
    { count: Number(quiet), name: () => "stop", move: () => stop(world) },
    { count: late.length, name: (at) => `late ${late[at]?.point}`, move: (at) => arriveLate(world, at) },
    { count: Number(world.reconcilesLeft > 0), name: () => "reconcile", move: () => reconcileNow(world) },
    { count: Number(world.jumpsLeft > 0), name: () => "leap", move: () => jump(world) },
    { count: Number(world.foreignLeft > 0), name: () => "foreign", move: () => redeployByOthers(world) },
  ];
}

const nameOfCall = (call: Pending | undefined) => (call === undefined ? "" : `${call.worker.name} ${call.point}`);

function arriveLate(world: World, at: number): void {
  const [late] = world.late.splice(at, 1);
  if (late === undefined) return;
  world.say(() => `late: ${late.point} of ${late.from}`);
  world.hits.count("arrives late", late.point);
  late.arrive();
}

function stop(world: World): void {
  world.jumpsLeft = 0;
  world.reconcilesLeft = 0;
  world.foreignLeft = 0;
  world.late.splice(0).forEach((late) => {
    world.say(() => `never: ${late.point} of ${late.from}`);
  });
  world.cloud.requests.splice(0);
}

function meetFate(world: World, pending: Pending | undefined): void {
  if (pending === undefined) return;
  const fate = world.faultsLeft > 0 ? world.tape.choose(pending.fates.length, "fate", () => pending.fates) : 0;
  if (fate > 0) world.faultsLeft--;
  perform(world, pending, pending.fates[fate] ?? "ok", (worker) => kill(world, worker));
}

function reconcileNow(world: World): void {
  world.reconcilesLeft--;
  startReconcile(world);
}

function redeployByOthers(world: World): void {
  world.foreignLeft--;
  const fails = world.tape.choose(2, "detail", () => ["finishes", "fails"]) === 1;
  countFault(world, "foreign redeploy", "cloud");
  world.say(() => `someone else redeploys ${instanceA}${fails ? ", which will fail" : ""}`);
  takeRedeploy(world.cloud, {
    instanceId: instanceA,
    nonce: undefined,
    fails,
    lagMs: world.cloud.lagMs,
    nowMs: world.nowMs,
  });
}
