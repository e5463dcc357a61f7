import { createWorld } from "./create-world.ts";
import { drain } from "./drain.ts";
import type { Hits } from "./hits.ts";
import type { LimitsName } from "./limited.ts";
import { settleDown } from "./liveness.ts";
import { kindsOfMoves, moveAtOnce } from "./moves.ts";
import type { Tape } from "./tape.ts";
import type { Limits, PolicyOfOwner, Product, Switches, World } from "./world.ts";

/** What a schedule is played with. */
export type Setting = {
  readonly product: Product;
  readonly switches: Switches;
  readonly hits: Hits;
  readonly limits: Limits;
  /** The deliveries by the number of their template; chosen by the tape if absent. */
  readonly deliveries?: readonly number[];
  /** What the policy says of repetitions, as `repeats.ts` names it; chosen by the tape if deliveries are. */
  readonly repeat?: string | undefined;
  readonly maxFaults?: number;
  /** The owner's policy from the beginning; it acts if absent. */
  readonly policy?: PolicyOfOwner;
  /** What the policy limits, by its name, where the deliveries are given. */
  readonly limited?: LimitsName | undefined;
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
/** Days, past a token's life, past the outcomes' retention. */
const farLeapsMs = [3, 31, 36].map((days) => days * 86_400_000);

export const defaultLimits: Limits = {
  ...{
    jumps: 7,
    reconciles: 5,
    foreign: 1,
    people: 3,
    outages: 1,
    farLeaps: 2,
    repeats: 3,
    words: 4,
    turns: 1,
    stops: 4,
  },
  ...{ steps: 400, stepMs: 7, leapsMs, farLeapsMs },
};

/** Plays one schedule: a hostile phase by the tape, then a calm one in which everything must come to an end. */
export function playSchedule(setting: Setting, tape: Tape): Result {
  const world = createWorld(setting, tape);
  for (let steps = 0; steps < setting.limits.steps && !world.stopped; steps++) {
    if (!step(world, setting) || world.violations.length > 0) break;
    drain();
  }
  drain();
  if (world.violations.length === 0 && !world.cut) settleDown(world);
  const { violations, faults, adoptedForeign } = world;
  return { violations, faults, tape: tape.taken, counts: tape.counts, adoptedForeign };
}

/** One move of the world; false if there was none. */
function step(world: World, setting: Setting): boolean {
  if (moveAtOnce(world)) return true;
  if (setting.seen?.(world) === true) {
    world.cut = true;
    return false;
  }
  world.nowMs += world.limits.stepMs;
  const counts = kindsOfMoves.map(({ count }) => count(world));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let choice = world.tape.choose(total, "who", () => namesOfMoves(world));
  const kind = counts.findIndex((count) => {
    if (choice < count) return true;
    choice -= count;
    return false;
  });
  kindsOfMoves[kind]?.move(world, choice);
  return true;
}

const namesOfMoves = (world: World) =>
  kindsOfMoves.flatMap(({ count, name }) => Array.from({ length: count(world) }, (_, at) => name(world, at)));
